import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { changeLife } from '../lifeCycle.ts';
import { selectedGroups } from '../tree/selection.ts';

/** Restarts the containers of groups, with the images that Azure has pulled already. */
export const restartGroup: Command = {
  id: 'aci.restartGroup',
  failure: () => vscode.l10n.t('Could not restart'),
  async run(app, argument, selected) {
    await changeLife(app, 'restart', await selectedGroups(app, 'restart', argument, selected));
  },
};
