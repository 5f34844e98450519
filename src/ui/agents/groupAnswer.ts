/** What has become of a group, for a model. */
import type { AzureApi } from '../../core/azureApi.ts';
import type { JsonObject } from '../../core/json.ts';
import type { ContainerGroup, GroupRef } from '../../core/model/containerGroup.ts';
import { browserUrls, groupState } from '../../core/model/groupState.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { groupPath } from './readGroups.ts';

/** Schema of `groupData`. */
export const groupDataSchema: JsonObject = {
  type: 'object',
  properties: {
    group: { type: 'string', description: 'subscriptionId/resourceGroup/name, as every operation takes it.' },
    state: { type: 'string' },
    provisioningState: { type: 'string' },
    address: { type: 'string' },
    urls: { type: 'array', items: { type: 'string' } },
  },
  required: ['group', 'state'],
};

/** What was asked for is done: that the group can't be read afterwards is no failure. */
export async function readAfterwards(
  aci: Pick<AzureApi, 'getGroup'>,
  ref: GroupRef,
): Promise<ContainerGroup | undefined> {
  try {
    return await aci.getGroup(ref, neverAborts());
  } catch {
    return undefined;
  }
}

/** `group`: undefined where it could not be read afterwards. */
export function groupData(ref: GroupRef, group: ContainerGroup | undefined): JsonObject {
  if (!group) return { group: groupPath(ref), state: 'unknown' };
  const address = addressOf(group);
  const urls = browserUrls(group);
  return {
    group: groupPath(ref),
    state: groupState(group),
    provisioningState: group.provisioningState,
    ...(address !== undefined && { address }),
    ...(urls.length > 0 && { urls }),
  };
}

/** `State: running. Address: http://web.westeurope.azurecontainer.io/` */
export function groupDataText(group: ContainerGroup | undefined): string {
  if (!group) return 'Its state could not be read afterwards: use inspect_group.';
  const state = groupState(group);
  const urls = browserUrls(group);
  const address = urls.length > 0 ? urls.join(' ') : addressOf(group);
  const isFailing = state === 'failed' || state === 'crashLooping';
  return [
    `State: ${state}.`,
    ...(address === undefined ? [] : [`Address: ${address}`]),
    ...(isFailing ? ['Its containers fail: use diagnose, or read their logs.'] : []),
  ].join(' ');
}

function addressOf({ ipAddress }: ContainerGroup): string | undefined {
  return ipAddress?.fqdn ?? ipAddress?.ip;
}
