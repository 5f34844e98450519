import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import type { App, Command } from '../app.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { isNode } from '../tree/nodes.ts';
import { selectedGroups, selectedNodes } from '../tree/selection.vscode.ts';

export const metricsCommands: readonly Command[] = [
  /** Copies the values that an open page of metrics shows. */
  {
    id: 'aci.copyMetrics',
    failure: () => l10n.t('Could not copy the metrics'),
    async run(_app, argument) {
      const ref = isNode(argument) && argument.kind === 'group' ? argument.ref : undefined;
      const { metricsText } = await import('./openMetrics.vscode.ts');
      const text = metricsText(ref);
      if (text === undefined) return;
      await vscode.env.clipboard.writeText(text);
      window.showDone(l10n.t('Copied the metrics as CSV'));
    },
  },
  /** Lists who did what with a group, in a read-only document. */
  {
    id: 'aci.showActivity',
    failure: () => l10n.t('Could not read the activity log'),
    async run(app, argument, selected) {
      const subject = await resolveSubject(app, argument, selected);
      if (subject) await app.readonlyDocuments.showActivity(subject.ref);
    },
  },
  /** Shows what a group, or one container of it, uses of CPU, memory and network over time. */
  {
    id: 'aci.showMetrics',
    failure: () => l10n.t('Could not show the metrics'),
    async run(app, argument, selected) {
      const subject = await resolveSubject(app, argument, selected);
      if (!subject) return;
      const { openMetrics } = await import('./openMetrics.vscode.ts');
      openMetrics(app, subject);
    },
  },
];

/** A row that was clicked needs no further question. */
async function resolveSubject(
  app: App,
  argument: unknown,
  selected: unknown,
): Promise<{ readonly ref: GroupRef; readonly container: string | undefined } | undefined> {
  const [node] = selectedNodes(app, argument, selected);
  if (node?.kind === 'group') return { ref: node.ref, container: undefined };
  if (node?.kind === 'container') return { ref: node.ref.group, container: node.ref.container };
  const [ref] = await selectedGroups(app, () => true, undefined, undefined, 'one');
  return ref && { ref, container: undefined };
}
