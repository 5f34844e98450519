/** The addresses of resources of MCP: `aci://<subscription id>/<resource group>/<name>/group`, `…/logs/<container>`. */
import type { CloudId } from '../../../core/model/cloud.ts';
import type { ContainerGroup, GroupRef } from '../../../core/model/containerGroup.ts';

export const groupTemplate = 'aci://{subscriptionId}/{resourceGroup}/{name}/group';
export const logTemplate = 'aci://{subscriptionId}/{resourceGroup}/{name}/logs/{container}';

export interface ResourceAddress {
  readonly ref: GroupRef;
  /** Of a log; the group's document has none. */
  readonly container: string | undefined;
}

export function groupAddress({ ref }: Pick<ContainerGroup, 'ref'>): string {
  const parts = [ref.subscriptionId, ref.resourceGroup, ref.name].map(encodeURIComponent);
  return `aci://${parts.join('/')}/group`;
}

const address = /^aci:\/\/([^/?#]+)\/([^/?#]+)\/([^/?#]+)\/(?:group|logs\/([^/?#]+))$/;

/** Undefined where it is none of ours. */
export function readAddress(uri: string, cloud: CloudId): ResourceAddress | undefined {
  const parts = address.exec(uri)?.slice(1).map(decoded) ?? [];
  const [subscriptionId, resourceGroup, name, container] = parts;
  if (subscriptionId === undefined || resourceGroup === undefined || name === undefined) return undefined;
  return { ref: { cloud, subscriptionId, resourceGroup, name }, container };
}

function decoded(part: string | undefined): string | undefined {
  if (part === undefined) return undefined;
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // not encoded: a name that Azure does not have
  }
}
