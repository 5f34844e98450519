import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { resourceGroupScope, type Scope } from '../../core/access/rbac.ts';
import { toAciError } from '../../core/errors.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App } from '../app.ts';
import { type AccessTarget, accessTarget, accessTargetOf } from './accessTarget.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { toPlainText } from '../shared/plainText.ts';

interface ResourceGroupItem extends vscode.QuickPickItem {
  readonly scope: Scope;
}

/** What the command was called on, else the selected row, else the resource group that the person picks. */
export async function chooseAccessTarget(app: App, argument: unknown): Promise<AccessTarget | undefined> {
  const { cloud } = app.account;
  const target = accessTargetOf(argument, cloud) ?? accessTargetOf(app.view.selection[0], cloud);
  if (target) return target;
  if (!(await ensureSignedIn(app.account))) return undefined;
  const chosen = await window.showQuickPick(resourceGroupItems(app), {
    matchOnDescription: true,
    placeHolder: l10n.t('Choose a resource group'),
  });
  return chosen && accessTarget(chosen.scope);
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
      scope: resourceGroupScope({ cloud, subscriptionId: id, resourceGroup: name }),
    }));
  } catch (error) {
    app.report.log(`Could not list the resource groups of ${id}`, toAciError(error));
    return [];
  }
}
