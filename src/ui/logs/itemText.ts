import type { ContainerEvent } from '../../core/model/containerGroup.ts';
import * as l10n from '@vscode/l10n';
import type { FollowItem, LineTime } from '../../core/logs/followItem.ts';
import { errorAdvice } from '../shared/errorAdvice.ts';
import { cleanLine, escapeLogLine } from './cleanLine.ts';

export type Timestamps = 'off' | 'utc' | 'local';

/** What an item looks like in the channel, line end included. Lines about the log stand between `──`. */
export function itemText(item: FollowItem, timestamps: Timestamps): string {
  if (item.kind === 'line') return `${timestampText(item.time, timestamps)}${escapeLogLine(item.text)}\n`;
  return isTrouble(item) ? warningText(noticeOf(item)) : noticeText(noticeOf(item));
}

/** A line about the log rather than of it, line end included. */
export function noticeText(text: string): string {
  return `── ${cleanLine(onOneLine(text))} ──\n`;
}

/** The same of something that is not as it should be. */
export function warningText(text: string): string {
  return noticeText(`⚠ ${text}`);
}

function isTrouble(item: Notice): boolean {
  return item.kind === 'trouble' || (item.kind === 'event' && item.event.type === 'Warning');
}

/** The messages of events come with line breaks now and then. */
function onOneLine(text: string): string {
  return text.trim().replace(/\s*[\r\n\u2028\u2029]\s*/g, ' ');
}

type Notice = Exclude<FollowItem, { readonly kind: 'line' }>;

function noticeOf(item: Notice): string {
  switch (item.kind) {
    case 'event':
      return eventText(item.event);
    case 'waiting':
      return item.detail;
    case 'restarted':
      return restartText(item);
    case 'gap':
      return l10n.t('gap: lines may be missing');
    case 'ended':
      return endText(item);
    case 'gone':
      return l10n.t('the container group was deleted');
    case 'trouble':
      return l10n.t(
        '{0} Following goes on as soon as it can.',
        errorAdvice(item.error.kind, item.error.host).sentence,
      );
    case 'recovered':
      return l10n.t('Azure answers again');
  }
}

function eventText({ name, message, count }: ContainerEvent): string {
  return count > 1 ? `${name}: ${message} (${count}×)` : `${name}: ${message}`;
}

function restartText(item: Extract<Notice, { kind: 'restarted' }>): string {
  const { exitCode, restartCount } = item;
  // Who restarts the whole group makes Azure count anew.
  const known = [
    ...(exitCode === undefined ? [] : [l10n.t('exit code {0}', exitCode)]),
    ...(restartCount === 0 ? [] : [l10n.t('restart {0}', restartCount)]),
  ];
  const facts = known.length === 0 ? l10n.t('restarted') : l10n.t('restarted: {0}', known.join(', '));
  return item.tailMayBeMissing ? l10n.t('{0}; the last lines before it may be missing', facts) : facts;
}

function endText(item: Extract<Notice, { kind: 'ended' }>): string {
  const facts =
    item.exitCode === undefined
      ? l10n.t('ended: {0}', item.state)
      : l10n.t('ended: {0}, exit code {1}', item.state, item.exitCode);
  return item.tailMayBeMissing ? l10n.t('{0}; its last lines may be missing', facts) : facts;
}

/** `2026-01-05T09:00:00.123Z ` or the like in local time; `~` where it is only about right; blanks where unknown. */
export function timestampText(time: LineTime | undefined, timestamps: Timestamps): string {
  if (timestamps === 'off') return '';
  if (!time) return `${' '.repeat(24)} `;
  return `${time.exact ? '' : '~'}${timestamps === 'utc' ? new Date(time.utc).toISOString() : localIso(time.utc)} `;
}

/** ISO 8601 in the machine's time zone, with its offset. */
function localIso(utc: number): string {
  const date = new Date(utc);
  const offset = -date.getTimezoneOffset();
  const wall = new Date(utc + offset * 60_000).toISOString().slice(0, -1);
  const two = (n: number) => String(Math.trunc(n)).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.abs(offset) / 60)}:${two(Math.abs(offset) % 60)}`;
}
