/** Following logs. */
import assert from 'node:assert/strict';
import { followLogs } from '../../src/core/follow/follow.ts';
import { followGroup } from '../../src/core/follow/followGroup.ts';
import type { GroupItem } from '../../src/core/follow/groupItem.ts';
import type { FollowItem } from '../../src/core/follow/item.ts';
import { gather } from '../azure/gather.ts';
import type { Operation } from './operation.ts';
import { lines } from './world.ts';

const options = { tail: 0, random: () => 0.5 };

export const followOperations: readonly Operation[] = [
  {
    name: 'follow logs',
    victim: 'writing',
    sockets: 'follow',
    run: ({ aci, container, clock, signal }) => gather(followLogs(container, aci, options, clock, signal)),
    verify: (answer, { signal }) => {
      judgeFollowed(answer as readonly FollowItem[], signal.aborted);
      return Promise.resolve();
    },
  },
  {
    name: 'follow all containers of a group',
    victim: 'twoWriting',
    sockets: 'follow',
    run: ({ aci, victim, clock, signal }) =>
      gather(followGroup(victim, ['app', 'side'], aci, options, clock, signal)),
    verify: (answer, { signal }) => {
      const items = answer as readonly GroupItem[];
      for (const name of ['app', 'side']) {
        // What concerns the whole group is said once.
        const own = items.filter(({ container }) => container === name || container === undefined);
        judgeFollowed(own.map(({ item }) => item).filter(isAboutLog), signal.aborted);
      }
      return Promise.resolve();
    },
  },
];

function isAboutLog(item: GroupItem['item']): item is FollowItem {
  return item.kind !== 'state' && item.kind !== 'event';
}

/** Without a marker, the lines are the log's; with one, those on either side are, in their order. */
function judgeFollowed(items: readonly FollowItem[], givenUp: boolean): void {
  const printed = items.flatMap(item => (item.kind === 'line' ? item.text : []));
  const marked = items.some(
    item => item.kind === 'gap' || item.kind === 'gone' || (item.kind === 'ended' && item.tailMayBeMissing),
  );
  if (marked || givenUp) {
    // Frames that come twice may be printed before they are seen to be wrong; a gap then says so.
    assert.ok(
      printed.every(line => lines.includes(line) || marked),
      printed.join(),
    );
  } else assert.deepEqual(printed, lines);
  const last = items.at(-1)?.kind;
  assert.ok(givenUp || last === 'ended' || last === 'gone', `it ended with ${String(last)}`);
}
