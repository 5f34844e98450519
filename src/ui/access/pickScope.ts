import * as vscode from 'vscode';
import { resourceGroupScope, type Scope } from '../../core/access.ts';
import { toAciError } from '../../core/errors.ts';
import type { Subscription } from '../../core/model.ts';
import { signedIn } from '../account/signedIn.ts';
import type { App } from '../app.ts';
import { type AccessTarget, accessTarget, targetOf } from './target.ts';
import { window } from '../plainWindow.ts';
import { plain } from '../plainText.ts';

interface Item extends vscode.QuickPickItem {
  readonly scope: Scope;
}

/** What the command was called on, else the selected row, else the resource group that the person picks. */
export async function chosenTarget(app: App, argument: unknown): Promise<AccessTarget | undefined> {
  const { cloud } = app.account;
  const target = targetOf(argument, cloud) ?? targetOf(app.view.selection[0], cloud);
  if (target) return target;
  if (!(await signedIn(app.account))) return undefined;
  const chosen = await window.showQuickPick(items(app), {
    matchOnDescription: true,
    placeHolder: vscode.l10n.t('Choose a resource group'),
  });
  return chosen && accessTarget(chosen.scope);
}

/** Of all subscriptions that are shown; one that can't be read hides no other. */
async function items(app: App): Promise<readonly Item[]> {
  const shown = app.store.subscriptions.filter(({ id }) => app.store.isSelected(id));
  return (await Promise.all(shown.map(subscription => itemsOf(app, subscription)))).flat();
}

async function itemsOf(app: App, { id, displayName }: Subscription): Promise<readonly Item[]> {
  const { cloud } = app.account;
  try {
    const groups = await app.aci.resourceGroups(id, new AbortController().signal);
    return groups.map(({ name }) => ({
      label: plain(name),
      description: displayName,
      scope: resourceGroupScope({ cloud, subscriptionId: id, resourceGroup: name }),
    }));
  } catch (error) {
    app.report.note(`Could not list the resource groups of ${id}`, toAciError(error));
    return [];
  }
}
