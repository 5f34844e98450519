import type { Translate } from '../shared/translate.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago something was: `3 minutes ago`. `ms` may be a little negative where two clocks differ. */
export function ago(ms: number, t: Translate): string {
  if (ms < 10 * second) return t('just now');
  if (ms < minute) return t('{0} seconds ago', Math.floor(ms / second));
  if (ms < hour) return ms < 2 * minute ? t('1 minute ago') : t('{0} minutes ago', Math.floor(ms / minute));
  if (ms < day) return ms < 2 * hour ? t('1 hour ago') : t('{0} hours ago', Math.floor(ms / hour));
  return ms < 2 * day ? t('1 day ago') : t('{0} days ago', Math.floor(ms / day));
}
