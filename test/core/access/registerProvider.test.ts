import assert from 'node:assert/strict';
import { AciError } from '../../../src/core/errors.ts';
import { registerProviderAndWait } from '../../../src/core/access/registerProvider.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { TestClock } from '../../testClock.ts';

const signal = neverAborts();

/** A provider that is there `ms` after it was asked for. */
function provider(clock: TestClock, ms: number) {
  let from = Infinity;
  const registered: string[] = [];
  return {
    registered,
    providerState: () => {
      if (clock.now() >= from) return Promise.resolve('Registered');
      return Promise.resolve(from === Infinity ? 'NotRegistered' : 'Registering');
    },
    registerProvider: (id: string) => {
      registered.push(id);
      from = clock.now() + ms;
      return Promise.resolve();
    },
  };
}

describe('Registering the provider', () => {
  it('asks once, and looks ever less often until it is there', async () => {
    const clock = new TestClock(10_000);
    const azure = provider(clock, 45_000);
    const told: string[] = [];
    await registerProviderAndWait(azure, clock, 'S', state => told.push(state), signal);
    assert.deepEqual(azure.registered, ['S']);
    assert.deepEqual(clock.slept, [2_000, 3_000, 5_000, 10_000, 10_000, 10_000, 10_000]);
    assert.deepEqual([told[0], told[1], told.at(-1)], ['NotRegistered', 'Registering', 'Registered']);
  });

  it('asks for nothing where it is there already', async () => {
    const clock = new TestClock();
    const azure = provider(clock, 0);
    await azure.registerProvider('S');
    await registerProviderAndWait(azure, clock, 'S', () => undefined, signal);
    assert.deepEqual(azure.registered, ['S']);
  });

  it('ends its waiting when it is called off', async () => {
    const clock = new TestClock();
    const controller = new AbortController();
    const waiting = registerProviderAndWait(
      provider(clock, 60_000),
      clock,
      'S',
      () => undefined,
      controller.signal,
    );
    await clock.asleepFor(2_000);
    controller.abort();
    await assert.rejects(waiting, { name: 'AbortError' });
  });

  it('tells what Azure refuses', async () => {
    const clock = new TestClock();
    const refused = new AciError('forbidden', 'No.');
    const azure = { ...provider(clock, 0), registerProvider: () => Promise.reject(refused) };
    await assert.rejects(
      registerProviderAndWait(azure, clock, 'S', () => undefined, signal),
      refused,
    );
  });
});
