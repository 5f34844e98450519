import * as l10n from '@vscode/l10n';
import type { App } from '../app.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** Filters the tree while one types; Escape brings back what was there before. */
export function filterGroups({ view }: App): void {
  const before = view.filter;
  let accepted = false;
  const input = window.createInputBox();
  input.title = l10n.t('Filter container groups');
  input.prompt = l10n.t('By name, image, state, location or tag. All words must match.');
  input.placeholder = l10n.t('web running env=prod');
  input.value = before;
  input.onDidChangeValue(text => {
    view.filter = text;
  });
  input.onDidAccept(() => {
    accepted = true;
    input.hide();
  });
  input.onDidHide(() => {
    if (!accepted) view.filter = before;
    input.dispose();
  });
  input.show();
}
