import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import { AciError } from '../../core/errors.ts';
import { asObject, type JsonObject } from '../../core/json.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { ApplyDeps } from '../edit/apply.vscode.ts';
import { templateUri } from '../shared/readonlyDocumentProvider.vscode.ts';
import { type ChosenTarget, deployDocument } from './deploy.vscode.ts';

/**
 * Sends the template of a deployment to its resource group once more, with its parameters to begin with; secret ones,
 * which Azure does not give back, are asked for. Throws `AciError` where Azure can't be asked.
 */
export async function deployAgain(deps: ApplyDeps, ref: DeploymentRef): Promise<void> {
  const { app } = deps;
  if (!(await ensureSignedIn(app.account))) return;
  const { parameters } = await app.aci.deployments.get(ref, neverAborts());
  await app.readonlyDocuments.showDeploymentTemplate(ref);
  const uri = templateUri(ref);
  const isShown = vscode.window.visibleTextEditors.some(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  if (!isShown) return; // told already
  const given = { name: ref.name, given: valuesOf(parameters) };
  await deployDocument(deps, uri, async () => targetOf(deps, ref), given);
}

/** As a parameter file has them: without those that Azure does not give back. */
function valuesOf(parameters: JsonObject): JsonObject {
  const given = Object.entries(parameters).map(([name, parameter]) => {
    const { value, reference } = asObject(parameter);
    return [name, reference === undefined ? { value } : { reference }] as const;
  });
  return Object.fromEntries(given.filter(([, { value, reference }]) => (value ?? reference) !== undefined));
}

async function targetOf({ app }: ApplyDeps, ref: DeploymentRef): Promise<ChosenTarget> {
  const { cloud, subscriptionId } = ref;
  const groups = await app.aci.resourceGroups(subscriptionId, neverAborts());
  const found = groups.find(({ name }) => name.toLowerCase() === ref.resourceGroup.toLowerCase());
  if (!found)
    throw new AciError('notFound', l10n.t('The resource group "{0}" no longer exists.', ref.resourceGroup));
  const { name, location } = found;
  const subscription = app.store.subscriptions.find(({ id }) => id === subscriptionId);
  return {
    target: {
      ...{ cloud, subscriptionId, subscriptionName: subscription?.displayName ?? subscriptionId },
      ...(subscription && { tenantId: subscription.tenantId }),
      resourceGroup: { id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`, name, location },
    },
    isNew: false,
    createResourceGroup: () => Promise.resolve(true),
  };
}
