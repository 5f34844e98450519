import type { GroupRef } from '../../core/model/containerGroup.ts';
import * as l10n from '@vscode/l10n';
import type { App, Command } from '../app.ts';
import { selectedNodes, selectedGroups } from '../tree/selection.vscode.ts';

/** Finds out what is wrong with a group, if anything is, and says so in a tab; asked again, the tab is refreshed. */
export const diagnose: Command = {
  id: 'aci.diagnose',
  failure: () => l10n.t('Could not find out why it failed'),
  async run(app, argument, selected) {
    const ref = await resolveGroup(app, argument, selected);
    if (!ref) return;
    const { openDiagnosis } = await import('./openDiagnosis.vscode.ts');
    await openDiagnosis(app, ref);
  },
};

/** A container stands for its group; a row that was clicked needs no further question. */
async function resolveGroup(app: App, argument: unknown, selected: unknown): Promise<GroupRef | undefined> {
  const [node] = selectedNodes(app, argument, selected);
  if (node?.kind === 'group') return node.ref;
  if (node?.kind === 'container') return node.ref.group;
  const [picked] = await selectedGroups(app, 'diagnose', undefined, undefined, 'one');
  return picked;
}
