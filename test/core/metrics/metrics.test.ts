import assert from 'node:assert/strict';
import type { ActivityEntry } from '../../../src/core/activity/activityEntry.ts';
import { limitsOf } from '../../../src/core/metrics/containerLimits.ts';
import { GroupLoadCache, loadLines } from '../../../src/core/metrics/groupLoad.ts';
import { type GroupMetrics, hasSamples, latest, metricIds } from '../../../src/core/metrics/groupMetrics.ts';
import { findMarks } from '../../../src/core/metrics/marks.ts';
import { metricsCsv } from '../../../src/core/metrics/metricsCsv.ts';
import {
  isMetricRange,
  metricRangeIds,
  rangeQuery,
  refreshInterval,
} from '../../../src/core/metrics/metricRanges.ts';
import { whyNoSamples } from '../../../src/core/metrics/noData.ts';
import { exhaustedCpuOf, fullMemoryBefore, nothingReceivedFor } from '../../../src/core/metrics/pressure.ts';
import { TestClock } from '../../testClock.ts';
import { container, containerIn, group } from '../sampleGroups.ts';

const minute = 60_000;
const now = Date.UTC(2026, 0, 5, 9, 0, 0);
const gigabyte = 1024 ** 3;

/** One value a minute, the last of them a minute ago. */
function measured(
  metric: 'cpu' | 'memory' | 'networkIn',
  values: readonly (number | null)[],
  of: string | null = 'app',
): GroupMetrics {
  const times = values.map((_, index) => now - (values.length - index) * minute);
  return { times, series: [{ metric, container: of ?? undefined, average: values, maximum: values }] };
}

describe('A range of metrics', () => {
  it('has no more than 720 points, and begins at a whole step', () => {
    for (const range of metricRangeIds) {
      const { from, to, step } = rangeQuery(range, now + 12_345);
      assert.ok((to - from) / step <= 721, range);
      assert.equal(from % step, 0, range);
    }
  });

  it('ends with the minute that is not over yet', () => {
    assert.equal(rangeQuery('30min', now + 1).to, now + minute);
    assert.deepEqual(rangeQuery('1h', now).metrics, metricIds);
  });

  it('is read again once a minute, longer ones more rarely', () => {
    assert.deepEqual(
      metricRangeIds.map(refreshInterval),
      [1, 1, 1, 5, 5, 5].map(count => count * minute),
    );
  });

  it('is one of six', () => {
    assert.ok(isMetricRange('7d'));
    for (const other of ['2d', 'toString', 7, undefined]) assert.ok(!isMetricRange(other));
  });
});

describe('The limit of a container', () => {
  it('is what it requests, unless it has another', () => {
    assert.deepEqual(limitsOf(container(), 'cpu'), { request: 1_000, limit: 1_000 });
    const bursting = container({ cpuLimit: 2, memoryLimitInGB: 3 });
    assert.deepEqual(limitsOf(bursting, 'cpu'), { request: 1_000, limit: 2_000 });
    assert.deepEqual(limitsOf(bursting, 'memory'), { request: 1.5 * gigabyte, limit: 3 * gigabyte });
  });

  it('is unknown of an init container, and there is none of the network', () => {
    const none = { request: undefined, limit: undefined };
    assert.deepEqual(limitsOf(container({ cpu: undefined }), 'cpu'), none);
    assert.deepEqual(limitsOf(container(), 'networkIn'), none);
  });
});

describe('Measured values', () => {
  it('are none where there are only gaps', () => {
    assert.ok(!hasSamples(measured('cpu', [null, null])));
    assert.ok(hasSamples(measured('cpu', [null, 0])));
  });

  it('have a latest one before the last gap', () => {
    const metrics = measured('cpu', [1, 2, null]);
    assert.deepEqual(latest(metrics, { average: [1, 2, null] }), { at: now - 2 * minute, value: 2 });
    assert.equal(latest(metrics, { average: [null, null, null] }), undefined);
  });

  it('are a line of CSV each; gaps are not', () => {
    assert.equal(
      metricsCsv(measured('cpu', [12.3456, null], 'app')),
      'time,container,metric,unit,average,maximum\r\n2026-01-05T08:58:00.000Z,app,cpu,millicores,12.346,12.346\r\n',
    );
  });

  it('have nothing in CSV that a spreadsheet would compute, or that ends a cell', () => {
    const csv = metricsCsv(measured('memory', [1], '=1+1,"x"'));
    assert.ok(csv.includes(`,"'=1+1,""x""",memory,`));
  });
});

describe('Memory that was full', () => {
  const app = container(); // 1.5 GB

  it('is found in the minutes before a container was killed', () => {
    const metrics = measured('memory', [0.5 * gigabyte, 1.45 * gigabyte, null]);
    assert.deepEqual(fullMemoryBefore(metrics, app, now), {
      at: now - 2 * minute,
      value: 1.45 * gigabyte,
      limit: 1.5 * gigabyte,
    });
  });

  it('is none where there was room, where it was full long before, or after', () => {
    assert.equal(fullMemoryBefore(measured('memory', [gigabyte]), app, now), undefined);
    const full = measured('memory', [1.5 * gigabyte]);
    assert.equal(fullMemoryBefore(full, app, now + 10 * minute), undefined);
    assert.equal(fullMemoryBefore(full, app, now - 5 * minute), undefined);
  });
});

describe('CPU that is exhausted', () => {
  it('is found where most of a quarter of an hour was at the limit', () => {
    const values = [...Array<number>(13).fill(990), 100, 995];
    assert.equal(exhaustedCpuOf(measured('cpu', values), container(), now)?.limit, 1_000);
  });

  it('is none in a short rush, or in too few values to tell', () => {
    const rush = [...Array<number>(10).fill(50), ...Array<number>(5).fill(1_000)];
    assert.equal(exhaustedCpuOf(measured('cpu', rush), container(), now), undefined);
    assert.equal(exhaustedCpuOf(measured('cpu', [1_000, 1_000]), container(), now), undefined);
  });
});

describe('A quiet network', () => {
  it('is one that has received nothing in all that was measured', () => {
    assert.equal(nothingReceivedFor(measured('networkIn', Array<number>(10).fill(0), null)), 10 * minute);
    const once = [...Array<number>(9).fill(0), 40];
    assert.equal(nothingReceivedFor(measured('networkIn', once, null)), undefined);
    assert.equal(nothingReceivedFor(measured('networkIn', [0, null], null)), undefined);
  });
});

describe('Nothing to show', () => {
  const state = (startTime: number) => ({ state: 'Running', detailStatus: '', startTime });

  it('has a reason', () => {
    assert.equal(whyNoSamples(group({ osType: 'Windows' }), now), 'windows');
    assert.equal(
      whyNoSamples(group({ containers: [container({ instanceView: undefined })] }), now),
      'neverRan',
    );
    assert.equal(whyNoSamples(group({ state: 'Stopped' }), now), 'notRunning');
    const young = group({ containers: [containerIn(state(now - minute))] });
    assert.equal(whyNoSamples(young, now), 'noSamplesYet');
    const old = group({ containers: [containerIn(state(now - 60 * minute))] });
    assert.equal(whyNoSamples(old, now), 'noneInRange');
  });
});

describe('Marks on the axis of time', () => {
  const killed = container({
    instanceView: {
      restartCount: 1,
      currentState: { state: 'Running', detailStatus: '', startTime: now - 2 * minute },
      previousState: {
        state: 'Terminated',
        detailStatus: 'Error',
        startTime: now - 10 * minute,
        finishTime: now - 3 * minute,
        exitCode: 137,
      },
      events: [
        {
          name: 'Started',
          message: 'Started container',
          type: 'Normal',
          count: 3,
          firstTimestamp: now - 20 * minute,
          lastTimestamp: now - 2 * minute,
        },
      ],
    },
  });
  const times = { from: now - 60 * minute, to: now };
  const kinds = (marks: ReturnType<typeof findMarks>) =>
    marks.map(({ at, kind }) => [(at - now) / minute, kind]);

  it('are starts and ends, each once, oldest first', () => {
    assert.deepEqual(kinds(findMarks(group({ containers: [killed] }), [], times)), [
      [-20, 'started'],
      [-10, 'started'],
      [-3, 'killed'],
      [-2, 'started'],
    ]);
  });

  it('tell a kill for memory from another', () => {
    const marks = findMarks(group({ containers: [killed] }), [], times, () => true);
    assert.deepEqual(kinds(marks)[2], [-3, 'outOfMemory']);
  });

  it('are what somebody did with the group, without looks inside', () => {
    const entry = (operation: string, ago: number): ActivityEntry => ({
      at: now - ago * minute,
      caller: 'ada@contoso.example',
      operation: `Microsoft.ContainerInstance/containerGroups/${operation}`,
      status: 'succeeded',
      detail: '',
    });
    const marks = findMarks(
      group({ containers: [] }),
      [entry('stop/action', 5), entry('containers/exec/action', 4), entry('start/action', 90)],
      times,
    );
    assert.deepEqual(
      marks.map(({ activity }) => activity),
      [{ verb: 'stop', caller: 'ada@contoso.example', failed: false }],
    );
  });
});

describe('How busy a group is', () => {
  const two = group({ containers: [container({ name: 'a' }), container({ name: 'b' })] });
  const metrics: GroupMetrics = {
    times: [now - 2 * minute, now - minute],
    series: [
      { metric: 'cpu', container: 'a', average: [100, 200], maximum: [100, 200] },
      { metric: 'cpu', container: 'b', average: [null, 50], maximum: [null, 50] },
    ],
  };

  it('is the sum of its containers, beside what they may use together', () => {
    assert.deepEqual(loadLines(two, metrics), [
      { metric: 'cpu', values: [100, 250], latest: 250, limit: 2_000 },
    ]);
  });

  function openCache(answer: () => Promise<GroupMetrics>) {
    let asked = 0;
    const clock = new TestClock();
    const aci = {
      metrics: () => {
        asked += 1;
        return answer();
      },
    };
    return { clock, cache: new GroupLoadCache({ aci, clock }), asked: () => asked };
  }

  it('is asked for once a minute at most, and not of what can have nothing', async () => {
    const { cache, clock, asked } = openCache(() => Promise.resolve(metrics));
    await Promise.all([cache.read(two), cache.read(two)]);
    assert.equal((await cache.read(two)).length, 1);
    assert.equal(asked(), 1);
    clock.advance(minute);
    await cache.read(two);
    assert.equal(asked(), 2);
    assert.deepEqual(await cache.read(group({ state: 'Stopped' })), []);
    assert.deepEqual(await cache.read(group({ osType: 'Windows' })), []);
    assert.equal(asked(), 2);
  });

  it('is nothing where it can not be read, which is not tried again at once', async () => {
    const { cache, asked } = openCache(() => Promise.reject(new Error('no')));
    assert.deepEqual(await cache.read(two), []);
    assert.deepEqual(await cache.read(two), []);
    assert.equal(asked(), 1);
  });
});
