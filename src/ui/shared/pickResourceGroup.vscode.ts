import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { toAciError } from '../../core/errors.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { App } from '../app.ts';
import { toPlainText } from './plainText.ts';
import { window } from './plainWindow.vscode.ts';

export type ResourceGroupRef = Omit<GroupRef, 'name'>;

interface ResourceGroupItem extends vscode.QuickPickItem {
  readonly ref: ResourceGroupRef;
}

/** The resource group that the person picks among those of all subscriptions that are shown. */
export async function pickResourceGroup(app: App): Promise<ResourceGroupRef | undefined> {
  const chosen = await window.showQuickPick(resourceGroupItems(app), {
    matchOnDescription: true,
    placeHolder: l10n.t('Choose a resource group'),
  });
  return chosen?.ref;
}

/** Of all subscriptions that are shown; one that can't be read hides no other. */
async function resourceGroupItems(app: App): Promise<readonly ResourceGroupItem[]> {
  const shown = app.store.subscriptions.filter(({ id }) => app.store.isSelected(id));
  return (await Promise.all(shown.map(subscription => resourceGroupItemsOf(app, subscription)))).flat();
}

async function resourceGroupItemsOf(
  app: App,
  { id, displayName }: Subscription,
): Promise<readonly ResourceGroupItem[]> {
  const { cloud } = app.account;
  try {
    const groups = await app.aci.resourceGroups(id, neverAborts());
    return groups.map(({ name }) => ({
      label: toPlainText(name),
      description: displayName,
      ref: { cloud, subscriptionId: id, resourceGroup: name },
    }));
  } catch (error) {
    app.report.log(`Could not list the resource groups of ${id}`, toAciError(error));
    return [];
  }
}
