import assert from 'node:assert/strict';
import { AciError } from '../../../src/core/errors.ts';
import { parseJob } from '../../../src/core/jobs/jobDefinition.ts';
import { jobGroupDocument } from '../../../src/core/jobs/jobGroup.ts';
import type { GroupRef } from '../../../src/core/model/containerGroup.ts';
import { waitForCompletion } from '../../../src/core/waitForCompletion.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import { findLeftoverJobs } from '../../../src/ui/jobs/findLeftoverJobs.ts';
import { heartbeatTimeout, PendingJobs } from '../../../src/ui/jobs/pendingJobs.ts';
import { TestClock } from '../../testClock.ts';
import { InMemoryState, openCreateFixture, type CreateFixture } from '../create/createFixture.ts';

const begun = Date.UTC(2026, 0, 5);

describe('The groups of jobs whose window was closed', () => {
  let world: CreateFixture;
  let memory: InMemoryState;
  let clock: TestClock;
  before(async () => {
    world = await openCreateFixture();
    await create('job');
  });
  after(() => world.close());
  beforeEach(() => {
    memory = new InMemoryState();
    clock = new TestClock();
  });

  const ref = (name: string): GroupRef => ({
    ...{ cloud: 'emulator', subscriptionId: development, resourceGroup: 'rg-playground', name },
  });
  async function create(name: string): Promise<void> {
    const parsed = parseJob({ image: 'nginx' }, () => undefined);
    assert.ok('definition' in parsed);
    const document = jobGroupDocument(parsed.definition, { ref: ref(name), location: 'eastus', begun });
    await waitForCompletion(world.aci.putGroup(ref(name), document, neverAborts()));
  }
  const jobsOf = (window: string) => new PendingJobs(memory, clock, window);
  /** What a window that is loaded now finds. */
  async function found(window: string, aci: Pick<CreateFixture['aci'], 'getGroup'> = world.aci) {
    const jobs = jobsOf(window);
    const errors: string[] = [];
    const deps = { aci: { ...world.aci, getGroup: aci.getGroup.bind(aci) }, clock, jobs };
    const left = await findLeftoverJobs(deps, 'emulator', jobs.all, (_, { kind }) => errors.push(kind));
    return { names: left.map(job => job.ref.name), errors };
  }
  const remembered = () => jobsOf('').all.map(job => job.ref.name);

  it('are found at once by the window that is loaded anew', async () => {
    await jobsOf('file:///a').add(ref('job'), begun);
    assert.deepEqual(await found('file:///a'), { names: ['job'], errors: [] });
    assert.deepEqual(clock.slept, []);
    assert.deepEqual(remembered(), ['job']);
  });

  it('are found by another window as soon as theirs is silent for half a minute', async () => {
    for (const window of ['file:///b', '']) {
      await jobsOf(window === '' ? '' : 'file:///a').add(ref('job'), begun);
      const finding = found(window);
      await clock.asleepFor(heartbeatTimeout);
      clock.advance(heartbeatTimeout);
      assert.deepEqual((await finding).names, ['job']);
    }
  });

  it('are none while their window gives signs of life', async () => {
    const theirs = jobsOf('file:///a');
    await theirs.add(ref('job'), begun);
    const finding = found('file:///b');
    await clock.asleepFor(heartbeatTimeout);
    clock.advance(heartbeatTimeout - 1);
    await theirs.takeOver(ref('job'));
    clock.advance(1);
    assert.deepEqual((await finding).names, []);
    assert.deepEqual(remembered(), ['job']);
  });

  it('are none of a job that this window has begun meanwhile', async () => {
    const jobs = jobsOf('file:///a');
    const finding = findLeftoverJobs({ aci: world.aci, clock, jobs }, 'emulator', [], () =>
      assert.fail('nothing is asked'),
    );
    await jobs.add(ref('job'), begun);
    assert.deepEqual(await finding, []);
  });

  it('are forgotten where they are gone, or were replaced by another group of that name', async () => {
    await jobsOf('file:///a').add(ref('never-made'), begun);
    await jobsOf('file:///a').add(ref('job'), begun + 1);
    assert.deepEqual(await found('file:///a'), { names: [], errors: [] });
    assert.deepEqual(remembered(), []);
  });

  it('stay remembered where Azure can not be asked, without hiding the others', async () => {
    await jobsOf('file:///a').add(ref('hidden'), begun);
    await jobsOf('file:///a').add(ref('job'), begun);
    const getGroup: CreateFixture['aci']['getGroup'] = (asked, signal) =>
      asked.name === 'hidden'
        ? Promise.reject(new AciError('forbidden', 'No.'))
        : world.aci.getGroup(asked, signal);
    assert.deepEqual(await found('file:///a', { getGroup }), { names: ['job'], errors: ['forbidden'] });
    assert.deepEqual(remembered().sort(), ['hidden', 'job']);
  });

  it('are left alone while another cloud is chosen', async () => {
    await jobsOf('file:///a').add({ ...ref('job'), cloud: 'azure' }, begun);
    assert.deepEqual((await found('file:///a')).names, []);
    assert.deepEqual(remembered(), ['job']);
  });
});
