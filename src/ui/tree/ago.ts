import * as l10n from '@vscode/l10n';
import { formatAgo } from '../shared/languageFormats.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago something was: `3 minutes ago`. `ms` may be a little negative where two clocks differ. */
export function ago(ms: number): string {
  if (ms < 10 * second) return l10n.t('just now');
  if (ms < minute) return formatAgo(Math.floor(ms / second), 'second');
  if (ms < hour) return formatAgo(Math.floor(ms / minute), 'minute');
  if (ms < day) return formatAgo(Math.floor(ms / hour), 'hour');
  return formatAgo(Math.floor(ms / day), 'day');
}
