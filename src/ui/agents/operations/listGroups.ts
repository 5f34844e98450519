import type { JsonObject } from '../../../core/json.ts';
import type { ContainerGroup } from '../../../core/model/containerGroup.ts';
import type { ReadOperation } from '../operation.ts';
import { findSubscription, groupPath, listGroupsOf } from '../readGroups.ts';

interface Input {
  readonly subscription?: string;
  readonly resourceGroup?: string;
  readonly filter?: string;
  readonly offset?: number;
  readonly limit?: number;
}

const defaultLimit = 50;

export const listGroups: ReadOperation = {
  name: 'list_groups',
  title: 'List container groups',
  description:
    'Lists Azure Container Instances container groups with location, size, images and provisioning state. Use it first to find a group. Whether containers run is not in the list (Azure does not tell it there): use inspect_group. Returns one page; "nextOffset" tells that there are more.',
  effect: 'read',
  inputSchema: {
    type: 'object',
    properties: {
      subscription: { type: 'string', description: 'Name or id. Default: all that the person looks at.' },
      resourceGroup: { type: 'string', description: 'Only groups of this resource group.' },
      filter: {
        type: 'string',
        description: 'Only groups whose name, resource group, location or images contain this text.',
      },
      offset: { type: 'integer', minimum: 0, description: 'How many groups to skip.' },
      limit: { type: 'integer', minimum: 1, maximum: 100, description: `Default ${defaultLimit}.` },
    },
    additionalProperties: false,
  },
  outputSchema: {
    type: 'object',
    properties: {
      total: { type: 'integer' },
      groups: { type: 'array', items: { type: 'object' } },
      nextOffset: { type: 'integer' },
      failures: { type: 'array', items: { type: 'string' } },
    },
    required: ['total', 'groups'],
  },
  async run(deps, input, signal) {
    const { subscription, resourceGroup, filter = '', offset = 0, limit = defaultLimit } = input as Input;
    const all = await deps.subscriptions(signal);
    const chosen = subscription === undefined ? all : [findSubscription(all, subscription)];
    const { groups, failures } = await listGroupsOf(deps, chosen, signal);
    const found = groups
      .filter(
        ({ ref }) =>
          resourceGroup === undefined || ref.resourceGroup.toLowerCase() === resourceGroup.toLowerCase(),
      )
      .filter(group => searchText(group).includes(filter.toLowerCase()));
    const page = found.slice(offset, offset + limit);
    const next = offset + page.length;
    const data = {
      total: found.length,
      groups: page.map(groupSummary),
      ...(next < found.length && { nextOffset: next }),
      ...(failures.length > 0 && { failures }),
    };
    const lines = page.map(lineOf);
    const more =
      next < found.length ? [`… ${found.length - next} more: call again with offset ${next}.`] : [];
    const unread = failures.map(failure => `Could not be read: ${failure}`);
    const head = `${found.length} container groups${filter === '' ? '' : ` that match "${filter}"`}`;
    return { text: [head, ...lines, ...more, ...unread].join('\n'), data };
  },
};

function searchText({ ref, location, containers }: ContainerGroup): string {
  return [ref.name, ref.resourceGroup, location, ...containers.map(({ image }) => image)]
    .join('\n')
    .toLowerCase();
}

function groupSummary(group: ContainerGroup): JsonObject {
  const { ref, location, osType, restartPolicy, provisioningState, containers, ipAddress } = group;
  return {
    group: groupPath(ref),
    location,
    osType,
    restartPolicy,
    provisioningState,
    containers: containers.map(({ name, image }) => ({ name, image })),
    ...(ipAddress?.fqdn !== undefined && { fqdn: ipAddress.fqdn }),
  };
}

function lineOf({ ref, location, osType, provisioningState, containers }: ContainerGroup): string {
  const images = containers.map(({ name, image }) => `${name}=${image}`).join(' ');
  return `- ${groupPath(ref)} · ${location} · ${osType} · ${provisioningState} · ${images}`;
}
