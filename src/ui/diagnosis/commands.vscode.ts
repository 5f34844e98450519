import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { isNode } from '../tree/nodes.ts';
import { selectedNodes, selectedGroups } from '../tree/selection.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import type { App, Command } from '../app.ts';

/** Finds out what is wrong with a group, if anything is, and says so in a tab; asked again, the tab is refreshed. */
const diagnose: Command = {
  id: 'aci.diagnose',
  failure: () => l10n.t('Could not find out why it failed'),
  async run(app, argument, selected) {
    const ref = await resolveGroup(app, argument, selected);
    if (!ref) return;
    const { openDiagnosis } = await import('./openDiagnosis.vscode.ts');
    await openDiagnosis(app, ref);
  },
};

export const diagnosisCommands: readonly Command[] = [
  /** Copies an open diagnosis as Markdown, fit for an issue or a chat. */
  {
    id: 'aci.copyDiagnosis',
    failure: () => l10n.t('Could not copy the diagnosis'),
    async run(_app, argument) {
      const ref = isNode(argument) && argument.kind === 'group' ? argument.ref : undefined;
      const { diagnosisText } = await import('./openDiagnosis.vscode.ts');
      const text = diagnosisText(ref);
      if (text === undefined) return;
      await vscode.env.clipboard.writeText(text);
      window.showDone(l10n.t('Copied the diagnosis as Markdown'));
    },
  },
  diagnose,
  /** *Diagnose*, by the name that it has where something has gone wrong. */
  { ...diagnose, id: 'aci.whyFailed' },
];

/** A container stands for its group; a row that was clicked needs no further question. */
async function resolveGroup(app: App, argument: unknown, selected: unknown): Promise<GroupRef | undefined> {
  const [node] = selectedNodes(app, argument, selected);
  if (node?.kind === 'group') return node.ref;
  if (node?.kind === 'container') return node.ref.group;
  const [picked] = await selectedGroups(app, 'diagnose', undefined, undefined, 'one');
  return picked;
}
