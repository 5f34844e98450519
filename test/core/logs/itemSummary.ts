import type { FollowItem } from '../../../src/core/logs/followItem.ts';
import type { GroupFollowItem } from '../../../src/core/logs/groupFollowItem.ts';

/** An item in a line of text, to compare whole timelines: what the container wrote, or what is told of it in `──`. */
export function itemSummary(item: GroupFollowItem['item']): string {
  return item.kind === 'line' ? item.text : `── ${noticeSummary(item)} ──`;
}

type Notice = Exclude<GroupFollowItem['item'], { readonly kind: 'line' }>;

function noticeSummary(item: Notice): string {
  switch (item.kind) {
    case 'event':
      return `${item.event.name}: ${item.event.message}`;
    case 'waiting':
      return item.detail;
    case 'restarted':
      return `restarted: exit code ${item.exitCode ?? 'unknown'}, restart ${item.restartCount}${tailNote(item)}`;
    case 'ended':
      return `ended: ${item.state}${item.exitCode === undefined ? '' : `, exit code ${item.exitCode}`}${tailNote(item)}`;
    case 'trouble':
      return `trouble: ${item.error.kind}`;
    case 'state':
      return `state: ${item.state}`;
    case 'activity':
      return `${item.entry.caller ?? 'somebody'}: ${item.entry.operation}`;
    case 'gap':
    case 'gone':
    case 'recovered':
      return item.kind;
  }
}

function tailNote({ tailMayBeMissing }: Extract<FollowItem, { kind: 'restarted' | 'ended' }>): string {
  return tailMayBeMissing ? '; its last lines may be missing' : '';
}
