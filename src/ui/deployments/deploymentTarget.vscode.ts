/** Which resource group or deployment a command is about. */
import type { DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App } from '../app.ts';
import { readGroupRef } from '../shared/readGroupRef.ts';
import { pickResourceGroup, type ResourceGroupRef } from '../shared/pickResourceGroup.vscode.ts';
import { isNode, type Node } from '../tree/nodes.ts';
import { pickDeployment } from './pickDeployment.vscode.ts';

/** The row's resource group, else the selected row's, else the one that the person picks. */
export async function chooseResourceGroup(
  app: App,
  argument: unknown,
): Promise<ResourceGroupRef | undefined> {
  const [selected] = app.view.selection;
  const ofRow = isNode(argument)
    ? resourceGroupOf(app, argument)
    : selected && resourceGroupOf(app, selected);
  if (ofRow) return ofRow;
  return (await ensureSignedIn(app.account)) ? pickResourceGroup(app) : undefined;
}

/** Undefined where the row is about no resource group or several. */
function resourceGroupOf({ account }: App, node: Node): ResourceGroupRef | undefined {
  if (node.kind === 'folder' && node.by === 'resourceGroup')
    return { cloud: account.cloud, subscriptionId: node.subscriptionId, resourceGroup: node.name };
  if (node.kind === 'group') return node.ref;
  return node.kind === 'container' ? node.ref.group : undefined;
}

/** The one that a link or a list names, else that of the page in front, else the one that the person picks. */
export async function chooseDeployment(app: App, argument: unknown): Promise<DeploymentRef | undefined> {
  const named = readGroupRef(argument);
  if (named) return named;
  const { deploymentInFront } = await import('./openDeployment.vscode.ts');
  const inFront = deploymentInFront();
  if (inFront) return inFront;
  const scope = await chooseResourceGroup(app, undefined);
  return scope && (await pickDeployment(app, scope))?.ref;
}
