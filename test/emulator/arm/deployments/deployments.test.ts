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
});
