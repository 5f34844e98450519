import * as l10n from '@vscode/l10n';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago something was: `3 minutes ago`. `ms` may be a little negative where two clocks differ. */
export function ago(ms: number): string {
  if (ms < 10 * second) return l10n.t('just now');
  if (ms < minute) return l10n.t('{0} seconds ago', Math.floor(ms / second));
  if (ms < hour)
    return ms < 2 * minute ? l10n.t('1 minute ago') : l10n.t('{0} minutes ago', Math.floor(ms / minute));
  if (ms < day) return ms < 2 * hour ? l10n.t('1 hour ago') : l10n.t('{0} hours ago', Math.floor(ms / hour));
  return ms < 2 * day ? l10n.t('1 day ago') : l10n.t('{0} days ago', Math.floor(ms / day));
}
