/** Following logs. */
import assert from 'node:assert/strict';
import { followLogs } from '../../src/core/logs/followLogs.ts';
import { followGroup } from '../../src/core/logs/followGroup.ts';
import type { GroupFollowItem } from '../../src/core/logs/groupFollowItem.ts';
import type { FollowItem } from '../../src/core/logs/followItem.ts';
import { collect } from '../collect.ts';
import type { FaultOperation } from './faultOperation.ts';
import { lines } from './faultFixture.ts';

const options = { tail: 0, random: () => 0.5 };

export const followOperations: readonly FaultOperation[] = [
  {
    name: 'follow logs',
    testGroup: 'writing',
    sockets: 'follow',
    run: ({ aci, container, clock, signal }) => collect(followLogs(container, aci, options, clock, signal)),
    verify: (answer, { signal }) => {
      judgeFollowed(answer as readonly FollowItem[], signal.aborted);
      return Promise.resolve();
    },
  },
  {
    name: 'follow all containers of a group',
    testGroup: 'twoWriting',
    sockets: 'follow',
    run: ({ aci, testGroup, clock, signal }) =>
      collect(followGroup(testGroup, ['app', 'side'], aci, options, clock, signal)),
    verify: (answer, { signal }) => {
      const items = answer as readonly GroupFollowItem[];
      for (const name of ['app', 'side']) {
        // What concerns the whole group is said once.
        const own = items.filter(({ container }) => container === name || container === undefined);
        judgeFollowed(own.map(({ item }) => item).filter(isAboutLog), signal.aborted);
      }
      return Promise.resolve();
    },
  },
];

function isAboutLog(item: GroupFollowItem['item']): item is FollowItem {
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
