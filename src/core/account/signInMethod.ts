/**
 * The ways to a token beside VS Code's Microsoft account. Secrets are asked for when they are needed, never kept here.
 */
export type SignInMethod =
  | {
      readonly kind: 'clientSecret';
      readonly tenantId: string;
      readonly clientId: string;
      /** Undefined where the secret was forgotten. */
      readonly secret: () => Promise<string | undefined>;
    }
  | {
      readonly kind: 'clientCertificate';
      readonly tenantId: string;
      readonly clientId: string;
      /** A PEM file that holds the certificate and its private key. */
      readonly certificatePath: string;
      /** Of the private key; absent, or undefined, where it has none. */
      readonly password?: () => Promise<string | undefined>;
    }
  /** What this machine is in Azure; with `clientId`, one of its user-assigned identities. */
  | { readonly kind: 'managedIdentity'; readonly clientId?: string }
  /** Whoever is logged in with `az`. */
  | { readonly kind: 'azureCli'; readonly tenantId?: string }
  /**
   * A federated token in a file; what is absent is taken from `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and
   * `AZURE_FEDERATED_TOKEN_FILE`.
   */
  | {
      readonly kind: 'workloadIdentity';
      readonly tenantId?: string;
      readonly clientId?: string;
      readonly tokenFilePath?: string;
    }
  /** `AZURE_TENANT_ID`, `AZURE_CLIENT_ID` and `AZURE_CLIENT_SECRET` or `AZURE_CLIENT_CERTIFICATE_PATH`. */
  | { readonly kind: 'environment' };
