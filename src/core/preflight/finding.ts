/** What a check before sending finds. Its sentence is in `ui/preflight/findingText.ts`. */
import type { OsType } from '../model/containerGroup.ts';

interface AboveRegion {
  readonly location: string;
  readonly wanted: number;
  readonly max: number;
}

/** What can stand in the way, as data. Amounts are vCPUs and GB. */
export type FindingDetail =
  | { readonly kind: 'locationNotOffered'; readonly location: string; readonly similar?: string }
  | { readonly kind: 'osNotOffered'; readonly location: string; readonly osType: OsType }
  | ({ readonly kind: 'cpuAboveRegion' } & AboveRegion)
  | ({ readonly kind: 'memoryAboveRegion' } & AboveRegion)
  | { readonly kind: 'gpuRetired' }
  | {
      readonly kind: 'zoneNotOffered';
      readonly location: string;
      readonly zone: string;
      readonly zones: string;
    }
  | {
      readonly kind: 'tooManyGroups';
      readonly location: string;
      readonly used: number;
      readonly limit: number;
    }
  | {
      readonly kind: 'tooFewCores';
      readonly location: string;
      /** As Azure calls it: `Standard Cores`. */
      readonly quota: string;
      readonly wanted: number;
      readonly used: number;
      readonly limit: number;
    }
  /** The name resolves: a group that runs has the label. With a reuse scope Azure adds a part of its own. */
  | { readonly kind: 'labelInUse'; readonly label: string; readonly host: string }
  | { readonly kind: 'subnetMissing'; readonly subnet: string }
  | { readonly kind: 'subnetElsewhere'; readonly subnet: string; readonly location: string }
  | { readonly kind: 'subnetDelegated'; readonly subnet: string; readonly service: string }
  | { readonly kind: 'subnetInUse'; readonly subnet: string }
  | { readonly kind: 'subnetFull'; readonly subnet: string }
  | { readonly kind: 'imageMissing'; readonly image: string }
  | { readonly kind: 'imageDenied'; readonly image: string }
  | { readonly kind: 'imagePlatform'; readonly image: string; readonly platforms: string }
  | { readonly kind: 'imageOs'; readonly image: string; readonly osType: OsType; readonly platforms: string }
  | { readonly kind: 'imageWindowsVersion'; readonly image: string; readonly version: string }
  | { readonly kind: 'imageTooLarge'; readonly image: string; readonly sizeInGB: number }
  | { readonly kind: 'registryUnreachable'; readonly image: string; readonly registry: string }
  | { readonly kind: 'registryThrottled'; readonly image: string; readonly registry: string }
  /** Azure did not answer a check; `message`: its words. */
  | { readonly kind: 'notChecked'; readonly check: ArmCheck; readonly message: string };

/** What is asked of Azure Resource Manager. */
export type ArmCheck = 'locations' | 'capabilities' | 'usages' | 'subnets';
/** All that a check may wait for. */
export type Check = ArmCheck | 'label' | 'images';

/** `fatal`: Azure's or the registry's own answer says that the group can't run. Then nothing is sent. */
export type Finding = FindingDetail & { readonly severity: 'fatal' | 'warning' };

export function fatal(detail: FindingDetail): Finding {
  return { ...detail, severity: 'fatal' };
}

export function warning(detail: FindingDetail): Finding {
  return { ...detail, severity: 'warning' };
}
