import * as l10n from '@vscode/l10n';
import { type GroupFollowItem, timeOf } from '../../core/logs/groupFollowItem.ts';
import type { GroupState } from '../../core/model/groupState.ts';
import { activityVerb } from '../../core/activity/activityEntry.ts';
import { activityText } from '../metrics/activityWords.ts';
import { stateLabel } from '../tree/stateLabel.ts';
import { itemText, noticeText, type Timestamps, timestampText, warningText } from './itemText.ts';

/** Between a container's name and its text: another one for each, which the grammar colours. */
const bars = ['│', '┃', '║', '┆', '┇', '┊'];
/** Names are not made longer than this for the bars to stand in line. */
const maxNameWidth = 24;

function stateText(state: GroupState): string {
  const isTrouble = state === 'failed' || state === 'crashLooping';
  return isTrouble ? warningText(stateLabel(state)) : noticeText(stateLabel(state));
}

function textOf(item: GroupFollowItem['item']): string {
  if (item.kind === 'state') return stateText(item.state);
  if (item.kind !== 'activity') return itemText(item, 'off');
  const { entry } = item;
  return noticeText(activityText(activityVerb(entry), entry.caller, entry.status === 'failed'));
}

/** Writes the items of a group's timeline, each marked with its container; line ends included. */
export function groupItemFormatter(
  containers: readonly string[],
): (item: GroupFollowItem, timestamps: Timestamps) => string {
  const whole = l10n.t('(group)'); // no container has a name with parentheses
  const width = Math.min(maxNameWidth, Math.max(...[whole, ...containers].map(({ length }) => length)));
  const marks = new Map(
    containers.map((name, i) => [name, `${name.padEnd(width)} ${bars[i % bars.length] ?? '│'} `]),
  );
  const mark = ({ container }: GroupFollowItem) =>
    (container === undefined ? undefined : marks.get(container)) ?? `${whole.padEnd(width)} ╎ `;
  return (item, timestamps) => {
    const utc = timeOf(item);
    const isExact = item.item.kind !== 'line' || item.item.time?.exact === true;
    const time = utc === undefined ? undefined : { utc, exact: isExact };
    const text = textOf(item.item);
    return `${timestampText(time, timestamps)}${mark(item)}${text}`;
  };
}
