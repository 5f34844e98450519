/** The directory: tenants, accounts, one application, and the managed identities. */

export interface Account {
  /** User principal name, as the account picker shows it. */
  readonly userName: string;
  readonly displayName: string;
  readonly objectId: string;
  /** Tenants that know this account, its home first. */
  readonly tenantIds: readonly [string, ...string[]];
}

/** An app registration that signs in with a secret, a certificate or a federated token. It exists in every tenant. */
export interface Application {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly objectId: string;
  readonly displayName: string;
}

/** The service principal of a managed identity. */
export interface ManagedIdentity {
  readonly clientId: string;
  readonly objectId: string;
  readonly displayName: string;
  readonly tenantId: string;
  /** Of the identity itself, or of what it is the system-assigned identity of. */
  readonly resourceId: string;
}

export interface Directory {
  /** The first is the home tenant: what `common` and `organizations` mean for an application. */
  readonly tenantIds: readonly [string, ...string[]];
  /** The first is the one that the sign-in page offers as `#account`. */
  readonly accounts: readonly [Account, ...Account[]];
  readonly application: Application;
  /** The present ones: system-assigned identities come and go with their resources. */
  readonly identities?: readonly ManagedIdentity[];
}

/**
 * `adfs` stands in place of a tenant in the addresses of Active Directory Federation Services, the only other kind of
 * directory that Azure CLI supports.
 */
const aliases = ['common', 'organizations', 'consumers', 'adfs'];

/** A tenant as an address names it (an id, `common`, `organizations`, `adfs`), or undefined where it is unknown. */
export function resolveTenant(directory: Directory, name: string, account?: Account): string | undefined {
  const id = name.toLowerCase();
  if (aliases.includes(id)) return account?.tenantIds[0] ?? directory.tenantIds[0];
  return directory.tenantIds.find(each => each.toLowerCase() === id);
}

/** The type of the principal with this object id, in any tenant; undefined where there is none. */
export function principalType(
  { accounts, application, identities = [] }: Directory,
  objectId: string,
): 'User' | 'ServicePrincipal' | undefined {
  const id = objectId.toLowerCase();
  const principals = [application, ...identities];
  if (principals.some(each => each.objectId.toLowerCase() === id)) return 'ServicePrincipal';
  return accounts.some(account => account.objectId.toLowerCase() === id) ? 'User' : undefined;
}
