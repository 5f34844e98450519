import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { isNode } from './nodes.ts';
import { refreshNode } from './refreshNode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** Reads again what could not be read: the row's own thing, or everything. */
export const retry: Command = {
  id: 'aci.retry',
  failure: () => l10n.t('Could not read it again'),
  async run(app, argument) {
    const node = isNode(argument) ? argument : undefined;
    app.permissions.clear();
    app.providers.clear();
    await window.withProgress({ location: { viewId: 'aci.groups' } }, () => refreshNode(app.store, node));
  },
};
