import assert from 'node:assert/strict';
import { billingPeriod, isBillingOver, spentIn } from '../../../src/core/cost/billingPeriod.ts';
import type {
  ContainerEvent,
  ContainerInstanceView,
  ContainerState,
} from '../../../src/core/model/containerGroup.ts';
import { container, group } from '../sampleGroups.ts';

/** Minutes after eight. */
const at = (minutes: number) => Date.UTC(2026, 0, 5, 8, minutes);

const event = (
  name: string,
  first: number,
  last = first,
  count = first === last ? 1 : 2,
): ContainerEvent => ({
  name,
  message: name === 'Killing' ? 'Killing container app (platform initiated).' : name,
  type: 'Normal',
  count,
  firstTimestamp: at(first),
  lastTimestamp: at(last),
});

const running = (minutes: number): ContainerState => ({
  state: 'Running',
  detailStatus: '',
  startTime: at(minutes),
});

const terminated = (start: number, finish: number): ContainerState => ({
  state: 'Terminated',
  detailStatus: 'Completed',
  startTime: at(start),
  finishTime: at(finish),
  exitCode: 0,
});

const containerWith = (view: Partial<ContainerInstanceView>, name = 'app') =>
  container({
    name,
    instanceView: {
      restartCount: 0,
      currentState: undefined,
      previousState: undefined,
      events: [],
      ...view,
    },
  });

describe('For how long a group is billed', () => {
  it('begins with the first pull of any of its containers', () => {
    const app = containerWith({
      currentState: running(6),
      events: [event('Pulling', 4), event('Pulled', 5), event('Started', 6)],
    });
    const init = containerWith(
      { currentState: terminated(3, 4), events: [event('Pulling', 2), event('Started', 3)] },
      'init',
    );
    assert.deepEqual(billingPeriod(group({ containers: [app], initContainers: [init] })), {
      from: at(2),
      until: undefined,
      isWhole: true,
    });
  });

  it('is not begun anew by restarts of a container', () => {
    const app = containerWith({
      restartCount: 2,
      currentState: running(30),
      previousState: terminated(20, 29),
      events: [event('Pulling', 1, 29, 3), event('Pulled', 2, 30, 3), event('Started', 3, 30, 3)],
    });
    assert.deepEqual(billingPeriod(group({ containers: [app] })), {
      from: at(1),
      until: undefined,
      isWhole: true,
    });
  });

  it('goes on between two attempts of a crash loop', () => {
    const app = containerWith({
      restartCount: 1,
      currentState: { state: 'Waiting', detailStatus: 'CrashLoopBackOff: Back-off 10s restarting failed' },
      previousState: terminated(8, 9),
      events: [event('Pulling', 1), event('Started', 2, 8)],
    });
    assert.deepEqual(billingPeriod(group({ containers: [app] })), {
      from: at(1),
      until: undefined,
      isWhole: true,
    });
  });

  it('begins anew when the group is restarted', () => {
    const app = containerWith({
      currentState: running(41),
      events: [event('Pulling', 1), event('Started', 2, 41), event('Killing', 40)],
    });
    assert.deepEqual(billingPeriod(group({ containers: [app] })), {
      from: at(41),
      until: undefined,
      isWhole: true,
    });
  });

  it('begins anew when the group is started again, with a new pull', () => {
    const app = containerWith({
      currentState: running(52),
      events: [
        event('Pulling', 1, 50),
        event('Pulled', 2, 51),
        event('Started', 2, 52),
        event('Killing', 40),
      ],
    });
    assert.deepEqual(billingPeriod(group({ containers: [app] })), {
      from: at(50),
      until: undefined,
      isWhole: true,
    });
  });

  it('leaves out former runs that nothing but their count tells of', () => {
    // It was between two attempts when the group was stopped: there was nothing to kill.
    const app = containerWith({
      currentState: running(52),
      events: [event('Pulling', 1, 50), event('Started', 2, 52)],
    });
    assert.deepEqual(billingPeriod(group({ containers: [app] })), {
      from: at(50),
      until: undefined,
      isWhole: true,
    });
  });

  it('is known from some time on only, where restarts hide when the group was started again', () => {
    const app = containerWith({
      restartCount: 1,
      currentState: running(58),
      previousState: terminated(52, 57),
      events: [event('Pulling', 1, 58, 3), event('Started', 2, 58, 3), event('Killing', 40)],
    });
    assert.deepEqual(billingPeriod(group({ containers: [app] })), {
      from: at(52),
      until: undefined,
      isWhole: false,
    });
  });

  it('is known from some time on only, where Azure tells of no pull', () => {
    assert.deepEqual(billingPeriod(group({ containers: [containerWith({ currentState: running(5) })] })), {
      from: at(5),
      until: undefined,
      isWhole: false,
    });
  });

  it('ends when the last container has ended', () => {
    const done = (name: string, finish: number) =>
      containerWith(
        { currentState: terminated(2, finish), events: [event('Pulling', 1), event('Started', 2)] },
        name,
      );
    const ended = group({ state: 'Succeeded', containers: [done('a', 10), done('b', 20)] });
    assert.ok(isBillingOver(ended));
    assert.deepEqual(billingPeriod(ended), { from: at(1), until: at(20), isWhole: true });
  });

  it('goes on while one of several containers runs', () => {
    const done = containerWith(
      { currentState: terminated(2, 3), events: [event('Pulling', 1), event('Started', 2)] },
      'done',
    );
    const busy = containerWith(
      { currentState: running(2), events: [event('Pulling', 1), event('Started', 2)] },
      'busy',
    );
    for (const provisioningState of ['Succeeded', 'Unhealthy']) {
      const half = group({ provisioningState, containers: [done, busy] });
      assert.ok(!isBillingOver(half));
      assert.equal(billingPeriod(half)?.until, undefined);
    }
  });

  it('ends when the group is stopped, and the stop is no new beginning', () => {
    const app = containerWith({
      currentState: { state: 'Terminated', detailStatus: 'Stopped per client request', finishTime: at(40) },
      events: [event('Pulling', 1), event('Started', 2), event('Killing', 40)],
    });
    assert.deepEqual(billingPeriod(group({ state: 'Stopped', containers: [app] })), {
      from: at(1),
      until: at(40),
      isWhole: true,
    });
  });

  it('takes a container that ended by itself, or was unhealthy, for no stop of the group', () => {
    const killed = (message: string) => ({ ...event('Killing', 10), message });
    for (const message of [
      'Container app terminated with ExitCode 2.',
      'Container app failed liveness probe, will be restarted',
    ]) {
      const app = containerWith({
        restartCount: 1,
        currentState: running(11),
        events: [event('Pulling', 1), event('Started', 2, 11), killed(message)],
      });
      assert.equal(billingPeriod(group({ containers: [app] }))?.from, at(1));
    }
  });

  it('is not known without an instance view, or without the end of what has ended', () => {
    const listed = container({ instanceView: undefined });
    assert.equal(billingPeriod(group({ state: undefined, containers: [listed] })), undefined);
    assert.equal(billingPeriod(group({ state: 'Stopped', containers: [containerWith({})] })), undefined);
  });
});

describe('What was spent', () => {
  it('is the rate for the time since the beginning, until the end', () => {
    const open = { from: at(0), until: undefined, isWhole: true };
    assert.equal(spentIn(open, 0.12, at(90)), 0.18);
    assert.equal(spentIn({ ...open, until: at(30) }, 0.12, at(90)), 0.06);
  });

  it('is nothing, not less, where this clock is behind', () => {
    assert.equal(spentIn({ from: at(5), until: undefined, isWhole: true }, 0.12, at(0)), 0);
  });
});
