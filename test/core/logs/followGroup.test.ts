import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ActivityEntry } from '../../../src/core/activity/activityEntry.ts';
import { AciError } from '../../../src/core/errors.ts';
import { followGroup } from '../../../src/core/logs/followGroup.ts';
import type { GroupFollowItem } from '../../../src/core/logs/groupFollowItem.ts';
import type { FollowSource } from '../../../src/core/logs/followSource.ts';
import type {
  Container,
  ContainerEvent,
  ContainerGroup,
  ContainerRef,
} from '../../../src/core/model/containerGroup.ts';
import { container, group } from '../sampleGroups.ts';
import { itemSummary } from './itemSummary.ts';
import { VirtualClock } from './simulation/virtualClock.ts';

const start = Date.UTC(2026, 0, 5, 9, 0, 0);
const second = 1000;

interface Written {
  /** ms after the beginning; negative for what was there before. */
  readonly at: number;
  readonly text: string;
}

/** A group whose containers write when told, and whose state is what the test says it is at that time. */
class TestGroup implements FollowSource {
  readonly clock = new VirtualClock(start);
  readonly logs: Readonly<Record<string, readonly Written[]>>;
  readonly #group: (time: number) => ContainerGroup | undefined;
  failing: AciError | undefined;
  reads = 0;

  constructor(
    logs: Readonly<Record<string, readonly Written[]>>,
    groupAt: (time: number) => ContainerGroup | undefined,
  ) {
    this.logs = logs;
    this.#group = groupAt;
  }

  async getGroup(_: unknown, signal: AbortSignal): Promise<ContainerGroup> {
    await this.clock.sleep(20, signal);
    if (this.failing) throw this.failing;
    this.reads += 1;
    const found = this.#group(this.clock.now() - start);
    if (!found) throw new AciError('notFound', 'gone');
    return found;
  }

  async readLogs({ container: name }: ContainerRef, _: unknown, signal: AbortSignal) {
    await this.clock.sleep(name.length * 20, signal);
    if (this.failing) throw this.failing;
    const now = this.clock.now();
    const lines = (this.logs[name] ?? []).filter(({ at }) => start + at <= now);
    const content = lines.map(({ at, text }) => `${new Date(start + at).toISOString()} ${text}\n`).join('');
    return { content, serverTime: now };
  }

  attach(): Promise<never> {
    return Promise.reject(new AciError('offline', 'a proxy is in the way'));
  }
}

function running(name: string, since = -60 * second, restartCount = 0): Container {
  const currentState = { state: 'Running', detailStatus: '', startTime: start + since };
  return container({
    name,
    instanceView: { restartCount, currentState, previousState: undefined, events: [] },
  });
}

function event(name: string, at: number, message = name): ContainerEvent {
  const time = start + at;
  return { name, message, type: 'Normal', count: 1, firstTimestamp: time, lastTimestamp: time };
}

function withEvents(one: Container, ...events: readonly ContainerEvent[]): Container {
  return { ...one, instanceView: one.instanceView && { ...one.instanceView, events } };
}

/** What someone sees who follows the group for some time. */
async function seen(
  source: TestGroup,
  { until = 60 * second, names = Object.keys(source.logs) } = {},
  meanwhile: () => Promise<void> = () => Promise.resolve(),
): Promise<{ readonly lines: readonly string[]; readonly ended: boolean }> {
  const controller = new AbortController();
  const items: GroupFollowItem[] = [];
  let ended = false;
  const following = (async () => {
    const options = { tail: 0, random: () => 0.5 };
    const all = followGroup(group().ref, names, source, options, source.clock, controller.signal);
    for await (const item of all) items.push(item);
    ended = !controller.signal.aborted;
  })();
  await meanwhile();
  await source.clock.run(start + until, () => ended);
  controller.abort();
  await following;
  assert.equal(source.clock.timers, 0);
  return {
    lines: items.map(({ container: from, item }) => `${from ?? '(group)'}> ${itemSummary(item)}`),
    ended,
  };
}

describe('Following all containers of a group', () => {
  it('is one merged log for a multi-container group, in order of time (compose-cli#803)', async () => {
    const source = new TestGroup(
      {
        web: [
          { at: -9 * second, text: 'GET /' },
          { at: -3 * second, text: 'GET /a' },
          { at: 12_100, text: 'GET /b' },
        ],
        cache: [
          { at: -6 * second, text: 'miss /' },
          { at: -2 * second, text: 'miss /a' },
          { at: 12_000, text: 'miss /b' },
        ],
      },
      () =>
        group({
          events: [event('JoinNetwork', -60 * second)],
          containers: [withEvents(running('web'), event('Started', -50 * second)), running('cache')],
        }),
    );
    assert.deepEqual((await seen(source)).lines, [
      '(group)> ── JoinNetwork: JoinNetwork ──',
      'web> ── Started: Started ──',
      '(group)> ── state: running ──',
      'web> GET /',
      'cache> miss /',
      'web> GET /a',
      'cache> miss /a',
      'cache> miss /b',
      'web> GET /b',
    ]);
  });

  it('tells every line of every container once, in its order, and the past with its events in order of time', () => {
    const times = fc.uniqueArray(fc.integer({ min: -60_000, max: 30_000 }), { maxLength: 25 });
    const groups = fc.record({
      lines: fc.array(times, { minLength: 1, maxLength: 3 }),
      events: fc.uniqueArray(fc.integer({ min: -60, max: -1 }), { maxLength: 4 }),
    });
    return fc.assert(
      fc.asyncProperty(groups, async ({ lines, events }) => {
        const names = lines.map((_, i) => `c${i}`);
        const logs = Object.fromEntries(
          lines.map((own, i) => [
            `c${i}`,
            own.toSorted((a, b) => a - b).map(at => ({ at, text: `${at} written` })),
          ]),
        );
        const told = events.map((at, i) => ({ container: i % names.length, at: at * second }));
        const source = new TestGroup(logs, () =>
          group({
            containers: names.map((one, i) =>
              withEvents(
                running(one),
                ...told
                  .filter(({ container }) => container === i)
                  .map(({ at }) => event(`Event ${at} happened`, at)),
              ),
            ),
          }),
        );
        const seenLines = (await seen(source, { until: 90 * second })).lines;
        for (const [one, own] of Object.entries(logs)) {
          const given = seenLines.filter(line => line.startsWith(`${one}> `) && line.endsWith(' written'));
          assert.deepEqual(
            given,
            own.map(({ text }) => `${one}> ${text}`),
          );
        }
        for (const { container, at } of told) {
          const text = `c${container}> ── Event ${at} happened`;
          assert.equal(seenLines.filter(line => line.startsWith(text)).length, 1, text);
        }
        const past = seenLines
          .map(line => Number(/> (?:── Event )?(-?\d+) (?:written|happened)/.exec(line)?.[1]))
          .filter(at => at <= 0);
        assert.deepEqual(
          past,
          past.toSorted((a, b) => a - b),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('stays on when a container restarts, and says so among the others (docker/cli#3426)', async () => {
    const restart = 20 * second;
    const source = new TestGroup(
      {
        app: [
          { at: 1000, text: 'first life' },
          { at: restart + 2000, text: 'second life' },
        ],
        side: [
          { at: 500, text: 'side by side' },
          { at: restart + 10_000, text: 'still here' },
        ],
      },
      time => {
        const former = {
          state: 'Terminated',
          detailStatus: 'Error',
          exitCode: 137,
          startTime: start - 60 * second,
        };
        const again = running('app', restart + 1000, 1);
        const view = again.instanceView;
        const restarted = {
          ...again,
          instanceView: view && {
            ...view,
            previousState: { ...former, finishTime: start + restart },
            events: [event('Killing', restart)],
          },
        };
        return group({ containers: [time < restart + 1000 ? running('app') : restarted, running('side')] });
      },
    );
    // The new life's log begins anew.
    const logOf = source.readLogs.bind(source);
    source.readLogs = async (ref, options, signal) => {
      const log = await logOf(ref, options, signal);
      const lines = log.content.split('\n');
      const hasRestarted = ref.container === 'app' && source.clock.now() - start > restart + 1000;
      return { ...log, content: hasRestarted ? lines.slice(1).join('\n') : log.content };
    };
    const { lines, ended } = await seen(source, { until: 120 * second });
    assert.equal(ended, false);
    for (const line of ['first life', 'second life']) {
      assert.equal(lines.filter(text => text === `app> ${line}`).length, 1, lines.join('\n'));
    }
    const restartedAt = lines.findIndex(text =>
      text.startsWith('app> ── restarted: exit code 137, restart 1'),
    );
    assert.ok(lines.indexOf('app> first life') < restartedAt, lines.join('\n'));
    assert.ok(lines.indexOf('app> ── Killing: Killing ──') < restartedAt, lines.join('\n'));
    assert.ok(restartedAt < lines.indexOf('app> second life'), lines.join('\n'));
    assert.ok(lines.includes('side> still here'));
    assert.equal(lines.filter(text => text === 'app> ── Killing: Killing ──').length, 1, lines.join('\n'));
  });

  it('tells each event once, though everybody who follows a container reads it', async () => {
    const pulling = withEvents(
      container({
        name: 'a',
        instanceView: {
          restartCount: 0,
          currentState: { state: 'Waiting', detailStatus: 'ContainerCreating' },
          previousState: undefined,
          events: [],
        },
      }),
      event('Pulling', -1000),
    );
    const source = new TestGroup({ a: [], b: [] }, () =>
      group({
        provisioningState: 'Creating',
        state: 'Pending',
        events: [event('JoinNetwork', -2000)],
        containers: [pulling, { ...pulling, name: 'b' }],
      }),
    );
    assert.deepEqual((await seen(source)).lines, [
      'a> ── Waiting: ContainerCreating ──',
      'b> ── Waiting: ContainerCreating ──',
      '(group)> ── JoinNetwork: JoinNetwork ──',
      'a> ── Pulling: Pulling ──',
      'b> ── Pulling: Pulling ──',
      '(group)> ── state: pending ──',
    ]);
  });

  it('tells an event again that happens again, also after the group was started anew', async () => {
    const source = new TestGroup({ a: [] }, time =>
      group({
        containers: [withEvents(running('a'), event('Started', time < 30 * second ? -1000 : 29 * second))],
      }),
    );
    const { lines } = await seen(source, { until: 120 * second });
    assert.equal(lines.filter(line => line === 'a> ── Started: Started ──').length, 2);
  });

  it('says once that the group is gone, and ends', async () => {
    const source = new TestGroup({ a: [], b: [], c: [] }, time =>
      time < 20 * second ? group({ containers: [running('a'), running('b'), running('c')] }) : undefined,
    );
    const { lines, ended } = await seen(source, { until: 200 * second });
    assert.ok(ended);
    assert.deepEqual(lines, ['(group)> ── state: running ──', '(group)> ── gone ──']);
  });

  it('says once that Azure cannot be reached, and once that it can', async () => {
    const source = new TestGroup({ a: [{ at: 0, text: 'one' }], b: [{ at: 90_000, text: 'two' }] }, () =>
      group({ containers: [running('a'), running('b')] }),
    );
    const { lines } = await seen(source, { until: 300 * second }, async () => {
      await source.clock.run(start + 10 * second);
      source.failing = new AciError('offline', 'ENOTFOUND');
      await source.clock.run(start + 100 * second);
      source.failing = undefined;
    });
    assert.equal(lines.filter(line => line.includes('── trouble: offline ──')).length, 1, lines.join('\n'));
    assert.equal(lines.filter(line => line.includes('── recovered ──')).length, 1, lines.join('\n'));
    assert.ok(lines.includes('b> two'));
  });

  it('tells how init containers ended and goes on with the others', async () => {
    const done = container({
      name: 'init',
      isInit: true,
      instanceView: {
        restartCount: 0,
        currentState: {
          state: 'Terminated',
          detailStatus: 'Completed',
          exitCode: 0,
          startTime: start - 9000,
          finishTime: start - 8000,
        },
        previousState: undefined,
        events: [],
      },
    });
    const source = new TestGroup(
      { init: [{ at: -8500, text: 'migrated' }], web: [{ at: -5000, text: 'up' }] },
      () => group({ initContainers: [done], containers: [running('web')] }),
    );
    const { lines, ended } = await seen(source);
    assert.equal(ended, false);
    assert.deepEqual(lines, [
      '(group)> ── state: running ──',
      'init> migrated',
      'init> ── ended: Terminated, exit code 0 ──',
      'web> up',
    ]);
  });

  it('asks nothing itself while those who follow the containers ask anyway', async () => {
    const source = new TestGroup({ a: [] }, () => group({ containers: [running('a')] }));
    await seen(source, { until: 300 * second });
    // Without a socket the container's follower asks every ten seconds itself, and the watch rides along.
    assert.ok(source.reads <= 5 * 6 + 4, `${source.reads} reads`);
  });

  it('tells who did what with the group, once, minutes later, and not who only looked', async () => {
    const source = new TestGroup({ app: [] }, () => group({ containers: [running('app')] }));
    let asked = 0;
    const entry = (operation: string, at: number): ActivityEntry => ({
      at: start + at,
      caller: 'ada',
      operation: `Microsoft.ContainerInstance/containerGroups/${operation}`,
      status: 'succeeded',
      detail: '',
    });
    const activity = () => {
      asked += 1;
      const late = asked > 1 ? [entry('restart/action', 30 * second)] : [];
      const looks = entry('containers/attach/action', 0);
      return Promise.resolve([entry('write', -second), looks, ...late]);
    };
    const { lines } = await seen(Object.assign(source, { activity }), { until: 200 * second });
    assert.deepEqual(
      lines.filter(line => line.includes('ada')),
      [
        '(group)> ── ada: Microsoft.ContainerInstance/containerGroups/write ──',
        '(group)> ── ada: Microsoft.ContainerInstance/containerGroups/restart/action ──',
      ],
    );
    assert.equal(asked, 2);
  });

  it('goes on where the activity log may not be read', async () => {
    const source = new TestGroup({ app: [{ at: 5 * second, text: 'hello' }] }, () =>
      group({ containers: [running('app')] }),
    );
    const activity = () => Promise.reject(new AciError('forbidden', 'no'));
    const { lines } = await seen(Object.assign(source, { activity }), { until: 30 * second });
    assert.ok(lines.includes('app> hello'), lines.join('\n'));
    assert.ok(!lines.some(line => line.includes('trouble')));
  });
});
