import assert from 'node:assert/strict';
import {
  asObject,
  eventLines,
  group,
  createRuntimeFixture,
  start,
  states,
  textOf,
} from './runtimeFixture.ts';

/** Start times of a container's runs in seconds after the end of the run before, as far as they show in the states. */
function pauses(script: string, hours: number, step = 100): number[] {
  const { clock, containers } = createRuntimeFixture();
  const running = containers.create(group({ script }));
  const found = new Map<number, number>();
  for (let ms = 0; ms < hours * 3_600_000; ms += step) {
    clock.advance(step);
    const view = running.containerInstanceView('app');
    const current = asObject(view?.['currentState']);
    const previous = asObject(view?.['previousState']);
    if (current?.['state'] === 'Running' && previous)
      found.set(
        Number(view?.['restartCount']),
        (Date.parse(textOf(current['startTime'])) - Date.parse(textOf(previous['finishTime']))) / 1000,
      );
  }
  return [...found.values()];
}

describe('A container that ends again and again', () => {
  it('is restarted almost at once, then after 10, 20, 40 … 300 seconds', () => {
    assert.deepEqual(pauses('sleep 2; exit 1', 0.6), [1, 10, 20, 40, 80, 160, 300, 300, 300, 300, 300, 300]);
  });

  it('is treated the same when it ends well', () => {
    assert.deepEqual(pauses('sleep 2', 0.05), [1, 10, 20, 40, 80]);
  });

  it('starts again with short pauses after it has run for ten minutes', () => {
    assert.deepEqual(pauses('sleep 601; exit 1', 1, 400), [1, 1, 1, 1, 1]);
  });

  it('shows the back-off, the run before and the count, as recorded', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ script: 'sleep 5; exit 1' }));
    clock.advance(20_000);
    assert.equal(running.state, 'Running');
    assert.equal(running.provisioningState, 'Succeeded');
    const view = running.containerInstanceView('app');
    assert.equal(view?.['restartCount'], 1);
    assert.deepEqual(view['currentState'], {
      state: 'Waiting',
      detailStatus: 'CrashLoopBackOff: Back-off 10s restarting failed',
    });
    assert.deepEqual(view['previousState'], {
      state: 'Terminated',
      startTime: '2026-01-05T09:00:13.310Z',
      exitCode: 1,
      finishTime: '2026-01-05T09:00:18.310Z',
      detailStatus: 'Error',
    });
    assert.deepEqual(Object.keys(view), ['restartCount', 'currentState', 'previousState', 'events']);
    assert.deepEqual(eventLines(running.events()).slice(2), [
      '2 Normal Started 7-13: Started container',
      '2 Normal Killing 12-18: Container app terminated with ExitCode 1.',
      '1 Warning BackOff 18-18: Back-off restarting failed container',
    ]);
  });

  it('counts its back-offs', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ script: 'sleep 5; exit 1' }));
    clock.advance(120_000);
    const backOff = running.events().find(e => e['name'] === 'BackOff');
    assert.equal(backOff?.['count'], 4);
  });

  it('is `Completed` before, and has no Killing event, when it ends well', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ script: 'sleep 5' }));
    clock.advance(20_000);
    assert.equal(states(running).before, 'Terminated Completed');
    assert.equal(
      running.events().some(e => e['name'] === 'Killing'),
      false,
    );
  });

  it('keeps the log of its last run until the next begins', () => {
    const { clock, containers } = createRuntimeFixture();
    const running = containers.create(group({ script: 'date +%s; sleep 5; exit 1' }));
    const log = () => Number(running.logs('app', { timestamps: false })) - start / 1000;
    clock.advance(20_000);
    assert.equal(log(), 13, 'waiting: the log of the run that ended');
    clock.advance(10_000);
    assert.equal(log(), 28, 'running: a log of its own');
  });

  it('may be restarted in a `Never` group too, but only after a failure', () => {
    const restarts = (script: string, restartsDespiteNever: number) => {
      const { clock, containers } = createRuntimeFixture({ restartsDespiteNever });
      const running = containers.create(group({ script }, { restartPolicy: 'Never' }));
      clock.advance(600_000);
      return [running.containerInstanceView('app')?.['restartCount'], running.state];
    };
    assert.deepEqual(restarts('sleep 2; exit 1', 2), [2, 'Failed']);
    assert.deepEqual(restarts('sleep 2', 2), [0, 'Succeeded']);
    assert.deepEqual(restarts('sleep 2; exit 1', 0), [0, 'Failed']);
  });

  it('leaves time for others however quick the pace', () => {
    const { clock, containers } = createRuntimeFixture({ pace: 0 });
    const running = containers.create(group({ script: 'exit 1' }));
    clock.advance(1_000);
    const restarts = Number(running.containerInstanceView('app')?.['restartCount']);
    assert.ok(restarts > 50 && restarts <= 100, `${restarts} restarts in a second`);
  });

  for (const [code, seconds] of [
    [1, 3],
    [42, 1],
  ] as const)
    it(`is to be had as an image: exit code ${code} after ${seconds} s`, () => {
      const { clock, containers } = createRuntimeFixture();
      const image = 'mcr.microsoft.com/aci-emulator/crash-loop';
      const env = code === 1 ? {} : { EXIT_CODE: '42', RUN_SECONDS: '1' };
      const running = containers.create(group({ image, env }, { restartPolicy: 'Never' }));
      clock.advance(20_000);
      const state = asObject(running.containerInstanceView('app')?.['currentState']);
      assert.equal(state?.['exitCode'], code);
      assert.equal(
        Date.parse(textOf(state['finishTime'])) - Date.parse(textOf(state['startTime'])),
        seconds * 1000,
      );
      assert.match(running.logs('app', { timestamps: false }) ?? '', /^starting\n[^]*fatal: [^\n]*\n$/);
    });
});
