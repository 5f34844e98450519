import assert from 'node:assert/strict';
import type { GroupRef } from '../../../src/core/model/containerGroup.ts';
import { parseJob } from '../../../src/core/jobs/jobDefinition.ts';
import type { DeleteWhenDone } from '../../../src/core/jobs/jobDefinition.ts';
import { jobGroupDocument, jobTag } from '../../../src/core/jobs/jobGroup.ts';
import { AciError, type ErrorKind } from '../../../src/core/errors.ts';
import { waitForCompletion } from '../../../src/core/waitForCompletion.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import type { JobDeps } from '../../../src/ui/jobs/jobDeps.ts';
import { PendingJobs } from '../../../src/ui/jobs/pendingJobs.ts';
import { type Job, jobRequirements, createJobRun, runJob } from '../../../src/ui/jobs/runJob.ts';
import { preflightOf } from '../preflight/preflightOf.ts';
import { TestClock } from '../../testClock.ts';
import { openCreateFixture, type CreateFixture } from '../create/createFixture.ts';

describe('Running a container job', () => {
  let world: CreateFixture;
  let deps: JobDeps;
  let text: string;
  before(async () => {
    world = await openCreateFixture();
  });
  after(() => world.close());
  beforeEach(() => {
    text = '';
    world.pass(60_000); // a name of its own for each test's group
    // The signs of life of its window stand still: that clock moves by itself.
    const jobs = new PendingJobs(world.memory, new TestClock(), 'window');
    const { aci, clock, preflight } = world.deps({} as Parameters<CreateFixture['deps']>[0]);
    deps = { aci, clock, jobs, preflight, refreshGroup: () => undefined };
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
    reportStep: () => undefined,
  });
  const run = (what: Job, into: Parameters<typeof runJob>[2], signal: AbortSignal) =>
    runJob(deps, createJobRun(deps, what), into, signal);
  const exists = (ref: GroupRef) =>
    world.aci.getGroup(ref, neverAborts()).then(
      () => true,
      () => false,
    );

  it('needs the rights to make its group, and to use the identity that pulls', () => {
    const identity = `/subscriptions/${development}/resourceGroups/rg-playground/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-puller`;
    const plain = job('true', 'always');
    const pulling = { ...plain.definition, pullAs: { server: 'acr.azurecr.io', identity } };
    const needs = jobRequirements(createJobRun(deps, { ...plain, definition: pulling }));
    assert.deepEqual(
      needs.map(({ operation, name }) => `${operation} ${name}`),
      ['create rg-playground', 'useIdentity id-puller'],
    );
  });

  it('brings its log and exit code 0, and deletes the group of a success', async () => {
    const end = await run(job(`sh -c "echo hello"`, 'onSuccess'), output(), neverAborts());
    assert.equal(end.exitCode, 0);
    assert.match(text, /^hello$/m);
    assert.equal(await exists(end.ref), false);
    assert.deepEqual(deps.jobs.all, []);
  });

  it('tells exit code 3, and keeps the tagged group of a failure that only a success would delete', async () => {
    const end = await run(job(`sh -c "echo oh; exit 3"`, 'onSuccess'), output(), neverAborts());
    assert.equal(end.exitCode, 3);
    assert.equal(end.group, 'kept');
    const group = await world.aci.getGroup(end.ref, neverAborts());
    assert.equal(group.restartPolicy, 'Never');
    assert.ok(Date.parse(group.tags[jobTag] ?? '') > 0);
    assert.deepEqual(deps.jobs.all, []);
  });

  it('deletes the group of a failure where it is always to go', async () => {
    const end = await run(job(`sh -c "exit 3"`, 'always'), output(), neverAborts());
    assert.equal(end.exitCode, 3);
    assert.equal(await exists(end.ref), false);
  });

  it('stops and deletes when it is called off, whatever was wanted', async () => {
    const life = new AbortController();
    let ref: GroupRef | undefined;
    const calledOff = output(all => {
      ref ??= deps.jobs.all[0]?.ref;
      if (/^working$/m.test(all)) life.abort();
    });
    const running = run(job(`sh -c "echo working; sleep 100000"`, 'never'), calledOff, life.signal);
    await assert.rejects(running, { name: 'AbortError' });
    assert.ok(ref);
    assert.equal(await exists(ref), false);
    assert.deepEqual(deps.jobs.all, []);
  });

  it('says that it stops as soon as it is called off, even while the group is being created', async () => {
    const life = new AbortController();
    const running = run(job('', 'never'), output(), life.signal);
    life.abort();
    assert.match(text, /── stopping: deleting the container group "alpine-\S+" ──\n$/);
    await assert.rejects(running, { name: 'AbortError' });
    assert.deepEqual(deps.jobs.all, []);
  });

  it('goes by the same name in its output, in its end and in Azure', async () => {
    const planned = createJobRun(deps, job('', 'never'));
    world.pass(5_000);
    const end = await runJob(deps, planned, output(), neverAborts());
    assert.deepEqual(end.ref, planned.ref);
    assert.ok(await exists(planned.ref));
    assert.match(text, new RegExp(`the container group "${planned.ref.name}" is kept`));
  });

  describe('that does not come to its end', () => {
    /** Azure takes the group and then breaks off: nothing in the error tells that it exists. */
    const breaksOff = (kind: ErrorKind, afterwards: JobDeps['aci']['getGroup'] | undefined): JobDeps => {
      let isSent = false;
      return {
        ...deps,
        aci: {
          ...deps.aci,
          getGroup: (ref, signal) =>
            isSent && afterwards ? afterwards(ref, signal) : deps.aci.getGroup(ref, signal),
          async *putGroup(ref, document, signal) {
            for await (const progress of deps.aci.putGroup(ref, document, signal)) {
              yield progress;
              break;
            }
            isSent = true;
            throw new AciError(kind, 'It broke off.');
          },
        },
      };
    };

    it('has left nothing where Azure refuses the group', async () => {
      const { policies } = world.emulator.arm.switches;
      policies.push({ name: 'not-in-the-east', deniedLocations: ['eastus'] });
      const end = await run(job('', 'never'), output(), neverAborts());
      policies.pop();
      assert.equal(end.error?.kind, 'policy');
      assert.equal(end.group, 'gone');
      assert.deepEqual(deps.jobs.all, []);
    });

    it('leaves a group alone that has its name and is not its own', async () => {
      const planned = createJobRun(deps, job('', 'always'));
      const theirs = jobGroupDocument(planned.job.definition, {
        ...{ ref: planned.ref, location: 'eastus', begun: planned.begun - 1 },
      });
      await waitForCompletion(world.aci.putGroup(planned.ref, theirs, neverAborts()));
      const end = await runJob(deps, planned, output(), neverAborts());
      assert.equal(end.error?.kind, 'nameTaken');
      assert.equal(end.group, 'gone');
      assert.ok(await exists(planned.ref));
    });

    it('has a group all the same where it asks and finds its own', async () => {
      const broken = breaksOff('forbidden', undefined);
      const end = await runJob(broken, createJobRun(broken, job('', 'onSuccess')), output(), neverAborts());
      assert.equal(end.error?.kind, 'forbidden');
      assert.equal(end.group, 'kept');
      assert.match(text, /is kept ──\n$/);
    });

    it('stays remembered where nobody can say whether its group is there', async () => {
      const broken = breaksOff('offline', () => Promise.reject(new AciError('offline', 'No network.')));
      const end = await runJob(broken, createJobRun(broken, job('', 'onSuccess')), output(), neverAborts());
      assert.equal(end.group, 'unknown');
      assert.match(text, /may be left: the next start of VS Code offers to delete it ──\n$/);
      assert.deepEqual(
        deps.jobs.all.map(({ ref }) => ref),
        [end.ref],
      );
      await deps.jobs.remove(end.ref);
    });
  });

  it('does not run where it does not fit, and says why; nothing is made', async () => {
    const { switches } = world.emulator.arm;
    const cores = switches.coresPerRegion;
    switches.coresPerRegion = 0;
    try {
      const end = await run(job('true', 'always'), output(), neverAborts());
      assert.equal(end.error?.kind, 'doesNotFit');
      assert.match(end.error.message, /^The group needs 1 vCPU, .* "Standard Cores" in "eastus"/);
      assert.ok(!(await exists(end.ref)));
    } finally {
      switches.coresPerRegion = cores;
    }
  });

  it('tells in its log what may stand in the way, and runs all the same', async () => {
    const inspectImage = () => Promise.resolve({ kind: 'denied' } as const);
    deps = { ...deps, preflight: preflightOf(world.aci, { inspectImage }) };
    const end = await run(job('true', 'always'), output(), neverAborts());
    assert.equal(end.exitCode, 0);
    assert.match(text, /── .*does not give out "alpine"/);
  });
});
