/** The container groups of a deployment, as far as the deployment itself tells: no further request is needed. */
import type { Deployment, DeploymentOperation } from './deploymentsApi.ts';
import { outcomeOf } from './terminalStates.ts';
import { groupType } from '../document/azFile.ts';
import type { CloudId } from '../model/cloud.ts';
import { groupKey, type GroupRef } from '../model/containerGroup.ts';

const groupId =
  /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.ContainerInstance\/containerGroups\/([^/]+)$/i;

/** The group that an ARM id names; undefined where it names something else. */
export function groupRefOfId(cloud: CloudId, id: string): GroupRef | undefined {
  const [, subscriptionId, resourceGroup, name] = groupId.exec(id) ?? [];
  if (subscriptionId === undefined || resourceGroup === undefined || name === undefined) return undefined;
  return { cloud, subscriptionId, resourceGroup, name };
}

/** Those of the ids that name container groups, each once. */
export function groupRefsOfIds(cloud: CloudId, ids: readonly string[]): readonly GroupRef[] {
  const refs = ids.flatMap(id => groupRefOfId(cloud, id) ?? []);
  const keys = refs.map(groupKey);
  return refs.filter((ref, at) => keys.indexOf(groupKey(ref)) === at);
}

/**
 * The groups that it made or, after validation, would make. A deployment that has not succeeded lists no resources, and
 * whether Azure lists those of inner templates is not recorded: operations know them, also where the group itself came to
 * nothing.
 */
export function madeGroups(
  { ref, outputResources, validatedResources }: Deployment,
  operations: readonly DeploymentOperation[] = [],
): readonly GroupRef[] {
  const ofOperations = operations.flatMap(({ operation, target }) =>
    operation.toLowerCase() === 'create' ? (target?.id ?? []) : [],
  );
  return groupRefsOfIds(ref.cloud, [...outputResources, ...validatedResources, ...ofOperations]);
}

/**
 * `yes` where it made container groups or was to. Its resources are listed once it has succeeded, its types at once;
 * those of inner templates aren't among the types, so that one that has not succeeded may be about groups (`unknown`).
 */
export function makesGroups(deployment: Deployment): 'yes' | 'no' | 'unknown' {
  const types = deployment.resourceTypes.map(type => type.toLowerCase());
  if (madeGroups(deployment).length > 0 || types.includes(groupType.toLowerCase())) return 'yes';
  const mayHide =
    types.includes('microsoft.resources/deployments') && outcomeOf(deployment.state) !== 'succeeded';
  return mayHide ? 'unknown' : 'no';
}
