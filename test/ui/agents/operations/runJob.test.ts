import assert from 'node:assert/strict';
import { development } from '../../../../src/emulator/seed/contoso.ts';
import { neverAborts } from '../../../../src/core/neverAborts.ts';
import { OperationError } from '../../../../src/ui/agents/operationError.ts';
import { runJob } from '../../../../src/ui/agents/operations/runJob.ts';
import { findGroup } from '../../../../src/ui/agents/readGroups.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';

describe('run_job', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());
  beforeEach(() => fixture.world.pass(60_000)); // a name of its own for each job's group
  const job = (script: string, more: object = {}) => ({
    ...{ subscription: development, resourceGroup: 'rg-playground', image: 'alpine' },
    command: ['/bin/sh', '-c', script],
    ...more,
  });
  const exists = async (path: unknown) => {
    const ref = await findGroup(fixture.deps, String(path), neverAborts());
    return fixture.deps.aci.getGroup(ref, neverAborts()).then(
      () => true,
      () => false,
    );
  };

  it('says what runs where, for how much, and what becomes of the group', async () => {
    const environment = [{ name: 'KEY', value: 'very-secret-1', secure: true }];
    const { question, details } = await fixture.plan(runJob, job('echo hi | wc', { environment }));
    assert.equal(question, 'Run a container job with the image "alpine"?');
    const text = details.join('\n');
    assert.match(text, /^Container group: alpine-\d{8}-\d{6}, in eastus$/m);
    assert.match(text, /^Command line: \/bin\/sh -c 'echo hi \| wc'$/m);
    assert.match(text, /^Size: 1 vCPU, 1\.5 GB, Linux$/m);
    assert.match(text, /deleted when it has ended with exit code 0\.$/m);
    assert.match(text, /^Price while it runs: \$\d/m);
    assert.doesNotMatch(text, /very-secret/);
    assert.deepEqual(fixture.world.changes(), []);
  });

  it('answers log and exit code, and the group of a success is gone', async () => {
    const environment = [{ name: 'KEY', value: 'very-secret-1', secure: true }];
    const { text, data } = await fixture.carryOut(
      runJob,
      job('echo "key: $KEY"; echo done', { environment }),
    );
    assert.deepEqual([data['exitCode'], data['restarts'], data['groupIs']], [0, 0, 'gone']);
    assert.equal(data['log'], 'key: ***\ndone');
    assert.match(text, /ended with exit code 0\. Its group is deleted\.\nLog\. Up to the line "END /);
    assert.equal(await exists(data['group']), false);
    assert.ok(fixture.reported.some(message => message.includes('is gone')));
  });

  it('keeps the group of a failure, unless it is always to go', async () => {
    const { data } = await fixture.carryOut(runJob, job('echo oh; exit 3'));
    assert.deepEqual([data['exitCode'], data['groupIs']], [3, 'kept']);
    assert.equal(await exists(data['group']), true);
    fixture.world.pass(60_000);
    const always = await fixture.carryOut(runJob, job('exit 3', { deleteWhenDone: 'always' }));
    assert.equal(await exists(always.data['group']), false);
  });

  it('is stopped, and its group deleted, when it is called off', async () => {
    const plan = await fixture.plan(runJob, job('echo working; sleep 100000', { deleteWhenDone: 'never' }));
    const [, name = ''] = /Container group: (\S+),/.exec(plan.details.join('\n')) ?? [];
    const controller = new AbortController();
    const running = plan.carryOut(controller.signal, message => {
      if (message.includes('Container started')) controller.abort();
    });
    await assert.rejects(running, { name: 'AbortError' });
    assert.equal(await exists(`${development}/rg-playground/${name}`), false);
  });

  it('takes nothing of this machine, and refuses what is no job', async () => {
    for (const [input, pattern] of [
      [{ image: '' }, /"image" must NOT have fewer than 1|image/],
      [{ image: 'a b' }, /image: An image has no spaces/],
      [{ cpu: 0 }, /cpu: Too small/],
      [{ resourceGroup: 'rg-nowhere' }, /is not in the subscription/],
      [{ environment: [{ name: '1', value: '' }] }, /must begin with a letter/],
    ] as const)
      await assert.rejects(fixture.plan(runJob, job('true', input)), (error: unknown) => {
        assert.ok(error instanceof OperationError, String(error));
        assert.match(error.message, pattern);
        return true;
      });
    const environment = [{ name: 'HOME_OF', value: '${env:HOME}' }];
    const { details } = await fixture.plan(runJob, job('true', { environment }));
    assert.ok(details.includes('Variable HOME_OF: ${env:HOME}'));
  });
});
