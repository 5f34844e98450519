import assert from 'node:assert/strict';
import { onceTaken } from '../../src/core/onceTaken.ts';

describe('Watching what Azure is asked to do', () => {
  const steps = ['sending', 'taken', 'done'];
  /** Steps that end early only where their signal aborts. */
  async function* work(signal: AbortSignal, begun: string[]) {
    for (const step of steps) {
      signal.throwIfAborted();
      begun.push(step);
      yield await Promise.resolve(step);
    }
  }
  const watch = async (abortAt: string, isTaken: string) => {
    const controller = new AbortController();
    const begun: string[] = [];
    const seen: string[] = [];
    const watching = onceTaken(
      signal => work(signal, begun),
      step => step === isTaken,
      controller.signal,
    );
    if (abortAt === '') controller.abort();
    try {
      for await (const step of watching) {
        seen.push(step);
        if (step === abortAt) controller.abort();
      }
    } catch (error) {
      assert.equal(error, controller.signal.reason);
      seen.push('aborted');
    }
    return { begun, seen };
  };

  it('sends nothing where it is called off before', async () => {
    assert.deepEqual(await watch('', 'taken'), { begun: [], seen: ['aborted'] });
  });

  it('goes on until Azure has taken it, and ends then', async () => {
    assert.deepEqual(await watch('sending', 'taken'), {
      begun: ['sending', 'taken'],
      seen: ['sending', 'taken', 'aborted'],
    });
  });

  it('ends as soon as it is called off once Azure has taken it', async () => {
    assert.deepEqual((await watch('taken', 'taken')).begun, ['sending', 'taken']);
  });

  it('sees everything where nobody calls it off, or what it began is never taken', async () => {
    assert.deepEqual((await watch('never', 'taken')).seen, steps);
    assert.deepEqual((await watch('sending', 'never')).seen, steps);
  });
});
