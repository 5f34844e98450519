import * as l10n from '@vscode/l10n';
import { imagesNotPulledAgain } from '../../core/model/imagesNotPulledAgain.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import type { App } from '../app.ts';
import { runPowerAction, type PowerActionResult } from './runPowerAction.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

const dismissedKey = 'aci.restartHint.silenced';

/**
 * Tells whoever has restarted groups where that brought no new image, and how to get one. Doesn't wait for an answer.
 */
export function showUnchangedImageHint(app: App, changed: readonly PowerActionResult[]): void {
  const kept = changed.filter(
    ({ before, after }) => before && after && imagesNotPulledAgain(before, after).length > 0,
  );
  if (kept.length === 0 || app.memory.get<boolean>(dismissedKey, false)) return;
  void offerStopAndStart(
    app,
    kept.map(({ ref }) => ref),
  );
}

async function offerStopAndStart(app: App, refs: readonly GroupRef[]): Promise<void> {
  const again = l10n.t('Stop and start');
  const never = l10n.t("Don't show again");
  const [first] = refs;
  const what =
    refs.length === 1 && first
      ? l10n.t('"{0}" has been restarted with the image that it had.', first.name)
      : l10n.t('{0} container groups have been restarted with the images that they had.', refs.length);
  const how = l10n.t(
    'To run what was pushed since, stop and start: that pulls anew, and may change the IP address.',
  );
  const chosen = await window.showInformationMessage(`${what} ${how}`, again, never);
  if (chosen === never) await app.memory.update(dismissedKey, true);
  if (chosen !== again) return;
  const stopped = await runPowerAction(app, 'stop', refs);
  await runPowerAction(
    app,
    'start',
    stopped.map(({ ref }) => ref),
  );
}
