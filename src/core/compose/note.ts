import type { Path } from '../groupFile/path.ts';
import type { RestartPolicy } from '../model.ts';

/** Why a key of a compose file does not reach the group as it is written. */
export type ComposeReason =
  // The file
  | { readonly kind: 'noServices' }
  | { readonly kind: 'obsoleteKey'; readonly key: string }
  | { readonly kind: 'extensionField'; readonly key: string }
  | { readonly kind: 'unknownKey'; readonly key: string }
  | { readonly kind: 'wrongType'; readonly key: string }
  | { readonly kind: 'include' }
  | { readonly kind: 'extendsFile'; readonly file: string }
  | { readonly kind: 'extendsMissing'; readonly service: string }
  | { readonly kind: 'extendsCycle'; readonly service: string }
  | { readonly kind: 'profileInactive'; readonly service: string; readonly profiles: readonly string[] }
  | { readonly kind: 'tooManyServices'; readonly count: number; readonly max: number }
  | { readonly kind: 'windowsAlone' }
  | { readonly kind: 'fileMissing'; readonly file: string }
  // Interpolation
  | { readonly kind: 'interpolationUnset'; readonly name: string }
  | { readonly kind: 'interpolationRequired'; readonly name: string; readonly message: string }
  | { readonly kind: 'interpolationSyntax'; readonly text: string }
  // Names and images
  | { readonly kind: 'nameChanged'; readonly from: string; readonly to: string }
  | { readonly kind: 'containerName'; readonly service: string }
  | { readonly kind: 'imageMissing'; readonly service: string }
  | { readonly kind: 'build' }
  | { readonly kind: 'platform'; readonly platform: string }
  // Running
  | { readonly kind: 'commandReplacesEntrypoint' }
  | { readonly kind: 'commandSyntax'; readonly text: string }
  | { readonly kind: 'order'; readonly key: string }
  | { readonly kind: 'restartDefault'; readonly policy: RestartPolicy }
  | { readonly kind: 'restartShared'; readonly policy: RestartPolicy }
  | { readonly kind: 'restartUnknown'; readonly text: string }
  | { readonly kind: 'restartDetail'; readonly key: string }
  | { readonly kind: 'replicas'; readonly count: string }
  | { readonly kind: 'deployDetail'; readonly key: string }
  | { readonly kind: 'system'; readonly key: string }
  | { readonly kind: 'logging'; readonly key: string }
  | { readonly kind: 'labels'; readonly key: string }
  | { readonly kind: 'local'; readonly key: string }
  | { readonly kind: 'healthRestarts' }
  | { readonly kind: 'healthSyntax' }
  | { readonly kind: 'healthDetail'; readonly key: string }
  | { readonly kind: 'durationRounded'; readonly from: string; readonly seconds: number }
  | { readonly kind: 'durationSyntax'; readonly text: string }
  // Size
  | { readonly kind: 'sizeDefault'; readonly cpu: number; readonly memoryInGB: number }
  | { readonly kind: 'amountRounded'; readonly from: string; readonly to: number }
  | { readonly kind: 'amountSyntax'; readonly text: string }
  | { readonly kind: 'limitLowered'; readonly from: number; readonly to: number }
  // Network
  | { readonly kind: 'sharedNetwork'; readonly key: string }
  | { readonly kind: 'serviceNames'; readonly services: readonly string[] }
  | { readonly kind: 'portMapped'; readonly published: number; readonly target: number }
  | { readonly kind: 'portLoopback'; readonly port: number }
  | { readonly kind: 'portHostAddress'; readonly address: string; readonly port: number }
  | { readonly kind: 'portTwice'; readonly port: number; readonly services: readonly string[] }
  | { readonly kind: 'portSyntax'; readonly text: string }
  | { readonly kind: 'portProtocol'; readonly protocol: string }
  | { readonly kind: 'portsTooMany'; readonly count: number; readonly max: number }
  | { readonly kind: 'portDetail'; readonly key: string }
  | { readonly kind: 'labelOther'; readonly label: string; readonly used: string }
  | { readonly kind: 'labelInvalid'; readonly label: string }
  | { readonly kind: 'labelWithoutPorts'; readonly label: string }
  // Environment
  | { readonly kind: 'variableUnset'; readonly name: string }
  | { readonly kind: 'variableName'; readonly name: string }
  | { readonly kind: 'variableSecured'; readonly name: string }
  // Volumes, secrets, configs
  | { readonly kind: 'bindMount'; readonly source: string }
  | { readonly kind: 'volumeEmpty'; readonly volume: string }
  | { readonly kind: 'volumeExternal'; readonly volume: string }
  | { readonly kind: 'volumeUndeclared'; readonly volume: string }
  | { readonly kind: 'volumeSyntax'; readonly text: string }
  | { readonly kind: 'volumeDetail'; readonly key: string }
  | { readonly kind: 'volumeKeyAsked'; readonly volume: string }
  | { readonly kind: 'azureFileIncomplete'; readonly volume: string; readonly missing: string }
  | { readonly kind: 'mountHides'; readonly directory: string }
  | { readonly kind: 'configAtRoot'; readonly config: string }
  | { readonly kind: 'secretExternal'; readonly secret: string }
  | { readonly kind: 'secretUndeclared'; readonly secret: string }
  | { readonly kind: 'secretDetail'; readonly key: string };

/** One line of the report on a conversion. */
export interface ComposeNote {
  /** `blocked`: nothing can be created before this is mended. */
  readonly effect: 'dropped' | 'changed' | 'blocked';
  /** The place in the compose file; where `extends` brought a key in, it may be absent in the text. */
  readonly path: Path;
  readonly why: ComposeReason;
}

export type Tell = (effect: ComposeNote['effect'], path: Path, why: ComposeReason) => void;
