import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { isNode } from '../tree/nodes.ts';
import { readAgain } from '../tree/readAgain.ts';
import { window } from '../plainWindow.ts';

/** Reads again what could not be read: the row's own thing, or everything. */
export const retry: Command = {
  id: 'aci.retry',
  failure: () => vscode.l10n.t('Could not read it again'),
  async run(app, argument) {
    const node = isNode(argument) ? argument : undefined;
    app.permissions.forget();
    app.providers.forget();
    await window.withProgress({ location: { viewId: 'aci.groups' } }, () => readAgain(app.store, node));
  },
};
