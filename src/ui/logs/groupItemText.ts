import { type GroupItem, timeOf } from '../../core/follow/groupItem.ts';
import type { GroupState } from '../../core/groupState.ts';
import { stateLabel } from '../tree/stateWords.ts';
import type { Translate } from '../translate.ts';
import { itemText, remarkText, type Timestamps, timestampText, troubleText } from './itemText.ts';

/** Between a container's name and its text: another one for each, which the grammar colours. */
const bars = ['│', '┃', '║', '┆', '┇', '┊'];
/** Names are not made longer than this for the bars to stand in line. */
const widest = 24;

function stateText(state: GroupState, t: Translate): string {
  const isTrouble = state === 'failed' || state === 'crashLooping';
  return isTrouble ? troubleText(stateLabel(state, t)) : remarkText(stateLabel(state, t));
}

/** Writes the items of a group's timeline, each marked with its container; line ends included. */
export function groupItemWriter(
  containers: readonly string[],
  t: Translate,
): (item: GroupItem, timestamps: Timestamps) => string {
  const whole = t('(group)'); // no container has a name with parentheses
  const width = Math.min(widest, Math.max(...[whole, ...containers].map(({ length }) => length)));
  const marks = new Map(
    containers.map((name, i) => [name, `${name.padEnd(width)} ${bars[i % bars.length] ?? '│'} `]),
  );
  const mark = ({ container }: GroupItem) =>
    (container === undefined ? undefined : marks.get(container)) ?? `${whole.padEnd(width)} ╎ `;
  return (item, timestamps) => {
    const utc = timeOf(item);
    const isExact = item.item.kind !== 'line' || item.item.time?.exact === true;
    const time = utc === undefined ? undefined : { utc, exact: isExact };
    const text = item.item.kind === 'state' ? stateText(item.item.state, t) : itemText(item.item, 'off', t);
    return `${timestampText(time, timestamps)}${mark(item)}${text}`;
  };
}
