import type { AciError } from '../errors.ts';
import { cleanLine } from './cleanText.ts';
import type { FollowItem, LineTime } from './item.ts';

export type Timestamps = 'off' | 'utc' | 'local';

/** The sentences of a followed log; `ui` hands in translated ones. */
export interface FollowWords {
  restarted(exitCode: number | undefined, restartCount: number): string;
  tailMayBeMissing: string;
  gap: string;
  ended(state: string, exitCode: number | undefined): string;
  gone: string;
  trouble(error: AciError): string;
  recovered: string;
}

export const englishWords: FollowWords = {
  restarted: (exitCode, restartCount) =>
    exitCode === undefined
      ? `restarted: restart ${restartCount}`
      : `restarted: exit code ${exitCode}, restart ${restartCount}`,
  tailMayBeMissing: 'last lines before it may be missing',
  gap: 'gap: lines may be missing',
  ended: (state, exitCode) =>
    exitCode === undefined ? `ended: ${state}` : `ended: ${state}, exit code ${exitCode}`,
  gone: 'the container group was deleted',
  trouble: error => `trouble: ${error.message}`,
  recovered: 'connected again',
};

/** One line of text for an item, without a line end, safe to show. `local` is the machine's time zone. */
export function formatItem(
  item: FollowItem,
  { timestamps, words = englishWords }: { readonly timestamps: Timestamps; readonly words?: FollowWords },
): string {
  switch (item.kind) {
    case 'line':
      return formatTime(item.time, timestamps) + cleanLine(item.text);
    case 'event':
      return mark(`${item.event.name}: ${item.event.message}`);
    case 'waiting':
      return mark(item.detail);
    case 'restarted':
      return mark(withTail(words.restarted(item.exitCode, item.restartCount), item.tailMayBeMissing, words));
    case 'gap':
      return mark(words.gap);
    case 'ended':
      return mark(withTail(words.ended(item.state, item.exitCode), item.tailMayBeMissing, words));
    case 'gone':
      return mark(words.gone);
    case 'trouble':
      return mark(words.trouble(item.error));
    case 'recovered':
      return mark(words.recovered);
  }
}

/** `── text ──`, on one line whatever the service says. */
function mark(text: string): string {
  return `── ${cleanLine(text.replace(/\s*[\r\n]+\s*/g, ' '))} ──`;
}

function withTail(text: string, missing: boolean, words: FollowWords): string {
  return missing ? `${text}; ${words.tailMayBeMissing}` : text;
}

/** `2026-01-05T09:00:00.123Z `, or `2026-01-05T10:00:00.123+01:00 `; `~` before a time of arrival. */
function formatTime(time: LineTime | undefined, timestamps: Timestamps): string {
  if (time === undefined || timestamps === 'off') return '';
  const offset = timestamps === 'utc' ? 0 : -new Date(time.utc).getTimezoneOffset();
  const iso = new Date(time.utc + offset * 60_000).toISOString().slice(0, -1);
  return `${time.exact ? '' : '~'}${iso}${timestamps === 'utc' ? 'Z' : offsetText(offset)} `;
}

function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
}
