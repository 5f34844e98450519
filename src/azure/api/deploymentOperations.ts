/** The operations of a deployment and of those nested in it. */
import { readOperation } from './readDeployment.ts';
import type { ArmClient, TokenScope } from '../http/armClient.ts';
import { readAllPages } from '../http/readAllPages.ts';
import { readRows } from '../http/readJson.ts';
import type { DeploymentOperation, DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import { AciError } from '../../core/errors.ts';

/** Resource Manager takes 800 resources in a template: more nested deployments than these are passed over. */
const mostNested = 800;

/** Its ARM id. */
export function deploymentId(ref: DeploymentRef): string {
  return `${resourceGroupId(ref)}/providers/Microsoft.Resources/deployments/${encodeURIComponent(ref.name)}`;
}

export function resourceGroupId({ subscriptionId, resourceGroup }: Omit<DeploymentRef, 'name'>): string {
  return `/subscriptions/${encodeURIComponent(subscriptionId)}/resourceGroups/${encodeURIComponent(resourceGroup)}`;
}

/** Each operation once; those of nested deployments come after all of their parent's. */
export async function readOperations(
  arm: ArmClient,
  ref: DeploymentRef,
  apiVersion: string,
  signal: AbortSignal,
): Promise<readonly DeploymentOperation[]> {
  const found = new Map<string, DeploymentOperation>();
  const asked = new Set<string>();
  let deployments: readonly NestedDeployment[] = [
    { id: deploymentId(ref), subscriptionId: ref.subscriptionId },
  ];
  while (deployments.length > 0) {
    const isNested = asked.size > 0;
    for (const { id } of deployments) asked.add(id.toLowerCase());
    const read = await Promise.all(
      deployments.map(({ id, subscriptionId }) => {
        const operations = operationsAt(arm, { subscriptionId }, id, apiVersion, signal);
        return isNested ? unlessHidden(operations) : operations;
      }),
    );
    for (const operation of read.flat()) found.set(operation.id.toLowerCase(), operation);
    deployments = nestedDeployments(read.flat(), asked).slice(0, mostNested - asked.size);
  }
  return [...found.values()];
}

async function operationsAt(
  arm: ArmClient,
  tokenScope: TokenScope,
  id: string,
  apiVersion: string,
  signal: AbortSignal,
): Promise<readonly DeploymentOperation[]> {
  const path = `${id}/operations?api-version=${encodeURIComponent(apiVersion)}`;
  return readRows(await readAllPages(arm, tokenScope, path, signal), readOperation);
}

/** A nested deployment that does not exist yet, or may not be read, has nothing to tell. */
async function unlessHidden(
  operations: Promise<readonly DeploymentOperation[]>,
): Promise<readonly DeploymentOperation[]> {
  try {
    return await operations;
  } catch (error) {
    if (error instanceof AciError && (error.kind === 'notFound' || error.kind === 'forbidden')) return [];
    throw error;
  }
}

interface NestedDeployment {
  readonly id: string;
  readonly subscriptionId: string;
}

/** Of a resource group or a subscription: others need rights beyond those for deploying to a resource group. */
const nestedId =
  /^\/subscriptions\/([\w-]+)(?:\/resourceGroups\/[\p{L}\p{N}_.()-]+)?\/providers\/Microsoft\.Resources\/deployments\/[\w.()-]+$/iu;

/** The deployments that these operations made, each once, without those that were asked about already. */
function nestedDeployments(
  operations: readonly DeploymentOperation[],
  asked: ReadonlySet<string>,
): readonly NestedDeployment[] {
  const found = new Map<string, NestedDeployment>();
  for (const { target } of operations) {
    const id = target?.id ?? '';
    const [, subscriptionId] = nestedId.exec(id) ?? [];
    const key = id.toLowerCase();
    if (subscriptionId !== undefined && !asked.has(key) && !found.has(key))
      found.set(key, { id, subscriptionId });
  }
  return [...found.values()];
}
