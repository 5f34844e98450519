/** ARM's resource ids: how they are written, and what is read from them. */

/** Names in an id keep the case they were given; they compare without it. */
export interface ResourceKey {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

export function resourceGroupId(subscriptionId: string, name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${name}`;
}

/** `type` is `Microsoft.Network/virtualNetworks`. */
export function resourceId(type: string, { subscriptionId, resourceGroup, name }: ResourceKey): string {
  return `${resourceGroupId(subscriptionId, resourceGroup)}/providers/${type}/${name}`;
}

/** The subscription in an id, undefined where it names none. */
export function subscriptionOf(id: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/i.exec(id)?.[1];
}

/** The resource group in an id, '' where it names none. */
export function resourceGroupOf(id: string): string {
  return /^\/subscriptions\/[^/]+\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? '';
}

/** The last name in an id. */
export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

export function isSameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
