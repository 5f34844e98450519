import * as vscode from 'vscode';
import { keptImages } from '../core/keptImages.ts';
import type { GroupRef } from '../core/model.ts';
import type { App } from './app.ts';
import { changeLife, type Changed } from './lifeCycle.ts';
import { window } from './plainWindow.ts';

const silenced = 'aci.restartHint.silenced';

/** Tells whoever has restarted groups where that brought no new image, and how to get one. Doesn't wait for an answer. */
export function tellOfKeptImages(app: App, changed: readonly Changed[]): void {
  const kept = changed.filter(({ before, after }) => before && after && keptImages(before, after).length > 0);
  if (kept.length === 0 || app.memory.get<boolean>(silenced, false)) return;
  void ask(
    app,
    kept.map(({ ref }) => ref),
  );
}

async function ask(app: App, refs: readonly GroupRef[]): Promise<void> {
  const again = vscode.l10n.t('Stop and start');
  const never = vscode.l10n.t("Don't show again");
  const [first] = refs;
  const what =
    refs.length === 1 && first
      ? vscode.l10n.t('"{0}" has been restarted with the image that it had.', first.name)
      : vscode.l10n.t('{0} container groups have been restarted with the images that they had.', refs.length);
  const how = vscode.l10n.t(
    'To run what was pushed since, stop and start: that pulls anew, and may change the IP address.',
  );
  const chosen = await window.showInformationMessage(`${what} ${how}`, again, never);
  if (chosen === never) await app.memory.update(silenced, true);
  if (chosen !== again) return;
  const stopped = await changeLife(app, 'stop', refs);
  await changeLife(
    app,
    'start',
    stopped.map(({ ref }) => ref),
  );
}
