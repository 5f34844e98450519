import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { copyToClipboard } from '../shared/clipboard.vscode.ts';
import { selectedGroups } from './selection.vscode.ts';

export const copyResourceId: Command = {
  id: 'aci.copyResourceId',
  failure: () => l10n.t('Could not copy the resource ID'),
  async run(app, argument, selected) {
    const refs = await selectedGroups(app, () => true, argument, selected);
    await copyToClipboard(refs.flatMap(ref => app.store.group(ref)?.id ?? []));
  },
};
