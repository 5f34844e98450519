import assert from 'node:assert/strict';
import { AciError } from '../../../src/core/errors.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { gatherFacts } from '../../../src/ui/diagnosis/gatherFacts.ts';
import { looping } from '../../core/diagnosis/sampleFacts.ts';
import { container, group } from '../../core/sampleGroups.ts';
import { TestClock } from '../../testClock.ts';

type Deps = Parameters<typeof gatherFacts>[0];

describe('What a diagnosis gathers', () => {
  const asked: string[] = [];
  beforeEach(() => asked.splice(0));

  const nothing = { times: [], series: [] };
  function deps(known: ReturnType<typeof group> | undefined, of: Partial<Deps['aci']> = {}) {
    const clock = new TestClock();
    const aci: Deps['aci'] = {
      readLogs: () => Promise.resolve({ content: 'bye\n', serverTime: 0 }),
      metrics: () => {
        asked.push('metrics');
        return Promise.resolve(nothing);
      },
      activity: () => {
        asked.push('activity');
        return Promise.resolve([]);
      },
      ...of,
    };
    return { aci, clock, ref: group().ref, read: () => Promise.resolve(known) };
  }

  it('is metrics only where they can explain something', async () => {
    await gatherFacts(deps(group({ containers: [looping(1)] })), undefined, neverAborts());
    assert.deepEqual(asked, []);
    const facts = await gatherFacts(deps(group({ containers: [looping(137)] })), undefined, neverAborts());
    assert.deepEqual(asked, ['metrics']);
    assert.equal(facts.metrics, nothing);
  });

  it('is the activity log of a group that is gone', async () => {
    await gatherFacts(deps(undefined), undefined, neverAborts());
    assert.deepEqual(asked, ['activity']);
  });

  it('does without what fails', async () => {
    const metrics = () => Promise.reject(new AciError('forbidden', 'no'));
    const facts = await gatherFacts(deps(group(), { metrics }), undefined, neverAborts());
    assert.equal(facts.metrics, undefined);
    assert.deepEqual(facts.logs.get('app'), ['bye']);
  });

  it('does without what does not come in time, and lets go of it', async () => {
    let given: AbortSignal | undefined;
    const slow = deps(group({ containers: [container()] }), {
      metrics: (_ref, _query, signal) => {
        given = signal;
        return new Promise(() => undefined);
      },
    });
    const gathered = gatherFacts(slow, undefined, neverAborts());
    while (slow.clock.sleeping === 0) await new Promise(setImmediate);
    slow.clock.advance(60_000);
    assert.equal((await gathered).metrics, undefined);
    assert.ok(given?.aborted);
  });
});
