import assert from 'node:assert/strict';
import type { GroupRef } from '../../../src/core/model.ts';
import { parseJob } from '../../../src/core/job/definition.ts';
import type { DeleteWhenDone } from '../../../src/core/job/definition.ts';
import { jobTag } from '../../../src/core/job/group.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import type { JobDesk } from '../../../src/ui/jobs/desk.ts';
import { RememberedJobs } from '../../../src/ui/jobs/rememberedJobs.ts';
import { type Job, runJob } from '../../../src/ui/jobs/run.ts';
import { TestClock } from '../../azure/testClock.ts';
import { openWorld, t, type World } from '../create/world.ts';

const never = new AbortController().signal;

describe('Running a container job', () => {
  let world: World;
  let desk: JobDesk;
  let text: string;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());
  beforeEach(() => {
    text = '';
    // The signs of life of its window stand still: that clock moves by itself.
    const jobs = new RememberedJobs(world.memory, new TestClock());
    const { aci, clock } = world.desk({} as Parameters<World['desk']>[0]);
    desk = { aci, clock, jobs, t, changed: () => undefined };
  });

  const job = (command: string, deleteWhenDone: DeleteWhenDone): Job => {
    const parsed = parseJob({ image: 'alpine', command }, () => undefined);
    assert.ok('definition' in parsed);
    return {
      definition: parsed.definition,
      place: {
        ...{ cloud: 'emulator', subscriptionId: development, location: 'eastus' },
        resourceGroup: { name: 'rg-playground', location: 'eastus', isNew: false },
      },
      deleteWhenDone,
    };
  };
  const output = (onWrite: (all: string) => void = () => undefined) => ({
    write: (more: string) => onWrite((text += more)),
    step: () => undefined,
  });
  const exists = (ref: GroupRef) =>
    world.aci.getGroup(ref, never).then(
      () => true,
      () => false,
    );

  it('brings its log and exit code 0, and deletes the group of a success', async () => {
    const end = await runJob(desk, job(`sh -c "echo hello"`, 'onSuccess'), output(), never);
    assert.equal(end.exitCode, 0);
    assert.match(text, /^hello$/m);
    assert.equal(await exists(end.ref), false);
    assert.deepEqual(desk.jobs.all, []);
  });

  it('tells exit code 3, and keeps the tagged group of a failure that only a success would delete', async () => {
    const end = await runJob(desk, job(`sh -c "echo oh; exit 3"`, 'onSuccess'), output(), never);
    assert.equal(end.exitCode, 3);
    assert.equal(end.kept, true);
    const group = await world.aci.getGroup(end.ref, never);
    assert.equal(group.restartPolicy, 'Never');
    assert.ok(Date.parse(group.tags[jobTag] ?? '') > 0);
    assert.deepEqual(desk.jobs.all, []);
  });

  it('deletes the group of a failure where it is always to go', async () => {
    const end = await runJob(desk, job(`sh -c "exit 3"`, 'always'), output(), never);
    assert.equal(end.exitCode, 3);
    assert.equal(await exists(end.ref), false);
  });

  it('stops and deletes when it is called off, whatever was wanted', async () => {
    const life = new AbortController();
    let ref: GroupRef | undefined;
    const calledOff = output(all => {
      ref ??= desk.jobs.all[0]?.ref;
      if (/^working$/m.test(all)) life.abort();
    });
    const run = runJob(desk, job(`sh -c "echo working; sleep 100000"`, 'never'), calledOff, life.signal);
    await assert.rejects(run, { name: 'AbortError' });
    assert.ok(ref);
    assert.equal(await exists(ref), false);
    assert.deepEqual(desk.jobs.all, []);
  });
});
