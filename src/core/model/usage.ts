/** One of a subscription's limits in a region, and how much of it is in use (the usages API). */
export interface Usage {
  /** `ContainerGroups`, `StandardCores`, `StandardSpotCores`, `ConfidentialCores`, … */
  readonly name: string;
  /** As Azure calls it: `Standard Cores`. */
  readonly displayName: string;
  readonly used: number;
  readonly limit: number;
}
