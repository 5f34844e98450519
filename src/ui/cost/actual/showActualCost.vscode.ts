import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { AciError, toAciError } from '../../../core/errors.ts';
import type { App } from '../../app.ts';
import { dateTimeFormat, languageOfTexts } from '../../shared/languageFormats.ts';
import { window } from '../../shared/plainWindow.vscode.ts';
import { toAbortSignal } from '../../shared/toAbortSignal.ts';
import { actualCostHtml } from './actualCostHtml.ts';
import { readActualCost, type ResourceGroupRef } from './readActualCost.ts';

type ActualCostDeps = Pick<App, 'aci' | 'clock' | 'prices' | 'report' | 'store'>;

/** Shows in a tab what the bill says of a resource group this month, beside our estimate. Throws `AciError`. */
export async function showActualCost(app: ActualCostDeps, group: ResourceGroupRef): Promise<void> {
  const title = l10n.t('Reading what "{0}" has cost… Cost Management may make it wait.', group.name);
  const read = await window.withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    (_, token) => readOrExplain(app, group, toAbortSignal(token)),
  );
  if (!read) return;
  const panel = vscode.window.createWebviewPanel(
    'aci.actualCost',
    l10n.t('Actual cost of {0}', group.name),
    vscode.ViewColumn.Active,
    { enableFindWidget: true, localResourceRoots: [] },
  );
  const { subscriptions } = app.store;
  const day = dateTimeFormat({ dateStyle: 'medium', timeZone: 'UTC' });
  panel.webview.html = actualCostHtml({
    ...{ ...read, resourceGroup: group.name },
    subscription:
      subscriptions.find(({ id }) => id === group.subscriptionId)?.displayName ?? group.subscriptionId,
    dayText: text => day(Date.parse(text)),
    readAt: dateTimeFormat({ dateStyle: 'medium', timeStyle: 'short' })(app.clock.now()),
    language: languageOfTexts(),
    nonce: crypto.randomUUID(),
  });
}

/** A right that is missing is said with the role that gives it; undefined then. */
async function readOrExplain(app: ActualCostDeps, group: ResourceGroupRef, signal: AbortSignal) {
  try {
    return await readActualCost(app, group, signal);
  } catch (thrown) {
    if (!(thrown instanceof AciError) || thrown.kind !== 'forbidden') throw thrown;
    app.report.log(l10n.t('Could not read what "{0}" has cost', group.name), toAciError(thrown));
    void window.showWarningMessage(
      l10n.t(
        'Your account may not read costs here. Ask an owner of "{0}" or its subscription for the role Cost Management Reader.',
        group.name,
      ),
    );
    return undefined;
  }
}
