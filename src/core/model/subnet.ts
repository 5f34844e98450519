export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly virtualNetwork: string;
  readonly location: string;
  readonly addressPrefix: string;
  /** Whether it is empty or delegated to Microsoft.ContainerInstance/containerGroups, as ACI demands. */
  readonly usable: boolean;
}
