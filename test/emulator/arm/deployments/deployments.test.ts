import assert from 'node:assert/strict';
import { objectAt, objectsAt, textAt } from '../../../../src/emulator/json.ts';
import {
  type Azure,
  deploymentUrl,
  groupResource,
  resourceGroup,
  startAzure,
  storageResource,
  templateOf,
} from './deploymentFixture.ts';

const shop = templateOf(
  [
    storageResource,
    {
      type: 'Microsoft.Storage/storageAccounts/fileServices/shares',
      apiVersion: '2023-01-01',
      name: "[concat(variables('account'), '/default/site')]",
      dependsOn: ["[resourceId('Microsoft.Storage/storageAccounts', variables('account'))]"],
    },
    groupResource(
      'shop',
      {
        dependsOn: [
          "[resourceId('Microsoft.Storage/storageAccounts/fileServices/shares', variables('account'), 'default', 'site')]",
        ],
      },
      {
        volumes: [
          {
            name: 'files',
            azureFile: {
              shareName: 'site',
              storageAccountName: "[variables('account')]",
              storageAccountKey: "[listKeys(variables('account'), '2023-01-01').keys[0].value]",
            },
          },
        ],
      },
    ),
  ],
  {
    variables: { account: "[concat('shop', uniqueString(resourceGroup().id))]" },
    outputs: {
      state: { type: 'string', value: "[reference('shop').provisioningState]" },
      key: { type: 'securestring', value: "[listKeys(variables('account'), '2023-01-01').keys[0].value]" },
    },
  },
);

describe('A deployment', () => {
  let azure: Azure;
  before(async () => {
    azure = await startAzure();
  });
  after(() => azure.close());

  it('makes a storage account, its share and a group that runs', async () => {
    const begun = await azure.request('', shop, { name: 'shop' });
    assert.equal(begun.status, 201, JSON.stringify(begun.body));
    assert.equal(textAt(objectAt(begun.body, 'properties'), 'provisioningState'), 'Accepted');
    const poll = String(begun.headers['azure-asyncoperation']);
    azure.clock.advance(1000);
    assert.deepEqual((await azure.ask('GET', poll)).body, { status: 'Running' });
    azure.clock.advance(120_000);
    assert.deepEqual((await azure.ask('GET', poll)).body, { status: 'Succeeded' });
    const properties = await azure.read('shop');
    assert.deepEqual(properties['outputs'], {
      state: { type: 'String', value: 'Succeeded' },
      key: { type: 'SecureString' },
    });
    const types = objectsAt(properties, 'outputResources').map(each => textAt(each, 'resourceType'));
    assert.deepEqual(types, [
      'Microsoft.Storage/storageAccounts',
      'Microsoft.Storage/storageAccounts/fileServices/shares',
      'Microsoft.ContainerInstance/containerGroups',
    ]);
    const group = `${resourceGroup}/providers/Microsoft.ContainerInstance/containerGroups/shop?api-version=2023-05-01`;
    const shown = objectAt((await azure.ask('GET', group)).body, 'properties');
    assert.equal(textAt(objectAt(shown, 'instanceView'), 'state'), 'Running');
    const operations = await azure.ask('GET', deploymentUrl('shop', 'operations'));
    assert.equal(objectsAt(operations.body, 'value').length, 4);
  });

  it('validates without making anything, as recorded', async () => {
    const { status, body } = await azure.request('validate', shop, { name: 'checked' });
    assert.equal(status, 200);
    const properties = objectAt(body, 'properties');
    assert.deepEqual(Object.keys(properties), [
      ...['templateHash', 'parameters', 'extensions', 'mode', 'provisioningState', 'timestamp', 'duration'],
      ...['correlationId', 'providers', 'dependencies', 'validatedResources'],
    ]);
    assert.equal(textAt(properties, 'duration'), 'PT0S');
    assert.equal(objectsAt(properties, 'validatedResources').length, 3);
    assert.equal((await azure.ask('GET', deploymentUrl('checked'))).status, 404);
  });

  it('answers as recorded in 2026: no Location, no Retry-After, and an address with a signature', async () => {
    const template = templateOf([], {
      parameters: {
        location: { type: 'string', defaultValue: '[resourceGroup().location]' },
        taskRunName: { type: 'string' },
      },
      outputs: { taskRunName: { type: 'string', value: "[parameters('taskRunName')]" } },
    });
    const begun = await azure.request('', template, {
      name: 'recorded',
      parameters: { taskRunName: 'run1' },
    });
    assert.deepEqual([begun.headers['location'], begun.headers['retry-after']], [undefined, undefined]);
    assert.match(
      String(begun.headers['azure-asyncoperation']),
      /\/deployments\/recorded\/operationStatuses\/\d{20}\?api-version=2025-04-01&t=\d+&c=\w+&s=\w+&h=\w+$/,
    );
    const names = ['templateHash', 'parameters', 'mode', 'provisioningState', 'timestamp', 'duration'];
    assert.deepEqual(Object.keys(objectAt(begun.body, 'properties')), [
      ...names,
      'correlationId',
      'providers',
      'dependencies',
    ]);
    azure.clock.advance(60_000);
    const properties = await azure.read('recorded');
    assert.deepEqual(Object.keys(properties), [
      ...['templateHash', 'parameters', 'extensions', 'mode', 'provisioningState', 'timestamp', 'duration'],
      ...['correlationId', 'providers', 'dependencies', 'outputs', 'outputResources'],
    ]);
    assert.deepEqual(objectAt(properties, 'parameters'), {
      location: { type: 'String', value: 'westeurope' },
      taskRunName: { type: 'String', value: 'run1' },
    });
    assert.deepEqual(objectAt(properties, 'outputs'), { taskRunName: { type: 'String', value: 'run1' } });
    const operations = await azure.ask('GET', deploymentUrl('recorded', 'operations'));
    const [row = {}] = objectsAt(operations.body, 'value');
    assert.match(textAt(row, 'operationId'), /^\d{20}$/);
    assert.equal(objectAt(row, 'properties')['statusMessage'], null);
  });

  it('takes a template as az sends it: as text without quotes around its name, with comments and line breaks in texts', async () => {
    const text = `{"properties": {"mode": "Incremental", template: {
      // Where to start.
      "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
      "contentVersion": "1.0.0.0", /* nothing
      to make */
      "resources": [],
      "outputs": {"o": {"type": "string", "value": "[concat('a',
        'b')]"}}
    }}}`;
    const begun = await azure.sendText('PUT', deploymentUrl('text'), text);
    assert.equal(begun.status, 201, JSON.stringify(begun.body));
    const broken = await azure.sendText(
      'PUT',
      deploymentUrl('text2'),
      text.replace('"resources": [],', '"resources": ['),
    );
    assert.equal(broken.status, 400);
    assert.match(
      textAt(objectAt(broken.body, 'error'), 'message'),
      /Path 'properties\.template\.resources.*line \d+, position \d+/,
    );
  });

  it('is listed with the newest first, filtered and in pages', async () => {
    azure.clock.advance(60_000);
    const all = deploymentUrl('').replace('/?', '?');
    const names = async (query: string) =>
      objectsAt((await azure.ask('GET', all + query)).body, 'value').map(each => textAt(each, 'name'));
    assert.deepEqual(await names(''), ['text', 'recorded', 'shop']);
    assert.deepEqual(await names("&$filter=provisioningState eq 'Failed'"), []);
    const { body } = await azure.ask('GET', `${all}&$top=2`);
    assert.equal(objectsAt(body, 'value').length, 2);
    const next = await azure.ask('GET', textAt(body, 'nextLink'));
    assert.deepEqual(
      objectsAt(next.body, 'value').map(each => textAt(each, 'name')),
      ['shop'],
    );
  });

  it('can be looked for, exported, deployed again and deleted', async () => {
    assert.equal((await azure.ask('HEAD', deploymentUrl('shop'))).status, 204);
    assert.equal((await azure.ask('HEAD', deploymentUrl('none'))).status, 404);
    const exported = await azure.ask('POST', deploymentUrl('shop', 'exportTemplate'));
    assert.deepEqual(exported.body, { template: shop });
    assert.equal((await azure.request('', shop, { name: 'shop' })).status, 200);
    azure.clock.advance(60_000);
    assert.equal(textAt(await azure.read('shop'), 'provisioningState'), 'Succeeded');
    assert.equal((await azure.ask('DELETE', deploymentUrl('shop'))).status, 202);
    assert.equal(
      textAt(objectAt((await azure.ask('GET', deploymentUrl('shop'))).body, 'error'), 'code'),
      'DeploymentNotFound',
    );
    assert.equal((await azure.ask('DELETE', deploymentUrl('shop'))).status, 204);
  });

  it('in Complete mode removes what the template does not name', async () => {
    await azure.deploy(templateOf([groupResource('only')]), { mode: 'Complete' });
    const { body } = await azure.ask('GET', `${resourceGroup}/resources?api-version=2021-04-01`);
    assert.deepEqual(
      objectsAt(body, 'value').map(each => textAt(each, 'name')),
      ['only'],
    );
  });

  it('goes with its resource group', async () => {
    await azure.request('', templateOf([groupResource('late')]), { name: 'last' });
    assert.equal((await azure.ask('DELETE', `${resourceGroup}?api-version=2021-04-01`)).status, 202);
    azure.clock.advance(60_000);
    const again = await azure.ask('PUT', `${resourceGroup}?api-version=2021-04-01`, {
      location: 'westeurope',
    });
    assert.equal(again.status, 201);
    azure.clock.advance(60_000);
    assert.equal((await azure.ask('GET', deploymentUrl('last'))).status, 404);
    assert.equal(azure.emulator.estate.allGroups().length, 0);
  });
});
