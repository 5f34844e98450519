/** Who may sign in here: tenants, accounts, one application, and the managed identities. */

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

/** What something in Azure is to Entra. */
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
  /** As they are now: some come and go with what has them. */
  readonly identities?: readonly ManagedIdentity[];
}

/** `adfs` stands where Active Directory Federation Services have no tenant: Azure CLI knows only those and Microsoft's own directory. */
const aliases = ['common', 'organizations', 'consumers', 'adfs'];

/** A tenant as an address names it (an id, `common`, `organizations`, `adfs`), or undefined where nobody knows it. */
export function resolveTenant(directory: Directory, name: string, account?: Account): string | undefined {
  const wanted = name.toLowerCase();
  if (aliases.includes(wanted)) return account?.tenantIds[0] ?? directory.tenantIds[0];
  return directory.tenantIds.find(id => id.toLowerCase() === wanted);
}

/** What has this object id, in any tenant; undefined where nobody has it. */
export function principalType(
  { accounts, application, identities = [] }: Directory,
  objectId: string,
): 'User' | 'ServicePrincipal' | undefined {
  const wanted = objectId.toLowerCase();
  const principals = [application, ...identities];
  if (principals.some(each => each.objectId.toLowerCase() === wanted)) return 'ServicePrincipal';
  return accounts.some(account => account.objectId.toLowerCase() === wanted) ? 'User' : undefined;
}
