export interface Registry {
  readonly id: string;
  readonly name: string;
  readonly loginServer: string;
  readonly adminUserEnabled: boolean;
}

export interface RegistryCredential {
  readonly server: string;
  readonly username: string;
  readonly password: string;
}
