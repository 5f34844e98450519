import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { isNode } from '../tree/nodes.ts';
import { readAgain } from '../tree/readAgain.ts';
import { window } from '../plainWindow.ts';

/** Reads the clicked rows anew, or everything. */
export const refresh: Command = {
  id: 'aci.refresh',
  failure: () => vscode.l10n.t('Could not refresh'),
  async run(app, argument, selected) {
    const several = Array.isArray(selected) ? selected.filter(isNode) : [];
    const clicked = isNode(argument) ? argument : undefined;
    const nodes = several.length > 0 ? several : [clicked];
    app.permissions.forget();
    app.providers.forget();
    await window.withProgress({ location: { viewId: 'aci.groups' } }, () =>
      Promise.all(nodes.map(node => readAgain(app.store, node))),
    );
  },
};
