/** An Azure region that offers container instances. */
export interface Location {
  /** `westeurope`. */
  readonly name: string;
  /** `West Europe`. */
  readonly displayName: string;
  /** Availability zones that groups can be put in; undefined where Azure does not list them. */
  readonly zones?: readonly string[];
}

/** What a location can give one container group (the capabilities API). */
export interface Capability {
  /** `Linux`, `Windows` or `NotSpecified` (both). */
  readonly osType: string;
  readonly ipAddressType: string;
  /** `None`, `K80`, `P100`, `V100`. */
  readonly gpu: string;
  readonly maxCpu: number;
  readonly maxMemoryInGB: number;
}
