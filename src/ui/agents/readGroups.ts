/** The container groups that an agent can see, and which of them it means. */
import { isAbort, toAciError } from '../../core/errors.ts';
import type { ContainerGroup, GroupRef } from '../../core/model/containerGroup.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import { OperationError } from './operationError.ts';
import type { OperationDeps } from './operationDeps.ts';

export interface ListedGroups {
  /** As Azure lists them, without instance view. */
  readonly groups: readonly ContainerGroup[];
  /** Subscriptions that could not be read, a sentence each. */
  readonly failures: readonly string[];
}

/** The groups of the subscriptions, side by side. One that can't be read never hides another's groups. */
export async function listGroupsOf(
  { aci }: Pick<OperationDeps, 'aci'>,
  subscriptions: readonly Subscription[],
  signal: AbortSignal,
): Promise<ListedGroups> {
  const failures: string[] = [];
  const lists = await Promise.all(
    subscriptions.map(async ({ id, displayName }) => {
      try {
        const groups: ContainerGroup[] = [];
        for await (const page of aci.listGroups(id, signal)) groups.push(...page);
        return groups;
      } catch (error) {
        signal.throwIfAborted();
        if (isAbort(error)) throw error;
        failures.push(`${displayName} (${id}): ${toAciError(error).message}`);
        return [];
      }
    }),
  );
  return { groups: lists.flat(), failures };
}

/** The subscription of that id or name. Throws `OperationError` with the candidates. */
export function findSubscription(subscriptions: readonly Subscription[], text: string): Subscription {
  const wanted = text.trim().toLowerCase();
  const found = subscriptions.filter(
    ({ id, displayName }) => id.toLowerCase() === wanted || displayName.toLowerCase() === wanted,
  );
  const [only] = found;
  if (only && found.length === 1) return only;
  const candidates = (only ? found : subscriptions).map(({ id, displayName }) => `${displayName} (${id})`);
  const problem = only
    ? `Several subscriptions are called "${text}"`
    : `No subscription "${text}" is visible`;
  throw new OperationError(`${problem}. Use one of these ids: ${namesOf(candidates)}.`, 'subscription');
}

/**
 * The group that is meant by a resource id (or an address that holds one), `subscription/resourceGroup/name`,
 * `resourceGroup/name`, or a name that only one group has. Whether a group exists that was named in full is not asked.
 * Throws `OperationError` with the candidates.
 */
export async function findGroup(deps: OperationDeps, text: string, signal: AbortSignal): Promise<GroupRef> {
  const { cloud } = deps;
  const [, id, idGroup, idName] = resourceId.exec(text) ?? [];
  if (id !== undefined && idGroup !== undefined && idName !== undefined)
    return { cloud, subscriptionId: id, resourceGroup: idGroup, name: idName };
  const parts = text.trim().split('/');
  const name = parts.at(-1) ?? '';
  const resourceGroup = parts.at(-2);
  if (name === '' || parts.length > 3)
    throw new OperationError(`"${text}" names no container group. ${howToName}`, 'group');
  const subscriptions = await deps.subscriptions(signal);
  const owner = parts.length === 3 ? findSubscription(subscriptions, parts[0] ?? '') : undefined;
  const only = owner ?? (subscriptions.length === 1 ? subscriptions[0] : undefined);
  if (only && resourceGroup !== undefined) return { cloud, subscriptionId: only.id, resourceGroup, name };
  return findListed(deps, subscriptions, { text, name, resourceGroup }, signal);
}

const resourceId =
  /\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerInstance\/containerGroups\/([^/?#]+)/i;

const howToName = 'Name it as resourceGroup/name, by its resource id, or by a name that only one group has.';

async function findListed(
  deps: OperationDeps,
  subscriptions: readonly Subscription[],
  wanted: { readonly text: string; readonly name: string; readonly resourceGroup: string | undefined },
  signal: AbortSignal,
): Promise<GroupRef> {
  const { groups, failures } = await listGroupsOf(deps, subscriptions, signal);
  const isWanted = ({ ref }: ContainerGroup) =>
    isSame(ref.name, wanted.name) &&
    (wanted.resourceGroup === undefined || isSame(ref.resourceGroup, wanted.resourceGroup));
  const found = groups.filter(isWanted).map(({ ref }) => ref);
  const [only] = found;
  if (only && found.length === 1) return only;
  if (only) {
    const candidates = found.map(groupPath);
    throw new OperationError(
      `Several container groups are called "${wanted.text}": ${namesOf(candidates)}. Use one of these.`,
      'group',
    );
  }
  const near = groups.filter(({ ref }) => ref.name.toLowerCase().includes(wanted.name.toLowerCase()));
  const hints = near.map(({ ref }) => groupPath(ref));
  const similar = hints.length > 0 ? ` Similar ones: ${namesOf(hints)}.` : '';
  const unread = failures.length > 0 ? ` Not all could be looked at: ${failures.join('; ')}` : '';
  throw new OperationError(
    `There is no container group "${wanted.text}". ${howToName}${similar}${unread}`,
    'group',
  );
}

/** `subscriptionId/resourceGroup/name`: what `findGroup` takes. */
export function groupPath({ subscriptionId, resourceGroup, name }: GroupRef): string {
  return `${subscriptionId}/${resourceGroup}/${name}`;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The first ten, and how many more there are. */
export function namesOf(candidates: readonly string[]): string {
  const most = 10;
  const more = candidates.length - most;
  return [...candidates.slice(0, most), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
