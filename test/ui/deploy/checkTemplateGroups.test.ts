import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/core/json.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { checkTemplateGroups } from '../../../src/ui/deploy/checkTemplateGroups.ts';
import { deployTemplate, type TemplateOrder } from '../../../src/ui/deploy/deployTemplate.ts';
import { planTemplate } from '../../../src/ui/deploy/planTemplate.ts';
import { type CreateFixture, openCreateFixture, RecordingCreateScreen } from '../create/createFixture.ts';
import {
  groupResource,
  orderOf,
  place,
  RecordingTemplateUi,
  templateDeps,
  templateOf,
} from './templateFixture.ts';

const target = {
  ...{ cloud: place.cloud, subscriptionId: place.subscriptionId, subscriptionName: 'Development' },
  resourceGroup: {
    id: `/subscriptions/${place.subscriptionId}/resourceGroups/${place.resourceGroup}`,
    ...{ name: place.resourceGroup, location: 'eastus' },
  },
};

function groupsOf(content: JsonObject): TemplateOrder['groups'] {
  const { groups } = planTemplate({ content, target, fileName: 'shop.json', parameters: {} });
  return groups.map(({ name, document, unknown = [] }) => ({ ref: { ...place, name }, document, unknown }));
}

const sized = (name: string, cpu: number | string, more: JsonObject = {}): JsonObject => ({
  ...groupResource(name),
  ...more,
  properties: {
    osType: 'Linux',
    containers: [
      { name: 'main', properties: { image: 'nginx', resources: { requests: { cpu, memoryInGB: 1 } } } },
    ],
  },
});

describe('The container groups of a template, before it is looked at', () => {
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

  const deploy = async (name: string, content: JsonObject) =>
    deployTemplate(templateDeps(world, ui), orderOf(name, content, {}, { groups: groupsOf(content) }));
  const isSent = () => world.changes().some(change => change.startsWith('PUT'));
  const shown = () => ui.reviews[0]?.checks ?? assert.fail('nothing was shown');

  it('have their price at the review, and nothing else where they fit', async () => {
    await deploy('fits', templateOf([sized('fits', 1)]));
    const [check] = shown();
    assert.ok((check?.cost?.perHour ?? 0) > 0);
    assert.deepEqual([check?.findings, check?.costBefore], [[], undefined]);
  });

  it('have the price of the group that is there beside it', async () => {
    ui.answer = 'leave';
    await deploy('fits', templateOf([sized('fits', 2)]));
    const { cost, costBefore } = shown()[0] ?? {};
    assert.ok((costBefore?.perHour ?? 0) > 0);
    assert.ok((cost?.perHour ?? 0) > (costBefore?.perHour ?? 0));
  });

  it('are not deployed where they can not run: the person is told which one and why', async () => {
    ui.findingsAnswers = [{ kind: 'again' }, { kind: 'send' }];
    await deploy('mixed', templateOf([sized('small', 1), sized('huge', 500)]));
    const told = 'Could not deploy "huge" of "mixed.json": fatal cpuAboveRegion, fatal tooFewCores';
    assert.deepEqual(ui.happened, [
      'Azure checks "mixed.json"…',
      'Azure works out what "mixed.json" changes…',
      told,
      'Checking whether "mixed.json" fits',
      told,
    ]);
    assert.ok(!isSent());
  });

  it('are not judged by a size that only Azure knows', async () => {
    ui.answer = 'leave';
    const size =
      "[reference('other', '2023-05-01').properties.containers[0].properties.resources.requests.cpu]";
    const content = templateOf([sized('unsized', size, { location: 'eastus' })]);
    const [group] = groupsOf(content);
    assert.equal(group?.unknown.length, 1);
    await deploy('unsized', content);
    const [check] = shown();
    assert.deepEqual([check?.findings, check?.cost], [[], undefined]);
  });

  it('are left out where Azure would not deploy them', async () => {
    const groups = groupsOf(templateOf([sized('one', 500)]));
    const deps = { ...templateDeps(world, ui), preflight: () => assert.fail('asked') };
    assert.deepEqual(await checkTemplateGroups(deps, groups, [], neverAborts()), []);
  });

  it('are not judged where Azure does not say whether they are there', async () => {
    const groups = groupsOf(templateOf([sized('hidden', 500)]));
    const id = `${target.resourceGroup.id}/providers/Microsoft.ContainerInstance/containerGroups/hidden`;
    world.emulator.server.interceptRequest = ({ url }) =>
      /\/containerGroups\/hidden$/i.test(url.pathname)
        ? {
            status: 403,
            headers: {},
            body: JSON.stringify({ error: { code: 'AuthorizationFailed', message: 'no' } }),
          }
        : undefined;
    try {
      const { aci, preflight } = world.deps(new RecordingCreateScreen());
      const deps = { aci, preflight, prices: world.context.prices };
      assert.deepEqual(await checkTemplateGroups(deps, groups, [id], neverAborts()), []);
    } finally {
      world.emulator.server.interceptRequest = () => undefined;
    }
  });

  it('are asked about nothing that the template makes itself', async () => {
    ui.answer = 'leave';
    const network = {
      ...{ type: 'Microsoft.Network/virtualNetworks', apiVersion: '2023-09-01', name: 'made-here' },
      location: '[resourceGroup().location]',
      properties: {
        addressSpace: { addressPrefixes: ['10.9.0.0/16'] },
        subnets: [{ name: 'aci', properties: { addressPrefix: '10.9.0.0/24' } }],
      },
    };
    const group = groupResource('inside');
    const subnetIds = [
      { id: "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'made-here', 'aci')]" },
    ];
    const inside = {
      ...group,
      dependsOn: ['made-here'],
      properties: { ...(group['properties'] as JsonObject), subnetIds },
    };
    await deploy('inside', templateOf([network, inside]));
    assert.deepEqual(shown()[0]?.findings, []);
    await deploy('outside', templateOf([inside].map(({ dependsOn: _, ...alone }) => alone)));
    assert.deepEqual(
      ui.reviews[1]?.checks[0]?.findings.map(({ kind }) => kind),
      ['subnetMissing'],
    );
  });
});
