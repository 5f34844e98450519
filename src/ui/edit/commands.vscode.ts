import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { documentOrSelectedGroup } from './documentOrSelectedGroup.vscode.ts';
import { groupRefOfCommand, saveOpenDocument } from './groupUri.vscode.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';
import type { Command } from '../app.ts';

export const editCommands: readonly Command[] = [
  /** Saves the group in the editor and goes on to apply it. */
  {
    id: 'aci.applyGroup',
    failure: () => l10n.t('Could not apply the changes'),
    async run(app, argument) {
      const ref = groupRefOfCommand(argument);
      if (ref && (await saveOpenDocument(ref))) await app.yamlEditor.apply(ref);
    },
  },
  /** Shows a group as it is in Azure beside the document in the editor. */
  {
    id: 'aci.compareWithLive',
    failure: () => l10n.t('Could not compare with the live group'),
    async run(app, argument) {
      const ref = groupRefOfCommand(argument);
      if (ref) return app.yamlEditor.compare(ref);
      const file = argument instanceof vscode.Uri ? argument : vscode.window.activeTextEditor?.document.uri;
      if (file) await app.yamlEditor.compareFile(file);
    },
  },
  /** Forgets what was saved for a group and not applied. */
  {
    id: 'aci.discardDraft',
    failure: () => l10n.t('Could not discard the draft'),
    async run(app, argument) {
      const ref = groupRefOfCommand(argument);
      if (ref) await app.yamlEditor.discard(ref);
    },
  },
  /** Opens a group as YAML, to read, edit and apply. */
  {
    id: 'aci.editGroup',
    failure: () => l10n.t('Could not open a container group'),
    async run(app, argument, selected) {
      const [ref] = await selectedGroups(app, () => true, argument, selected, 'one');
      if (ref) await app.yamlEditor.open(ref);
    },
  },
  /** Shows a group as ARM has it, as a read-only JSON document. */
  {
    id: 'aci.viewProperties',
    failure: () => l10n.t('Could not read the properties'),
    async run(app, argument, selected) {
      const ref = await documentOrSelectedGroup(app, argument, selected);
      if (ref) await app.readonlyDocuments.showProperties(ref);
    },
  },
];
