/** The list of *Who Has Access*: choosing a row copies its object id. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isAbort } from '../../core/errors.ts';
import type { App } from '../app.ts';
import { copyToClipboard } from '../shared/clipboard.vscode.ts';
import type { AccessTarget } from './accessTarget.ts';
import { type AccessRow, readAccessRows } from './accessRows.ts';
import { scopeName } from './messages.ts';
import { window } from '../shared/plainWindow.vscode.ts';

interface Item extends vscode.QuickPickItem {
  readonly row?: AccessRow;
}

/** Closing the list calls the reading off. Throws `AciError` where the assignments can't be read. */
export async function showWhoHasAccess(app: App, { scope }: AccessTarget): Promise<void> {
  const closing = new vscode.CancellationTokenSource();
  const controller = new AbortController();
  const nameOf = (id: string) =>
    app.store.subscriptions.find(known => known.id.toLowerCase() === id.toLowerCase())?.displayName;
  const reading = readAccessRows(app.aci.access, scope, { subscriptionName: nameOf }, controller.signal);
  // Once the assignments can't be read there is nothing to choose from: the list goes.
  reading.catch(() => closing.cancel());
  const shown = reading.then(rows => itemsOf(rows)).catch((): Item[] => []);
  try {
    const chosen = await window.showQuickPick(
      shown,
      {
        title: l10n.t('Who has access to {0}', scopeName(scope.id)),
        placeHolder: l10n.t('Choose one to copy its object id'),
        matchOnDescription: true,
        matchOnDetail: true,
      },
      closing.token,
    );
    if (chosen?.row) await copyToClipboard([chosen.row.objectId]);
    else if (closing.token.isCancellationRequested) await reading;
    else controller.abort();
  } catch (error) {
    if (!isAbort(error)) throw error;
  } finally {
    closing.dispose();
  }
}

function itemsOf(rows: readonly AccessRow[]): Item[] {
  if (rows.length === 0) return [{ label: l10n.t('Nobody has a role here') }];
  return [
    ...section(
      l10n.t('Given here'),
      rows.filter(row => !row.isInherited),
    ),
    ...section(
      l10n.t('Inherited'),
      rows.filter(row => row.isInherited),
    ),
  ];
}

function section(label: string, rows: readonly AccessRow[]): Item[] {
  if (rows.length === 0) return [];
  const heading = { label, kind: vscode.QuickPickItemKind.Separator };
  return [heading, ...rows.map(row => ({ ...itemOf(row), row }))];
}

function itemOf({ label, description, detail }: AccessRow): Item {
  return { label, description, detail };
}
