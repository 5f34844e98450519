import assert from 'node:assert/strict';
import { analytics, development, production } from '../../../src/emulator/seed/contoso.ts';
import { runJobWizard, type LastJob, initialJobDraft } from '../../../src/ui/jobs/jobWizard.ts';
import { openCreateFixture, type CreateFixture } from '../create/createFixture.ts';
import { enter, type PromptAnswer, ScriptedPrompt, pick, type } from '../shared/scriptedPrompt.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';

const signal = neverAborts();

describe('The wizard for a container job', () => {
  let world: CreateFixture;
  before(async () => {
    world = await openCreateFixture();
  });
  after(() => world.close());

  async function ask(last: LastJob, ...moves: readonly PromptAnswer[]) {
    const person = new ScriptedPrompt(...moves);
    const subscriptions = await world.context.subscriptions(signal);
    const asked = await runJobWizard(world.context, initialJobDraft('emulator', subscriptions, last), person);
    assert.deepEqual(person.left, []);
    assert.ok(asked);
    return { ...asked, person };
  }

  it('asks for the place, the image, its size, command and variables, and sends nothing', async () => {
    world.changes();
    const { job, last, person } = await ask(
      {},
      ...[pick('Contoso Development'), pick('rg-playground'), pick('Public image'), type('alpine:3')],
      ...[pick('1.5 GB'), type('sh -c "exit 3"'), pick('No variables')],
    );
    const { subscriptionId, resourceGroup, location } = job.place;
    assert.deepEqual(
      [subscriptionId, resourceGroup.name, location],
      [development, 'rg-playground', 'eastus'],
    );
    assert.equal(job.definition.image, 'alpine:3');
    assert.deepEqual(job.definition.command, ['sh', '-c', 'exit 3']);
    assert.ok(person.seen.every(({ title }) => title.startsWith('Run container job: ')));
    assert.deepEqual(world.changes(), []);
    assert.deepEqual([last.image, last.resourceGroup], ['alpine:3', 'rg-playground']);
  });

  it('says what each size costs where the resource group is', async () => {
    const { person } = await ask(
      {},
      ...[pick('Contoso Development'), pick('rg-playground'), pick('Public image'), type('alpine:3')],
      ...[pick('1.5 GB'), enter, pick('No variables')],
    );
    const sizes = person.seen.find(({ title }) => title.endsWith('CPU and memory'));
    assert.ok(sizes?.details?.includes('$0.0472 per hour, $34.44 per month'));
  });

  it('offers what was answered the last time', async () => {
    const { job } = await ask(
      {
        ...{ subscriptionId: analytics, resourceGroup: 'rg-jobs', image: 'busybox', command: ['echo', 'hi'] },
        size: { cpu: 2, memoryInGB: 4 },
      },
      ...[pick('Contoso Analytics'), pick('rg-jobs'), pick('Public image'), enter],
      ...[pick('2 vCPU'), enter, pick('No variables')],
    );
    assert.equal(job.definition.image, 'busybox');
    assert.deepEqual(job.definition.command, ['echo', 'hi']);
    assert.deepEqual(job.definition.size, { cpu: 2, memoryInGB: 4 });
  });

  it('takes an image of an Azure Container Registry with its admin user, and remembers no secret', async () => {
    const { job, last } = await ask(
      {},
      ...[pick('Contoso Production'), pick('rg-payments-prod'), pick('Azure Container Registry')],
      ...[pick('payments/worker'), pick('3.1.1'), pick('Admin user'), pick('1.5 GB'), enter],
      pick('No variables'),
    );
    const registry = world.emulator.registries.all.find(({ name }) => name === 'contosoprod');
    assert.ok(registry);
    assert.deepEqual(job.definition.credential, {
      ...{ server: registry.loginServer, username: 'contosoprod', password: registry.passwords[0] },
    });
    assert.equal(job.definition.image, `${registry.loginServer}/payments/worker:3.1.1`);
    assert.deepEqual(last, {
      ...{ subscriptionId: production, resourceGroup: 'rg-payments-prod', command: [] },
      size: { cpu: 1, memoryInGB: 1.5 },
    });
  });

  it('takes an image of another private registry with user and password', async () => {
    const { job, last } = await ask(
      {},
      ...[pick('Contoso Development'), pick('rg-playground'), pick('Other private registry')],
      ...[type('ghcr.io'), type('team/app:1'), type('ada'), type('s3cret'), pick('1.5 GB'), enter],
      pick('No variables'),
    );
    assert.equal(job.definition.image, 'ghcr.io/team/app:1');
    assert.deepEqual(job.definition.credential, { server: 'ghcr.io', username: 'ada', password: 's3cret' });
    assert.doesNotMatch(JSON.stringify(last), /s3cret|ada/);
  });
});
