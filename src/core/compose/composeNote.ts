import type { JsonPath } from '../document/jsonPath.ts';
import type { RestartPolicy } from '../model/containerGroup.ts';

/** Why a key of a compose file does not reach the group as it is written. */
export type ComposeReason =
  // The file
  | { readonly kind: 'noServices' }
  | { readonly kind: 'obsoleteKey'; readonly key: string }
  | { readonly kind: 'extensionField'; readonly key: string }
  | { readonly kind: 'unknownKey'; readonly key: string }
  | { readonly kind: 'wrongType'; readonly key: string }
  | { readonly kind: 'includeCycle'; readonly file: string }
  | { readonly kind: 'overrideRead'; readonly file: string }
  | { readonly kind: 'overrideLeft'; readonly file: string }
  | { readonly kind: 'extendsMissing'; readonly service: string }
  | { readonly kind: 'extendsCycle'; readonly service: string }
  | { readonly kind: 'profileInactive'; readonly service: string; readonly profiles: readonly string[] }
  | { readonly kind: 'tooManyServices'; readonly count: number; readonly max: number }
  | { readonly kind: 'windowsAlone' }
  | { readonly kind: 'fileMissing'; readonly file: string }
  /** `line` counts from 1. */
  | { readonly kind: 'envFileLine'; readonly file: string; readonly line: number }
  | { readonly kind: 'fileNotCompose'; readonly file: string }
  // What is taken from this computer
  | { readonly kind: 'fileTaken'; readonly file: string }
  | { readonly kind: 'variableTaken'; readonly name: string }
  // Interpolation
  | { readonly kind: 'interpolationUnset'; readonly name: string; readonly message: string }
  | { readonly kind: 'interpolationSyntax'; readonly text: string }
  // Names and images
  | { readonly kind: 'nameChanged'; readonly from: string; readonly to: string }
  | { readonly kind: 'containerName'; readonly service: string }
  | { readonly kind: 'imageMissing'; readonly service: string }
  | { readonly kind: 'imageBuilt'; readonly service: string }
  | { readonly kind: 'build' }
  | { readonly kind: 'platform'; readonly platform: string }
  // Running
  | { readonly kind: 'commandReplacesEntrypoint' }
  | { readonly kind: 'commandNoProgram'; readonly word: string }
  | { readonly kind: 'entrypointAdded'; readonly entrypoint: string }
  | { readonly kind: 'entrypointKept' }
  | { readonly kind: 'commandSyntax'; readonly text: string }
  | { readonly kind: 'order'; readonly services: readonly string[] }
  | { readonly kind: 'initContainer'; readonly service: string; readonly waiting: readonly string[] }
  | { readonly kind: 'initNeedsRunning'; readonly service: string; readonly needed: string }
  | { readonly kind: 'initDetail'; readonly key: string }
  | { readonly kind: 'noReplicas'; readonly service: string }
  | { readonly kind: 'hooks'; readonly key: string }
  | { readonly kind: 'provider'; readonly service: string }
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
  | { readonly kind: 'healthOfImage' }
  | { readonly kind: 'healthDetail'; readonly key: string }
  | { readonly kind: 'durationRounded'; readonly from: string; readonly seconds: number }
  | { readonly kind: 'durationSyntax'; readonly text: string }
  // Size
  | {
      readonly kind: 'groupSize';
      readonly cpu: number;
      readonly memoryInGB: number;
      readonly maxCpu: number;
      readonly maxMemoryInGB: number;
    }
  | { readonly kind: 'sizeDefault'; readonly cpu: number; readonly memoryInGB: number }
  | { readonly kind: 'amountRounded'; readonly from: string; readonly to: number }
  | { readonly kind: 'amountSyntax'; readonly text: string }
  | { readonly kind: 'limitLowered'; readonly from: number; readonly to: number }
  // Network
  | { readonly kind: 'sharedNetwork'; readonly key: string }
  | { readonly kind: 'serviceNames'; readonly services: readonly string[] }
  | {
      readonly kind: 'nameReplaced';
      readonly services: readonly string[];
      readonly addresses: readonly string[];
    }
  | { readonly kind: 'nameUnknown'; readonly services: readonly string[] }
  | {
      readonly kind: 'fileNameReplaced';
      readonly services: readonly string[];
      readonly addresses: readonly string[];
      readonly file: string;
    }
  | { readonly kind: 'fileNameUnknown'; readonly services: readonly string[]; readonly file: string }
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
  | { readonly kind: 'mountedFileMissing'; readonly source: string }
  | { readonly kind: 'fileCarried'; readonly source: string; readonly directory: string }
  | { readonly kind: 'directoryCarried'; readonly source: string; readonly count: number }
  | { readonly kind: 'fileNotCarried'; readonly source: string; readonly directory: string }
  | { readonly kind: 'volumeEmpty'; readonly volume: string }
  | { readonly kind: 'volumeExternal'; readonly volume: string }
  | { readonly kind: 'volumeUndeclared'; readonly volume: string }
  | { readonly kind: 'volumeSyntax'; readonly text: string }
  | { readonly kind: 'mountOnDrive'; readonly target: string }
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
  /** `blocked`: nothing can be created before this is fixed. `taken`: a value of this computer goes into the group. */
  readonly effect: 'taken' | 'dropped' | 'changed' | 'blocked';
  /** The path in the main file; for another file, where the main file refers to it. */
  readonly path: JsonPath;
  /** The path in another file, if it is there. */
  readonly elsewhere?: { readonly file: string; readonly path: JsonPath };
  readonly why: ComposeReason;
}

export type AddNote = (effect: ComposeNote['effect'], path: JsonPath, why: ComposeReason) => void;

/** Passes each note on once. */
export function withoutRepeats(addNote: AddNote): AddNote {
  const seen = new Set<string>();
  return (effect, path, why) => {
    const key = JSON.stringify([effect, path, why]);
    if (!seen.has(key)) addNote(effect, path, why);
    seen.add(key);
  };
}
