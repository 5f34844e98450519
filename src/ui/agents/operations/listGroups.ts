import type { JsonObject } from '../../../core/json.ts';
import type { ContainerGroup } from '../../../core/model/containerGroup.ts';
import type { ReadOperation } from '../operation.ts';
import { answerText, fitItems } from '../answer.ts';
import { findSubscription, groupPath, listGroupsOf } from '../readGroups.ts';
import { quoteUntrusted, untrustedLine } from '../untrustedText.ts';

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
    // A page may be shorter than was asked for: groups can have sixty containers.
    const page = fitGroups(found.slice(offset, offset + limit));
    const next = offset + page.length;
    const data = {
      total: found.length,
      groups: page.map(groupSummary),
      ...(next < found.length && { nextOffset: next }),
      ...(failures.length > 0 && { failures: failures.slice(0, 20).map(text => untrustedLine(text)) }),
    };
    const more =
      next < found.length ? [`… ${found.length - next} more: call again with offset ${next}.`] : [];
    const unread = failures.slice(0, 20).map(failure => `Could not be read: ${quoteUntrusted(failure)}`);
    const head = `${found.length} container groups${filter === '' ? '' : ` that match ${quoteUntrusted(filter, 200)}`}`;
    const lines = { lines: page.map(lineOf), cut: (left: number) => `… ${left} left out for their length` };
    return { text: answerText([head, lines, ...more, ...unread]), data };
  },
};

/** Room for the rest of an answer is left (`longestAnswer`). */
const longestPage = 11_000;
const mostImages = 10;

function fitGroups(groups: readonly ContainerGroup[]): readonly ContainerGroup[] {
  const shown = fitItems(groups.map(lineOf), longestPage).length;
  return groups.slice(0, Math.min(shown, fitItems(groups.map(groupSummary), 2.5 * longestPage).length));
}

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
    containers: containers
      .slice(0, mostImages)
      .map(({ name, image }) => ({ name, image: untrustedLine(image) })),
    ...(containers.length > mostImages && { moreContainers: containers.length - mostImages }),
    ...(ipAddress?.fqdn !== undefined && { fqdn: ipAddress.fqdn }),
  };
}

function lineOf({ ref, location, osType, provisioningState, containers }: ContainerGroup): string {
  const images = containers.slice(0, mostImages).map(({ name, image }) => `${name}=${untrustedLine(image)}`);
  const more = containers.length > mostImages ? [`and ${containers.length - mostImages} more`] : [];
  return `- ${groupPath(ref)} · ${location} · ${osType} · ${provisioningState} · ${[...images, ...more].join(' ')}`;
}
