/** What a resource group has beside the resources of a template: left alone, or deleted in Complete mode. */
import { isObject, objectsAt, textAt, type JsonObject } from '../../../json.ts';
import { newestVersion } from '../../providers/providers.ts';
import { resourceGroupId, type ResourceKey } from '../../resources/resourceIds.ts';
import type { DeploymentPlan } from '../template/planDeployment.ts';
import type { Requester, SendToProvider } from './resourceRequests.ts';

export interface UnlistedResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
}

/** Only resources of their own: what is below another goes with it. */
export function unlistedResources(
  { subscriptionId, resourceGroup }: ResourceKey,
  plan: Pick<DeploymentPlan, 'resources'>,
  send: SendToProvider,
  requester: Requester,
): UnlistedResource[] {
  const path = `${resourceGroupId(subscriptionId, resourceGroup)}/resources?api-version=2021-04-01`;
  const answered = send({ method: 'GET', path }, requester);
  const body: JsonObject = !(answered instanceof Promise) && isObject(answered.body) ? answered.body : {};
  const listed = new Set(plan.resources.map(each => each.id.toLowerCase()));
  return objectsAt(body, 'value')
    .map(each => ({ id: textAt(each, 'id'), type: textAt(each, 'type'), name: textAt(each, 'name') }))
    .filter(({ id, type }) => type.split('/').length === 2 && !listed.has(id.toLowerCase()))
    .map(each => ({ ...each, apiVersion: versionOf(each.type) }));
}

/** Any will do for types that the emulator only stores. */
export function versionOf(type: string): string {
  return newestVersion(type) || '2023-01-01';
}
