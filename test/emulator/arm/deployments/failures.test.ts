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

describe('A deployment of which a resource fails', () => {
  let azure: Azure;
  beforeEach(async () => {
    azure = await startAzure();
  });
  afterEach(() => azure.close());

  const image = (name: string) => ({
    containers: [
      { name: 'web', properties: { image: name, resources: { requests: { cpu: 1, memoryInGB: 1 } } } },
    ],
  });
  const inaccessible = groupResource('shop', {}, image('mcr.microsoft.com/aci-emulator/inaccessible'));

  it('has the error of Azure Container Instances one level down, and leaves the rest', async () => {
    const begun = await azure.request(
      '',
      templateOf([
        inaccessible,
        { ...storageResource, name: 'store1' },
        groupResource('late', { dependsOn: ['shop'] }),
      ]),
    );
    assert.equal(begun.status, 201);
    azure.clock.advance(600_000);
    const poll = await azure.ask('GET', String(begun.headers['azure-asyncoperation']));
    assert.equal(poll.status, 200);
    assert.equal(textAt(poll.body, 'status'), 'Failed');
    const error = objectAt(poll.body, 'error');
    assert.equal(textAt(error, 'code'), 'DeploymentFailed');
    assert.match(textAt(error, 'target'), /\/deployments\/main$/);
    assert.match(
      textAt(error, 'message'),
      /^At least one resource deployment operation failed\. Please list deployment operations/,
    );
    const [detail = {}] = objectsAt(error, 'details');
    assert.equal(textAt(detail, 'code'), 'InaccessibleImage');
    const properties = await azure.read('main');
    assert.equal(textAt(properties, 'provisioningState'), 'Failed');
    assert.deepEqual(objectAt(properties, 'error'), error);
    assert.deepEqual(
      objectsAt(properties, 'outputResources').map(each => textAt(each, 'resourceType')),
      ['Microsoft.Storage/storageAccounts'],
    );
    const rows = objectsAt((await azure.ask('GET', deploymentUrl('main', 'operations'))).body, 'value').map(
      each => objectAt(each, 'properties'),
    );
    assert.deepEqual(
      rows.map(each => `${textAt(each, 'provisioningState')} ${textAt(each, 'statusCode')}`),
      ['Failed BadRequest', 'Succeeded Created'],
    );
    assert.equal(
      textAt(objectAt(objectAt(rows[0] ?? {}, 'statusMessage'), 'error'), 'code'),
      'InaccessibleImage',
    );
  });

  it('has it as JSON in a text where the older form is asked for', async () => {
    azure.emulator.arm.switches.deploymentErrors = 'text';
    const properties = await azure.deploy(templateOf([inaccessible]));
    const [detail = {}] = objectsAt(objectAt(properties, 'error'), 'details');
    assert.equal(textAt(detail, 'code'), 'BadRequest');
    assert.match(textAt(detail, 'message'), /^\{\r\n {2}"error": \{/);
    const inner = JSON.parse(textAt(detail, 'message')) as { error: { code: string } };
    assert.equal(inner.error.code, 'InaccessibleImage');
  });

  it('says so where it fails after it was accepted', async () => {
    azure.emulator.arm.switches.resourceFaults = [
      {
        resource: /shop$/,
        delayMs: 5000,
        error: { status: 409, code: 'Broken', message: 'It is broken.', at: 'operation' },
      },
    ];
    const properties = await azure.deploy(templateOf([groupResource('shop')]));
    const [detail = {}] = objectsAt(objectAt(properties, 'error'), 'details');
    assert.equal(textAt(detail, 'code'), 'ResourceDeploymentFailure');
    assert.match(textAt(detail, 'message'), /reached terminal provisioning state 'Failed'\.$/);
    assert.deepEqual(objectsAt(detail, 'details'), [{ code: 'Broken', message: 'It is broken.' }]);
  });

  it('fails where an expression fails only then', async () => {
    const tags = {
      tags: { x: "[reference(resourceId('Microsoft.Storage/storageAccounts', 'none'), '2023-01-01').kind]" },
    };
    const properties = await azure.deploy(templateOf([groupResource('shop', tags)]));
    assert.equal(
      textAt(objectsAt(objectAt(properties, 'error'), 'details')[0] ?? {}, 'code'),
      'ResourceNotFound',
    );
    const store = { ...storageResource, name: 'store1' };
    const wrong = groupResource('shop', { tags: { x: "[reference('store1').none]" } });
    const [detail = {}] = objectsAt(
      objectAt(await azure.deploy(templateOf([store, wrong])), 'error'),
      'details',
    );
    assert.equal(textAt(detail, 'code'), 'InvalidTemplate');
    assert.match(
      textAt(detail, 'message'),
      /^Unable to process template language expressions for resource '.*\/shop' at line '1' and column '\d+'\. 'The language expression property 'none' doesn't exist, available properties are/,
    );
  });

  it('fails where what it belongs to is not there', async () => {
    const share = {
      type: 'Microsoft.Storage/storageAccounts/fileServices/shares',
      apiVersion: '2023-01-01',
      name: 'none/default/site',
    };
    const properties = await azure.deploy(templateOf([share]));
    assert.equal(
      textAt(objectsAt(objectAt(properties, 'error'), 'details')[0] ?? {}, 'code'),
      'ParentResourceNotFound',
    );
  });

  it('goes on with a slow resource, and stops what has not begun when it is canceled', async () => {
    azure.emulator.arm.switches.resourceFaults = [{ resource: /store1$/, delayMs: 60_000 }];
    const template = templateOf([
      { ...storageResource, name: 'store1' },
      groupResource('shop', { dependsOn: ['store1'] }),
    ]);
    const begun = await azure.request('', template);
    azure.clock.advance(30_000);
    assert.equal(textAt(await azure.read('main'), 'provisioningState'), 'Running');
    const [row = {}] = objectsAt((await azure.ask('GET', deploymentUrl('main', 'operations'))).body, 'value');
    assert.equal(textAt(objectAt(row, 'properties'), 'provisioningState'), 'Running');
    const active = await azure.request('', template);
    assert.equal(active.status, 409);
    assert.match(
      textAt(objectAt(active.body, 'error'), 'message'),
      /^Unable to edit or replace deployment 'main': previous deployment from '1\/5\/2026 9:00:00 AM' is still active/,
    );
    assert.equal((await azure.ask('DELETE', deploymentUrl('main'))).status, 409);
    assert.equal((await azure.ask('POST', deploymentUrl('main', 'cancel'))).status, 204);
    azure.clock.advance(600_000);
    assert.equal(
      textAt((await azure.ask('GET', String(begun.headers['azure-asyncoperation']))).body, 'status'),
      'Canceled',
    );
    const names = objectsAt(
      (await azure.ask('GET', `${resourceGroup}/resources?api-version=2021-04-01`)).body,
      'value',
    );
    assert.deepEqual(
      names.map(each => textAt(each, 'name')),
      ['store1'],
    );
    const again = await azure.ask('POST', deploymentUrl('main', 'cancel'));
    assert.equal(again.status, 409);
    assert.equal(textAt(objectAt(again.body, 'error'), 'code'), 'DeploymentCannotBeCancelled');
  });
});
