/** Where a running emulator is, and the key to it: the JSON line that it prints, with its certificate. */
export interface EmulatorAddress {
  readonly resourceManagerEndpoint: string;
  readonly activeDirectoryEndpoint: string;
  /** PEM of the certificate authority that the emulator made for itself. */
  readonly ca: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}
