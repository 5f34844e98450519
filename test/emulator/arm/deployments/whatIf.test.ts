import assert from 'node:assert/strict';
import { objectAt, objectsAt, textAt, type JsonObject } from '../../../../src/emulator/json.ts';
import {
  type Azure,
  deploymentUrl,
  groupResource,
  startAzure,
  storageResource,
  templateOf,
} from './deploymentFixture.ts';

describe('What-if', () => {
  let azure: Azure;
  beforeEach(async () => {
    azure = await startAzure();
  });
  afterEach(() => azure.close());

  const store = (more: JsonObject = {}) => ({ ...storageResource, name: 'store1', ...more });

  async function result(
    template: JsonObject,
    settings: JsonObject = {},
    mode = 'Incremental',
  ): Promise<JsonObject> {
    const asked = await azure.ask('POST', deploymentUrl('main', 'whatIf'), {
      properties: { mode, template, whatIfSettings: settings },
    });
    assert.equal(asked.status, 202, JSON.stringify(asked.body));
    const location = String(asked.headers['location']);
    assert.match(location, /\/operationresults\/[\w-]+\?api-version=2025-04-01$/);
    assert.equal((await azure.ask('GET', location)).status, 202);
    azure.clock.advance(5000);
    const { status, body } = await azure.ask('GET', location);
    assert.equal(status, 200);
    return body;
  }

  async function changes(template: JsonObject, settings?: JsonObject, mode?: string): Promise<JsonObject[]> {
    const body = await result(template, settings, mode);
    assert.equal(textAt(body, 'status'), 'Succeeded', JSON.stringify(body));
    return objectsAt(objectAt(body, 'properties'), 'changes');
  }

  const summary = (all: readonly JsonObject[]) =>
    all.map(each => `${textAt(each, 'changeType')} ${textAt(each, 'resourceId').split('/').at(-1) ?? ''}`);

  it('tells what is created, and makes nothing', async () => {
    const [change = {}] = await changes(templateOf([groupResource('shop')]));
    assert.equal(textAt(change, 'changeType'), 'Create');
    assert.equal(textAt(objectAt(change, 'after'), 'apiVersion'), '2023-05-01');
    assert.equal('before' in change, false);
    assert.equal(azure.emulator.estate.allGroups().length, 0);
  });

  it('tells which properties change, as recorded for a storage account', async () => {
    await azure.deploy(templateOf([store()]));
    const [change = {}] = await changes(templateOf([store({ sku: { name: 'Standard_GRS' } })]));
    assert.equal(textAt(change, 'changeType'), 'Modify');
    assert.deepEqual(Object.keys(objectAt(change, 'before')), [
      'apiVersion',
      'id',
      'kind',
      'location',
      'name',
      'sku',
      'type',
    ]);
    assert.deepEqual(objectsAt(change, 'delta'), [
      {
        path: 'sku.name',
        propertyChangeType: 'Modify',
        before: 'Standard_LRS',
        after: 'Standard_GRS',
        children: null,
      },
    ]);
  });

  it('tells what changes in the containers of a group', async () => {
    const variables = (...values: string[]) => ({
      containers: [
        {
          name: 'web',
          properties: {
            image: 'nginx',
            resources: { requests: { cpu: 1, memoryInGb: 1 } },
            environmentVariables: values.map((value, index) => ({ name: `V${index}`, value })),
          },
        },
      ],
    });
    await azure.deploy(templateOf([groupResource('shop', { tags: { a: '1' } }, variables('one'))]));
    const [change = {}] = await changes(templateOf([groupResource('shop', {}, variables('other', 'two'))]));
    const [containers = {}, tags = {}] = objectsAt(change, 'delta');
    assert.equal(textAt(containers, 'path'), 'properties.containers');
    assert.equal(textAt(containers, 'propertyChangeType'), 'Array');
    const [web = {}] = objectsAt(containers, 'children');
    assert.deepEqual([textAt(web, 'path'), textAt(web, 'propertyChangeType')], ['0', 'Modify']);
    const [list = {}] = objectsAt(web, 'children');
    assert.equal(textAt(list, 'path'), 'properties.environmentVariables');
    assert.deepEqual(
      objectsAt(list, 'children').map(each => textAt(each, 'propertyChangeType')),
      ['Modify', 'Create'],
    );
    assert.deepEqual([textAt(tags, 'path'), textAt(tags, 'propertyChangeType')], ['tags', 'Delete']);
  });

  it('tells what stays, and what is not in the template', async () => {
    await azure.deploy(templateOf([store(), groupResource('shop'), groupResource('other')]));
    const template = templateOf([groupResource('shop')]);
    assert.deepEqual(summary(await changes(template)), ['Ignore other', 'NoChange shop', 'Ignore store1']);
    assert.deepEqual(summary(await changes(template, {}, 'Complete')), [
      'Delete other',
      'NoChange shop',
      'Delete store1',
    ]);
    const ids = await changes(template, { resultFormat: 'ResourceIdOnly' });
    assert.deepEqual(summary(ids), ['Ignore other', 'Deploy shop', 'Ignore store1']);
    assert.deepEqual(Object.keys(ids[1] ?? {}), ['resourceId', 'changeType']);
  });

  it('leaves expressions that only the deployment knows, and shows no secrets', async () => {
    const volumes = [
      { name: 'v', azureFile: { shareName: 's', storageAccountName: 'store1', storageAccountKey: 'hidden' } },
    ];
    const tags = { file: "[reference('store1').primaryEndpoints.file]" };
    const all = await changes(templateOf([store(), groupResource('shop', { tags }, { volumes })]));
    const after = objectAt(all[0] ?? {}, 'after');
    assert.equal(textAt(objectAt(after, 'tags'), 'file'), tags.file);
    assert.equal(JSON.stringify(all).includes('hidden'), false);
  });

  it("looks into nested templates, and says where it can't", async () => {
    const module = (name: string, value: string) => ({
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name,
      properties: {
        mode: 'Incremental',
        expressionEvaluationOptions: { scope: 'inner' },
        parameters: { name: { value } },
        template: templateOf([groupResource("[parameters('name')]")], {
          parameters: { name: { type: 'string' } },
        }),
      },
    });
    const all = await changes(
      templateOf([store(), module('known', 'shop'), module('late', "[reference('store1').kind]")]),
    );
    assert.deepEqual(summary(all), ['Create shop', 'Unsupported late', 'Create store1']);
    assert.match(textAt(all[1] ?? {}, 'unsupportedReason'), /on line 1 and column \d+ cannot be analyzed/);
  });

  it('fails with what validation finds', async () => {
    const body = await result(templateOf([store({ name: 'Not_Good' })]));
    assert.equal(textAt(body, 'status'), 'Failed');
    assert.equal(textAt(objectAt(body, 'error'), 'code'), 'InvalidTemplateDeployment');
  });
});
