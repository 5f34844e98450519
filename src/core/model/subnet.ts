export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly virtualNetwork: string;
  readonly location: string;
  readonly addressPrefix: string;
  /** Whether it is empty or delegated to Microsoft.ContainerInstance/containerGroups, as ACI demands. */
  readonly usable: boolean;
  /** Services that it is delegated to: `Microsoft.ContainerInstance/containerGroups`. */
  readonly delegations: readonly string[];
  /** Addresses that nothing uses; undefined where that can't be said. */
  readonly freeAddresses?: number;
}
