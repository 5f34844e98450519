import assert from 'node:assert/strict';
import { development } from '../../../src/emulator/seed/contoso.ts';
import { deployTemplate } from '../../../src/ui/deploy/deployTemplate.ts';
import { resumeDeployments } from '../../../src/ui/deployments/resumeDeployments.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { type CreateFixture, openCreateFixture } from '../create/createFixture.ts';
import {
  groupResource,
  orderOf,
  RecordingTemplateUi,
  refOfDeployment,
  templateDeps,
  templateOf,
} from './templateFixture.ts';

const storage = {
  type: 'Microsoft.Storage/storageAccounts',
  apiVersion: '2023-01-01',
  name: 'shopdata42',
  location: '[resourceGroup().location]',
  sku: { name: 'Standard_LRS' },
  kind: 'StorageV2',
};

describe('A template that is deployed', () => {
  let world: CreateFixture;
  let ui: RecordingTemplateUi;
  before(async () => {
    world = await openCreateFixture();
  });
  after(() => world.close());
  beforeEach(() => {
    ui = new RecordingTemplateUi();
    world.changes();
  });
  const puts = () => world.changes().filter(change => change.startsWith('PUT'));

  it('is checked and looked at, then sent whole; its groups are shown, its outputs told of', async () => {
    const template = templateOf([storage, groupResource('shop')], {
      outputs: { account: { type: 'string', value: 'shopdata42' } },
    });
    const deps = templateDeps(world, ui);
    await deployTemplate(deps, orderOf('whole', template));
    assert.deepEqual(ui.happened, [
      'Azure checks "whole.json"…',
      'Azure works out what "whole.json" changes…',
      'review',
      'Deploying to rg-playground',
      'succeeded shop',
    ]);
    assert.match(ui.messages.join('\n'), /of 2 resources done\. Creating shop \(container group\)…/);
    assert.deepEqual(
      ui.revealed.map(({ name }) => name),
      ['shop'],
    );
    assert.deepEqual(deps.pendingDeployments.all, []);
    const [sent, ...others] = puts();
    assert.match(sent ?? '', /Microsoft\.Resources\/deployments\/whole$/);
    assert.deepEqual(others, []);
  });

  it('is not sent where the person leaves after looking', async () => {
    ui.answer = 'leave';
    await deployTemplate(templateDeps(world, ui), orderOf('left', templateOf([groupResource('left')])));
    assert.deepEqual(puts(), []);
    assert.equal(ui.happened.at(-1), 'review');
  });

  it('has its resource group made only once that is agreed to, and says where it stays', async () => {
    const resourceGroup = { name: 'rg-fresh', location: 'eastus', isNew: true };
    const ref = { ...refOfDeployment('fresh'), resourceGroup: 'rg-fresh' };
    const order = orderOf('fresh', templateOf([groupResource('fresh')]), {}, { resourceGroup, ref });
    ui.allowsResourceGroup = false;
    await deployTemplate(templateDeps(world, ui), order);
    assert.deepEqual([ui.happened, world.changes()], [['make rg-fresh?'], []]);

    ui = new RecordingTemplateUi();
    ui.answer = 'leave';
    await deployTemplate(templateDeps(world, ui), order);
    assert.deepEqual(puts(), [`PUT /subscriptions/${development}/resourcegroups/rg-fresh`]);
    assert.equal(ui.happened.at(-1), 'Nothing was deployed. The new resource group "rg-fresh" stays.');
  });

  it('is refused by Azure before anything is sent, with the complaint at its line', async () => {
    const template = templateOf([{ ...groupResource('x'), name: "[parameters('missing')]" }]);
    await deployTemplate(templateDeps(world, ui), orderOf('wrong', template));
    assert.deepEqual(ui.happened, ['Azure checks "wrong.json"…', 'Could not deploy "wrong.json"']);
    assert.deepEqual(puts(), []);
    assert.equal(ui.marked.length, 1);
    assert.equal(ui.marked[0]?.armError?.code, 'InvalidTemplate');
  });

  it('may be deployed where Azure checks it but gives no forecast, which is said', async () => {
    world.emulator.server.interceptRequest = ({ url }) =>
      /\/whatIf$/i.test(url.pathname)
        ? {
            status: 403,
            headers: {},
            body: JSON.stringify({ error: { code: 'AuthorizationFailed', message: 'no' } }),
          }
        : undefined;
    try {
      const template = templateOf([groupResource('unforeseen')]);
      await deployTemplate(templateDeps(world, ui), orderOf('unforeseen', template));
    } finally {
      world.emulator.server.interceptRequest = () => undefined;
    }
    const [review] = ui.reviews;
    assert.equal(review?.forecast.kind === 'unknown' && review.forecast.error.kind, 'forbidden');
    assert.equal(review?.validated.validatedResources.length, 1);
    assert.equal(ui.happened.at(-1), 'succeeded unforeseen');
  });

  it('says by the innermost error why it failed, and where', async () => {
    const template = templateOf([groupResource('unpullable', 'mcr.microsoft.com/aci-emulator/unpullable')]);
    await deployTemplate(templateDeps(world, ui), orderOf('failing', template));
    assert.equal(ui.happened.at(-1), 'The deployment "failing" failed (deployment)');
    const [error] = ui.errors;
    assert.doesNotMatch(error?.message ?? '', /At least one resource deployment operation failed/);
    assert.equal(error?.armError?.code, 'DeploymentFailed');
    assert.deepEqual(ui.marked, [error]);
  });

  it('shows what it made before it failed', async () => {
    const broken = groupResource('broken', 'mcr.microsoft.com/aci-emulator/unpullable');
    const template = templateOf([groupResource('made-first'), { ...broken, dependsOn: ['made-first'] }]);
    await deployTemplate(templateDeps(world, ui), orderOf('half', template));
    assert.equal(ui.happened.at(-1), 'The deployment "half" failed (deployment)');
    assert.deepEqual(
      ui.revealed.map(({ name }) => name),
      ['made-first'],
    );
  });

  it('goes on in the background where one keeps it after Cancel', async () => {
    ui.cancelAt = /Creating/;
    ui.answers = ['keep'];
    await deployTemplate(templateDeps(world, ui), orderOf('kept', templateOf([groupResource('kept')])));
    assert.deepEqual(ui.happened.slice(-3), ['Deploying to rg-playground', 'keep', 'succeeded kept']);
  });

  it('is cancelled in Azure where one wants that', async () => {
    ui.cancelAt = /Creating/;
    ui.answers = ['cancel'];
    await deployTemplate(templateDeps(world, ui), orderOf('stopped', templateOf([groupResource('stopped')])));
    assert.deepEqual(ui.happened.slice(-3), [
      'cancel',
      'Cancelling the deployment to rg-playground',
      'cancelled',
    ]);
    const { state } = await world.aci.deployments.get(refOfDeployment('stopped'), neverAborts());
    assert.equal(state, 'Canceled');
  });
});

describe('A deployment that a closed window began', () => {
  let world: CreateFixture;
  before(async () => {
    world = await openCreateFixture();
  });
  after(() => world.close());

  /** Leaves a deployment behind, as a window does that goes away. */
  async function begin(name: string): Promise<void> {
    const { request } = orderOf(name, templateOf([groupResource(name)]));
    await world.aci.deployments.create(refOfDeployment(name), request, neverAborts());
    const { pendingDeployments } = templateDeps(world, new RecordingTemplateUi());
    (await pendingDeployments.add(refOfDeployment(name))).dispose();
  }

  it('is shown until it ends, and then told of', async () => {
    await begin('resumed');
    const ui = new RecordingTemplateUi();
    const deps = templateDeps(world, ui);
    await resumeDeployments(deps, () => true);
    assert.deepEqual(ui.happened, ['Deploying to rg-playground', 'succeeded resumed']);
    assert.deepEqual(deps.pendingDeployments.all, []);
  });

  it('is told of where it has ended meanwhile, and forgotten where it was never sent', async () => {
    await begin('ended');
    world.pass(600_000);
    const ui = new RecordingTemplateUi();
    const deps = templateDeps(world, ui);
    (await deps.pendingDeployments.add(refOfDeployment('never-sent'))).dispose();
    await resumeDeployments(deps, () => true);
    assert.equal(ui.happened.at(-1), 'succeeded ended');
    assert.deepEqual(deps.pendingDeployments.all, []);
  });

  it('is left to the window that shows it, and not told of twice', async () => {
    await begin('shared');
    const first = templateDeps(world, new RecordingTemplateUi());
    const held = await first.pendingDeployments.acquireLease(refOfDeployment('shared'));
    const ui = new RecordingTemplateUi();
    const resumed = resumeDeployments(templateDeps(world, ui, 'two'), () => true);
    await world.clock.asleepFor(30_000);
    held?.dispose();
    await first.pendingDeployments.remove(refOfDeployment('shared'));
    world.clock.advance(30_000);
    await resumed;
    assert.deepEqual(ui.happened, []);
  });

  it('is remembered by where it is only', async () => {
    const { pendingDeployments } = templateDeps(world, new RecordingTemplateUi());
    const held = await pendingDeployments.add(refOfDeployment('kept'));
    const [entry] = pendingDeployments.all;
    assert.deepEqual(Object.keys(entry ?? {}).sort(), ['ref', 'seen', 'started', 'window']);
    assert.deepEqual(entry?.ref, refOfDeployment('kept'));
    held.dispose();
  });
});
