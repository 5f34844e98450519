import assert from 'node:assert/strict';
import { followLogs } from '../../../src/core/logs/followLogs.ts';
import type { FollowItem } from '../../../src/core/logs/followItem.ts';
import type { FollowSource } from '../../../src/core/logs/followSource.ts';
import type {
  ContainerGroup,
  ContainerInstanceView,
  ContainerState,
} from '../../../src/core/model/containerGroup.ts';
import { AciError } from '../../../src/core/errors.ts';
import { container, group } from '../sampleGroups.ts';
import { containerRef } from './simulation/fakeLogService.ts';
import { VirtualClock } from './simulation/virtualClock.ts';

const minute = 60_000;
const began = Date.UTC(2026, 0, 5, 9, 0, 0);

function ended(exitCode: number, startTime: number): ContainerState {
  return { state: 'Terminated', detailStatus: 'Error', startTime, finishTime: startTime + 1000, exitCode };
}

/** A group of one container that runs under `Never`. */
function job(view: Partial<ContainerInstanceView>, state = 'Running'): ContainerGroup {
  const empty = { restartCount: 0, currentState: undefined, previousState: undefined, events: [] };
  const only = container({ name: containerRef.container, instanceView: { ...empty, ...view } });
  return group({ restartPolicy: 'Never', state, containers: [only] });
}

/** Follows a container of these groups, each from a time on (ms after the beginning), until `until`. */
async function follow(
  groups: readonly (readonly [from: number, ContainerGroup])[],
  until: number,
): Promise<{ readonly items: readonly FollowItem[]; readonly endedAfter: number }> {
  const clock = new VirtualClock(began);
  const source: FollowSource = {
    getGroup: () => {
      const known = groups.filter(([from]) => began + from <= clock.now()).at(-1);
      assert.ok(known);
      return Promise.resolve(known[1]);
    },
    readLogs: () => Promise.resolve({ content: '', serverTime: clock.now() }),
    attach: () => Promise.reject(new AciError('offline', 'no sockets')),
  };
  const items: FollowItem[] = [];
  let endedAfter = Infinity;
  const controller = new AbortController();
  const done = (async () => {
    for await (const item of followLogs(containerRef, source, { tail: 0 }, clock, controller.signal))
      items.push(item);
    endedAfter = clock.now() - began;
  })();
  await clock.run(began + until, () => endedAfter < Infinity);
  controller.abort();
  await done;
  return { items, endedAfter };
}

const kinds = (items: readonly FollowItem[]) =>
  items.map(({ kind }) => kind).filter(kind => kind !== 'waiting');

describe('A container that has failed under the restart policy Never', () => {
  const failed = ended(1, began - 5000);

  it('is followed on when Azure runs it again, and ends with its last exit code', async () => {
    const again = began + 10_000;
    const { items } = await follow(
      [
        [0, job({ currentState: failed })],
        [
          10_000,
          job({
            restartCount: 1,
            currentState: { state: 'Running', detailStatus: '', startTime: again },
            previousState: failed,
          }),
        ],
        [30_000, job({ restartCount: 1, currentState: ended(0, again), previousState: failed }, 'Succeeded')],
      ],
      10 * minute,
    );
    assert.deepEqual(kinds(items), ['restarted', 'ended']);
    const last = items.at(-1);
    assert.ok(last?.kind === 'ended');
    assert.equal(last.exitCode, 0);
    assert.equal(last.restartCount, 1);
  });

  it('has ended as soon as Azure calls the group failed', async () => {
    const { items, endedAfter } = await follow(
      [
        [0, job({ currentState: failed })],
        [20_000, job({ currentState: failed }, 'Failed')],
      ],
      10 * minute,
    );
    assert.deepEqual(kinds(items), ['ended']);
    assert.ok(endedAfter < minute);
  });

  it('has ended where nothing comes of it for longer than any restart takes', async () => {
    const { items, endedAfter } = await follow([[0, job({ currentState: failed })]], 20 * minute);
    assert.deepEqual(kinds(items), ['ended']);
    assert.ok(endedAfter > 5 * minute && endedAfter < 8 * minute, String(endedAfter));
  });
});
