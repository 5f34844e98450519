/** Who may sign in here: tenants, accounts, and one application with a secret. */

export interface Account {
  /** User principal name, as the account picker shows it. */
  readonly userName: string;
  readonly displayName: string;
  readonly objectId: string;
  /** Tenants that know this account, its home first. */
  readonly tenantIds: readonly [string, ...string[]];
}

/** An app registration that signs in with a secret. It exists in every tenant. */
export interface Application {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly objectId: string;
  readonly displayName: string;
}

export interface Directory {
  /** The first is the home tenant: what `common` and `organizations` mean for an application. */
  readonly tenantIds: readonly [string, ...string[]];
  /** The first is the one that the sign-in page offers as `#account`. */
  readonly accounts: readonly [Account, ...Account[]];
  readonly application: Application;
}

const aliases = ['common', 'organizations', 'consumers'];

/** A tenant as an address names it (an id, `common`, `organizations`), or undefined where nobody knows it. */
export function resolveTenant(directory: Directory, name: string, account?: Account): string | undefined {
  const wanted = name.toLowerCase();
  if (aliases.includes(wanted)) return account?.tenantIds[0] ?? directory.tenantIds[0];
  return directory.tenantIds.find(id => id.toLowerCase() === wanted);
}

/** What has this object id, in any tenant; undefined where nobody has it. */
export function principalType(
  { accounts, application }: Directory,
  objectId: string,
): 'User' | 'ServicePrincipal' | undefined {
  const wanted = objectId.toLowerCase();
  if (application.objectId.toLowerCase() === wanted) return 'ServicePrincipal';
  return accounts.some(account => account.objectId.toLowerCase() === wanted) ? 'User' : undefined;
}
