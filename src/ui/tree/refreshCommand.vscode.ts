import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { isNode } from './nodes.ts';
import { refreshNode } from './refreshNode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** Reads the clicked rows anew, or everything. */
export const refresh: Command = {
  id: 'aci.refresh',
  failure: () => l10n.t('Could not refresh'),
  async run(app, argument, selected) {
    const several = Array.isArray(selected) ? selected.filter(isNode) : [];
    const clicked = isNode(argument) ? argument : undefined;
    const nodes = several.length > 0 ? several : [clicked];
    app.permissions.clear();
    app.providers.clear();
    await window.withProgress({ location: { viewId: 'aci.groups' } }, () =>
      Promise.all(nodes.map(node => refreshNode(app.store, node))),
    );
  },
};
