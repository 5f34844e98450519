export interface Tenant {
  readonly id: string;
  readonly displayName: string;
  /** Who sees it, where several accounts are looked through. */
  readonly account?: { readonly id: string; readonly label: string };
}

export interface Subscription {
  readonly id: string;
  readonly displayName: string;
  readonly tenantId: string;
  /** `Enabled`, `Disabled`, `Warned`, `PastDue`, … as ARM says it. */
  readonly state: string;
}

export interface ResourceGroup {
  readonly subscriptionId: string;
  readonly name: string;
  readonly location: string;
}

/** Identifies a tenant in maps: two accounts may see the same one. */
export function tenantKey({ id, account }: Tenant): string {
  return `${account?.id ?? ''}/${id.toLowerCase()}`;
}
