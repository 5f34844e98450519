/** What the extension makes of several requests: a creation as the wizard sends it, a command, a job. */
import assert from 'node:assert/strict';
import { parseJob } from '../../src/core/jobs/jobDefinition.ts';
import type { RawContainerGroup } from '../../src/core/model/containerGroup.ts';
import { recreateGroup } from '../../src/core/document/recreateGroup.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { createGroup } from '../../src/ui/create/createGroup.ts';
import type { JobDeps } from '../../src/ui/jobs/jobDeps.ts';
import { PendingJobs } from '../../src/ui/jobs/pendingJobs.ts';
import { type JobEnd, runJob } from '../../src/ui/jobs/runJob.ts';
import { runInContainer } from '../../src/ui/terminal/runInContainer.ts';
import { collect } from '../collect.ts';
import { preflightOf } from '../ui/preflight/preflightOf.ts';
import { TestClock } from '../testClock.ts';
import { type FaultOperation, stateOf } from './faultOperation.ts';
import { InMemoryState } from '../ui/create/createFixture.ts';
import { lines, type CaseContext } from './faultFixture.ts';

/** A group as the wizard may send it. */
const document: RawContainerGroup = {
  apiVersion: '2023-05-01',
  body: {
    location: 'westeurope',
    properties: {
      osType: 'Linux',
      containers: [
        {
          name: 'app',
          properties: {
            image: 'mcr.microsoft.com/azuredocs/aci-helloworld:latest',
            resources: { requests: { cpu: 1, memoryInGB: 1 } },
          },
        },
      ],
    },
  },
};

interface Ran {
  readonly end: JobEnd;
  readonly text: string;
  readonly remembered: number;
}

export const flowOperations: readonly FaultOperation[] = [
  {
    name: 'create a group as the wizard does',
    testGroup: 'none',
    writes: true,
    resourceGroup: 'new',
    changes: 3, // the resource group, the right to pull, the group
    async run({ aci, testGroup, fixture, signal }) {
      const resourceGroup = { name: testGroup.resourceGroup, location: 'westeurope', isNew: true };
      const { identity, registry } = fixture;
      const pullRole = { identity, registry };
      const order = { ref: testGroup, resourceGroup, document, leftover: false, pullRole };
      const stages = await collect(createGroup(aci, order, signal));
      return stages.map(({ kind }) => kind);
    },
    verify: async (answer, { testGroup, fixture }, faultFreeAzure) => {
      assert.ok((answer as readonly string[]).includes('group'));
      assert.equal(await stateOf(faultFreeAzure, testGroup), 'running');
      const scope = { cloud: 'emulator' as const, id: fixture.registry.id };
      const held = await faultFreeAzure.access.assignments(scope, neverAborts());
      assert.ok(held.some(({ principalId }) => principalId === fixture.identity.principalId));
    },
  },
  {
    name: 'delete a group and create it anew',
    testGroup: 'running',
    writes: true,
    changes: 2, // deleted and made
    async run({ aci, clock, testGroup, signal }) {
      const steps = await collect(recreateGroup({ aci, clock }, testGroup, document, signal));
      return steps.filter(step => typeof step === 'string');
    },
    verify: async (answer, { testGroup }, faultFreeAzure) => {
      assert.equal((answer as readonly string[]).at(-1), 'deleted');
      assert.equal(await stateOf(faultFreeAzure, testGroup), 'running');
    },
  },
  {
    name: 'run a command in a container',
    testGroup: 'running',
    sockets: 'exec',
    async run({ aci, container, clock, signal }) {
      let text = '';
      const append = (more: string) => (text += more);
      const around = { aci, clock, append, nonce: 'n0nce' };
      await runInContainer({ ref: container, os: 'Linux' }, 'echo $((40 + 2))', around, signal);
      return text;
    },
    verify: (answer, { signal }) => {
      const [, ...shown] = String(answer).trimEnd().split('\n');
      const [last = '', ...before] = shown.reverse();
      assert.match(last, /^── .* ──$/, 'it says how it ended');
      if (last === '── exit code 0 ──') assert.deepEqual(before, ['42']);
      else assert.match(last, signal.aborted ? /interrupted/ : /not known|ended at once/);
      return Promise.resolve();
    },
  },
  {
    name: 'run a job',
    testGroup: 'none',
    writes: true,
    sockets: 'follow',
    changes: 2, // made and deleted
    run: runToItsEnd,
    verify: async (answer, { testGroup, signal }, faultFreeAzure) => {
      const { end, text, remembered } = answer as Ran;
      const truth = await stateOf(faultFreeAzure, testGroup);
      if (end.group === 'gone') assert.equal(truth, 'gone');
      if (end.group === 'kept') assert.notEqual(truth, 'gone');
      // Whatever may be left is offered to be cleaned up.
      assert.equal(remembered, end.group === 'unknown' ? 1 : 0);
      if (end.error) return;
      assert.equal(end.exitCode, 0);
      const printed = text.split('\n').filter(line => line.startsWith('line '));
      const isMarked = text.includes('may be missing');
      assert.ok(isMarked || signal.aborted || printed.join() === lines.join(), text);
    },
  },
];

async function runToItsEnd({ aci, testGroup, clock, signal }: CaseContext): Promise<Ran> {
  let text = '';
  // Its signs of life stand still.
  const jobs = new PendingJobs(new InMemoryState(), new TestClock(), 'window');
  const deps: JobDeps = { aci, clock, jobs, preflight: preflightOf(aci), refreshGroup: () => undefined };
  const variables = { LINES: String(lines.length), LINES_PER_SECOND: '2' };
  const parsed = parseJob({ image: 'test/chatty', env: variables }, () => undefined);
  assert.ok('definition' in parsed);
  const { cloud, subscriptionId, resourceGroup: name } = testGroup;
  const location = 'westeurope';
  const place = { cloud, subscriptionId, location, resourceGroup: { name, location, isNew: false } };
  const job = { definition: parsed.definition, place, deleteWhenDone: 'always' as const };
  const output = { write: (more: string) => (text += more), reportStep: () => undefined };
  const end = await runJob(deps, { job, ref: testGroup, begun: clock.now() }, output, signal);
  return { end, text, remembered: jobs.all.length };
}
