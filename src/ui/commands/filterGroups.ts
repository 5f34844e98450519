import * as vscode from 'vscode';
import type { Command } from '../app.ts';
import { currentFilter, setFilter } from '../tree/filteredView.ts';

/** Filters the tree while one types; Escape brings back what was there before. */
export const filterGroups: Command = {
  id: 'aci.filterGroups',
  run(app) {
    const before = currentFilter(app);
    let accepted = false;
    const input = vscode.window.createInputBox();
    input.title = vscode.l10n.t('Filter container groups');
    input.prompt = vscode.l10n.t('By name, image, state, location or tag. All words must match.');
    input.placeholder = vscode.l10n.t('web running env=prod');
    input.value = before;
    input.onDidChangeValue(text => setFilter(app, text));
    input.onDidAccept(() => {
      accepted = true;
      input.hide();
    });
    input.onDidHide(() => {
      if (!accepted) setFilter(app, before);
      input.dispose();
    });
    input.show();
  },
};
