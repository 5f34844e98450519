import assert from 'node:assert/strict';
import type {
  Deployment,
  DeploymentOperation,
  DeploymentRef,
} from '../../../src/core/deployments/deploymentsApi.ts';
import { followDeployment } from '../../../src/core/deployments/progress.ts';
import { AciError } from '../../../src/core/errors.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { collect } from '../../collect.ts';
import { TestClock } from '../../testClock.ts';

const ref: DeploymentRef = { cloud: 'azure', subscriptionId: 's', resourceGroup: 'r', name: 'dep' };

function deployment(state: string): Deployment {
  return {
    ref,
    state,
    timestamp: 0,
    duration: 0,
    parameters: {},
    outputs: [],
    outputResources: [],
    validatedResources: [],
    resourceTypes: [],
  };
}

/** Answers `states` in turn; an error is thrown. */
function azure(...states: (string | AciError)[]) {
  const asked: string[] = [];
  return {
    asked,
    get: () => {
      const state = states.shift() ?? 'Running';
      asked.push(typeof state === 'string' ? state : 'failure');
      return typeof state === 'string' ? Promise.resolve(deployment(state)) : Promise.reject(state);
    },
    operations: (): Promise<readonly DeploymentOperation[]> => {
      asked.push('operations');
      return Promise.resolve([]);
    },
  };
}

describe('Following a deployment', () => {
  const signal = neverAborts();

  it('ends with its end, whose operations are read after it', async () => {
    const api = azure('Accepted', 'Running', 'Failed');
    const clock = new TestClock(10_000);
    const seen = await collect(followDeployment(api, ref, clock, signal));
    assert.deepEqual(
      seen.map(each => each.deployment.state),
      ['Accepted', 'Running', 'Failed'],
    );
    assert.deepEqual(api.asked.slice(-2), ['Failed', 'operations']);
    assert.deepEqual(clock.slept, [1_000, 2_000]);
  });

  it('looks ever more seldom, but at least every ten seconds', async () => {
    const clock = new TestClock(10_000);
    const states = Array.from({ length: 12 }, () => 'Running');
    await collect(followDeployment(azure(...states, 'Succeeded'), ref, clock, signal));
    assert.deepEqual(
      clock.slept.toSorted((a, b) => a - b),
      clock.slept,
    );
    assert.equal(clock.slept.at(-1), 10_000);
  });

  it('asks nothing any more when nobody looks', async () => {
    const api = azure('Running', 'Running');
    const clock = new TestClock();
    for await (const { deployment: seen } of followDeployment(api, ref, clock, signal)) {
      assert.equal(seen.state, 'Running');
      break;
    }
    assert.deepEqual(api.asked, ['Running', 'operations']);
    assert.equal(clock.sleeping, 0);
  });

  it('waits out that Azure cannot be reached, for ten minutes', async () => {
    const offline = new AciError('offline', 'No connection.');
    const seen = await collect(
      followDeployment(azure(offline, offline, 'Canceled'), ref, new TestClock(10_000), signal),
    );
    assert.equal(seen.length, 1);
    const forever = Array.from({ length: 100 }, () => offline);
    const clock = new TestClock(10_000);
    const begun = clock.now();
    await assert.rejects(collect(followDeployment(azure(...forever), ref, clock, signal)), offline);
    assert.ok(clock.now() - begun < 700_000);
  });

  it('does without operations that may not be read', async () => {
    const api = {
      ...azure('Succeeded'),
      operations: () => Promise.reject(new AciError('forbidden', 'No right.')),
    };
    const [seen] = await collect(followDeployment(api, ref, new TestClock(), signal));
    assert.deepEqual(seen?.operations, []);
  });

  it('throws what else goes wrong, and ends when it is aborted', async () => {
    const gone = new AciError('notFound', 'Gone.');
    await assert.rejects(collect(followDeployment(azure(gone), ref, new TestClock(), signal)), gone);
    const controller = new AbortController();
    const clock = new TestClock();
    const following = collect(followDeployment(azure(), ref, clock, controller.signal));
    await clock.asleepFor(1_000);
    controller.abort();
    await assert.rejects(following, { name: 'AbortError' });
  });
});
