import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { changeLife } from '../lifeCycle.ts';
import { tellOfKeptImages } from '../restartHint.ts';
import { selectedGroups } from '../tree/selection.ts';

/** Restarts the containers of groups; says so where they run the images that they had. */
export const restartGroup: Command = {
  id: 'aci.restartGroup',
  failure: () => vscode.l10n.t('Could not restart'),
  async run(app, argument, selected) {
    const refs = await selectedGroups(app, 'restart', argument, selected);
    tellOfKeptImages(app, await changeLife(app, 'restart', refs));
  },
};
