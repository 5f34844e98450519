import assert from 'node:assert/strict';
import { objectAt, objectsAt, textAt, type Json, type JsonObject } from '../../../../src/emulator/json.ts';
import {
  type Azure,
  groupResource,
  resourceGroup,
  startAzure,
  storageResource,
  templateOf,
} from './deploymentFixture.ts';

const groups = `${resourceGroup}/providers/Microsoft.ContainerInstance/containerGroups`;

describe('Templates', () => {
  let azure: Azure;
  beforeEach(async () => {
    azure = await startAzure();
  });
  afterEach(() => azure.close());

  async function succeed(template: JsonObject, parameters?: JsonObject): Promise<JsonObject> {
    const properties = await azure.deploy(template, parameters ? { parameters } : {});
    assert.equal(textAt(properties, 'provisioningState'), 'Succeeded', JSON.stringify(properties['error']));
    return properties;
  }

  async function group(name: string): Promise<JsonObject> {
    const { status, body } = await azure.ask('GET', `${groups}/${name}?api-version=2023-05-01`);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  }

  async function names(): Promise<string[]> {
    const { body } = await azure.ask('GET', `${resourceGroup}/resources?api-version=2021-04-01`);
    return objectsAt(body, 'value')
      .map(each => textAt(each, 'name'))
      .sort();
  }

  const output = (properties: JsonObject, name: string): Json =>
    objectAt(objectAt(properties, 'outputs'), name)['value'] ?? null;

  it('leave out resources whose condition is false, and what waits for them goes on', async () => {
    const debug = groupResource('debug', { condition: "[equals('a', 'b')]" });
    await succeed(
      templateOf([
        debug,
        groupResource('shop', {
          dependsOn: ["[resourceId('Microsoft.ContainerInstance/containerGroups', 'debug')]"],
        }),
      ]),
    );
    assert.deepEqual(await names(), ['shop']);
  });

  it('copy resources, properties, variables and outputs', async () => {
    const worker = groupResource(
      "[concat('worker-', copyIndex())]",
      { copy: { name: 'workers', count: 2 } },
      {
        containers: [
          {
            name: 'web',
            properties: {
              image: 'nginx',
              resources: { requests: { cpu: 1, memoryInGb: 1 } },
              copy: [
                {
                  name: 'environmentVariables',
                  count: "[length(variables('letters'))]",
                  input: {
                    name: "[variables('letters')[copyIndex('environmentVariables')]]",
                    value: "[string(copyIndex('workers', 1))]",
                  },
                },
              ],
            },
          },
        ],
      },
    );
    const properties = await succeed(
      templateOf([worker], {
        variables: { copy: [{ name: 'letters', count: 2, input: "[concat('L', copyIndex('letters'))]" }] },
        outputs: { all: { type: 'array', copy: { count: 2, input: "[concat('worker-', copyIndex())]" } } },
      }),
    );
    assert.deepEqual(await names(), ['worker-0', 'worker-1']);
    assert.deepEqual(output(properties, 'all'), ['worker-0', 'worker-1']);
    const [web = {}] = objectsAt(objectAt(await group('worker-1'), 'properties'), 'containers');
    assert.deepEqual(objectAt(web, 'properties')['environmentVariables'], [
      { name: 'L0', value: '2' },
      { name: 'L1', value: '2' },
    ]);
  });

  it('copy one after another where the loop is serial', async () => {
    const begun = await azure.request(
      '',
      templateOf([
        groupResource("[concat('w', copyIndex())]", { copy: { name: 'w', count: 3, mode: 'serial' } }),
      ]),
    );
    assert.equal(begun.status, 201);
    azure.clock.advance(2000);
    assert.deepEqual(await names(), ['w0']);
    azure.clock.advance(200_000);
    assert.deepEqual(await names(), ['w0', 'w1', 'w2']);
  });

  it('wait for resources whose state they ask for', async () => {
    const identity = {
      type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
      apiVersion: '2023-01-31',
      name: 'robot',
      location: 'westeurope',
    };
    const shop = groupResource('shop', { tags: { client: "[reference('robot').clientId]" } });
    const properties = await succeed(templateOf([shop, identity]));
    const [dependency = {}] = objectsAt(properties, 'dependencies');
    assert.equal(textAt(dependency, 'resourceName'), 'shop');
    assert.match(textAt(objectAt(await group('shop'), 'tags'), 'client'), /^[0-9a-f-]{36}$/);
  });

  it('of language version 2.0 have symbolic names, existing resources, nullable parameters and types', async () => {
    await succeed(templateOf([{ ...storageResource, name: 'oldstore' }]));
    const properties = await succeed({
      ...templateOf({}),
      languageVersion: '2.0',
      definitions: { size: { type: 'int', minValue: 1 } },
      parameters: {
        labels: { type: 'object', nullable: true },
        cpu: { $ref: '#/definitions/size', defaultValue: 1 },
      },
      resources: {
        store: {
          existing: true,
          type: 'Microsoft.Storage/storageAccounts',
          apiVersion: '2023-01-01',
          name: 'oldstore',
        },
        web: { ...groupResource('web'), tags: "[parameters('labels')]", dependsOn: ['store'] },
        workers: groupResource("[format('w{0}', copyIndex())]", { copy: { name: 'workers', count: 2 } }),
      },
      outputs: {
        endpoint: { type: 'string', value: "[reference('store').primaryEndpoints.file]" },
        states: {
          type: 'array',
          value: "[map(references('workers', 'full'), lambda('w', lambdaVariables('w').name))]",
        },
        second: { type: 'string', value: "[reference('workers[1]').provisioningState]" },
        cpu: { type: 'int', value: "[parameters('cpu')]" },
      },
    });
    assert.equal(output(properties, 'endpoint'), 'https://oldstore.file.core.windows.net/');
    assert.deepEqual(output(properties, 'states'), ['w0', 'w1']);
    assert.equal(output(properties, 'second'), 'Succeeded');
    assert.equal(output(properties, 'cpu'), 1);
    assert.deepEqual(objectAt(properties, 'parameters')['labels'], { type: 'Object', value: null });
    assert.equal('oldstore' in objectAt(properties, 'outputResources'), false);
  });

  describe('in templates', () => {
    const inner = (resources: Json, more: JsonObject = {}): JsonObject => ({
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2022-09-01',
      name: 'module',
      properties: {
        expressionEvaluationOptions: { scope: 'inner' },
        mode: 'Incremental',
        template: templateOf(resources, more),
      },
    });

    it('with a scope of their own take parameters and give outputs, as modules of Bicep do', async () => {
      const module = inner([groupResource("[parameters('name')]")], {
        parameters: { name: { type: 'string' } },
        outputs: {
          id: {
            type: 'string',
            value: "[resourceId('Microsoft.ContainerInstance/containerGroups', parameters('name'))]",
          },
        },
      });
      const properties = await succeed(
        templateOf(
          [
            {
              ...module,
              properties: {
                ...objectAt(module, 'properties'),
                parameters: { name: { value: "[concat('sh', 'op')]" } },
              },
            },
          ],
          {
            outputs: {
              id: {
                type: 'string',
                value:
                  "[reference(resourceId('Microsoft.Resources/deployments', 'module'), '2022-09-01').outputs.id.value]",
              },
            },
          },
        ),
      );
      assert.equal(output(properties, 'id'), `${groups}/shop`);
      assert.equal(textAt(await azure.read('module'), 'provisioningState'), 'Succeeded');
    });

    it('without one see the variables around', async () => {
      const properties = {
        mode: 'Incremental',
        template: templateOf([groupResource("[variables('name')]")]),
      };
      await succeed(templateOf([{ ...inner([]), properties }], { variables: { name: 'outer' } }));
      assert.deepEqual(await names(), ['outer']);
    });

    it('may wait for the outputs of another, which validation can not know', async () => {
      const first = { ...inner([], { outputs: { name: { type: 'string', value: 'late' } } }), name: 'first' };
      const second = inner([groupResource("[parameters('name')]")], {
        parameters: { name: { type: 'string' } },
      });
      const given = { name: { value: "[reference('first').outputs.name.value]" } };
      const template = templateOf([
        first,
        { ...second, properties: { ...objectAt(second, 'properties'), parameters: given } },
      ]);
      const { body } = await azure.request('validate', template);
      assert.equal(objectsAt(objectAt(body, 'properties'), 'validatedResources').length, 2);
      await succeed(template);
      assert.deepEqual(await names(), ['late']);
    });

    it('fail the one around with their own error', async () => {
      azure.emulator.arm.switches.resourceFaults = [
        {
          resource: /containerGroups\/shop$/,
          error: { status: 409, code: 'Broken', message: 'It is broken.' },
        },
      ];
      const properties = await azure.deploy(templateOf([inner([groupResource('shop')])]));
      const [nested = {}] = objectsAt(objectAt(properties, 'error'), 'details');
      assert.equal(textAt(nested, 'code'), 'DeploymentFailed');
      assert.match(textAt(nested, 'target'), /deployments\/module$/);
      assert.equal(textAt(objectsAt(nested, 'details')[0] ?? {}, 'code'), 'Broken');
    });
  });

  it('have children inside their parents', async () => {
    const share = {
      type: 'fileServices/shares',
      apiVersion: '2023-01-01',
      name: 'default/site',
      dependsOn: ["[resourceId('Microsoft.Storage/storageAccounts', 'store1')]"],
    };
    await succeed(templateOf([{ ...storageResource, name: 'store1', resources: [share] }]));
    const shared = `${resourceGroup}/providers/Microsoft.Storage/storageAccounts/store1/fileServices/default/shares/site?api-version=2023-01-01`;
    assert.equal(
      textAt(objectAt((await azure.ask('GET', shared)).body, 'properties'), 'enabledProtocols'),
      'SMB',
    );
  });

  it('may be written as loosely as public ones are', async () => {
    const telemetry = {
      type: 'Microsoft.Resources/deployments',
      apiVersion: '2021-04-01',
      name: 'pid-00000000-0000-0000-0000-000000000000',
      properties: { mode: 'Incremental', template: templateOf([]) },
    };
    const web = groupResource(
      "[parameters('name')]",
      {},
      {
        containers: [
          {
            name: 'web',
            properties: {
              image: 'nginx',
              ports: [{ port: "[parameters('port')]" }],
              resources: { requests: { cpu: "[parameters('cpu')]", memoryInGb: "[json('1.5')]" } },
              volumeMounts: [{ name: 'key', mountPath: '/key' }],
            },
          },
        ],
        volumes: [{ name: 'key', secret: { 'key.txt': "[base64(parameters('key'))]" } }],
        ipAddress: {
          type: 'Public',
          dnsNameLabel: "[concat('shop-', uniqueString(resourceGroup().id, parameters('name')))]",
          ports: [{ protocol: 'tcp', port: "[parameters('port')]" }],
        },
      },
    );
    const properties = await succeed(
      templateOf([telemetry, web], {
        parameters: {
          name: { type: 'string', defaultValue: 'shop', metadata: { description: 'The name.' } },
          port: { type: 'string', defaultValue: '80' },
          cpu: { type: 'string', defaultValue: '1.0' },
          key: { type: 'securestring' },
        },
        outputs: { host: { type: 'string', value: "[reference(parameters('name')).ipAddress.fqdn]" } },
      }),
      { key: 'hidden' },
    );
    assert.match(
      textAt({ host: output(properties, 'host') }, 'host'),
      /^shop-[a-z2-7]{13}\.westeurope\.azurecontainer\.io$/,
    );
    assert.deepEqual(objectAt(properties, 'parameters')['key'], { type: 'SecureString' });
    assert.deepEqual(await names(), ['shop']);
  });

  it('make registries, and read their credentials', async () => {
    const registry = {
      type: 'Microsoft.ContainerRegistry/registries',
      apiVersion: '2023-07-01',
      name: 'shopregistry',
      location: 'westeurope',
      sku: { name: 'Basic' },
      properties: { adminUserEnabled: true },
    };
    const properties = await succeed(
      templateOf([registry], {
        outputs: {
          user: { type: 'string', value: "[listCredentials('shopregistry', '2023-07-01').username]" },
          server: { type: 'string', value: "[reference('shopregistry').loginServer]" },
        },
      }),
    );
    assert.equal(output(properties, 'user'), 'shopregistry');
    assert.ok(output(properties, 'server'));
  });

  it('mount shares that are there, and no others', async () => {
    const share = {
      type: 'Microsoft.Storage/storageAccounts/fileServices/shares',
      apiVersion: '2023-01-01',
      name: 'store1/default/missing-no-more',
      dependsOn: ['store1'],
    };
    const mounting = (name: string, shareName: string) =>
      groupResource(
        name,
        { dependsOn: ['store1/default/missing-no-more'] },
        {
          volumes: [
            { name: 'v', azureFile: { shareName, storageAccountName: 'store1', storageAccountKey: 'k' } },
          ],
        },
      );
    const begun = await azure.request(
      '',
      templateOf([
        { ...storageResource, name: 'store1' },
        share,
        mounting('good', 'missing-no-more'),
        mounting('bad', 'other'),
      ]),
    );
    assert.equal(begun.status, 201, JSON.stringify(begun.body));
    azure.clock.advance(120_000);
    assert.equal(textAt(objectAt(await group('good'), 'properties'), 'provisioningState'), 'Succeeded');
    const bad = objectAt(objectAt(await group('bad'), 'properties'), 'instanceView');
    assert.match(textAt(objectsAt(bad, 'events')[0] ?? {}, 'message'), /mount error\(2\)/);
    azure.clock.advance(3_600_000);
    const [detail = {}] = objectsAt(objectAt(await azure.read('main'), 'error'), 'details');
    assert.equal(textAt(detail, 'code'), 'ResourceDeploymentFailure');
  });

  it('make networks, identities with roles, addresses, workspaces and anything else', async () => {
    const vnet = {
      type: 'Microsoft.Network/virtualNetworks',
      apiVersion: '2023-04-01',
      name: 'net',
      location: 'westeurope',
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [
          {
            name: 'aci',
            properties: {
              addressPrefix: '10.0.1.0/24',
              delegations: [
                { name: 'aci', properties: { serviceName: 'Microsoft.ContainerInstance/containerGroups' } },
              ],
            },
          },
        ],
      },
    };
    const subnet = "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 'aci')]";
    const workspace = "[resourceId('Microsoft.OperationalInsights/workspaces', 'logs')]";
    const resources = [
      vnet,
      groupResource(
        'inside',
        { dependsOn: ["[resourceId('Microsoft.Network/virtualNetworks', 'net')]"] },
        {
          subnetIds: [{ id: subnet }],
          ipAddress: { type: 'Private', ports: [{ port: 80 }] },
          containers: [
            {
              name: 'web',
              properties: {
                image: 'nginx',
                ports: [{ port: 80 }],
                resources: { requests: { cpu: 1, memoryInGB: 1 } },
              },
            },
          ],
          diagnostics: {
            logAnalytics: {
              workspaceId: `[reference(${workspace.slice(1, -1)}, '2022-10-01').customerId]`,
              workspaceKey: `[listKeys(${workspace.slice(1, -1)}, '2022-10-01').primarySharedKey]`,
            },
          },
        },
      ),
      {
        type: 'Microsoft.OperationalInsights/workspaces',
        apiVersion: '2022-10-01',
        name: 'logs',
        location: 'westeurope',
      },
      {
        type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
        apiVersion: '2023-01-31',
        name: 'robot',
        location: 'westeurope',
      },
      {
        type: 'Microsoft.Authorization/roleAssignments',
        apiVersion: '2022-04-01',
        name: "[guid(resourceGroup().id, 'robot')]",
        properties: {
          roleDefinitionId:
            "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')]",
          principalId:
            "[reference(resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', 'robot'), '2023-01-31').principalId]",
          principalType: 'ServicePrincipal',
        },
      },
      {
        type: 'Microsoft.Network/publicIPAddresses',
        apiVersion: '2023-04-01',
        name: 'ip',
        location: 'westeurope',
        properties: {},
      },
      {
        type: 'Microsoft.Web/serverfarms',
        apiVersion: '2022-03-01',
        name: 'plan',
        location: 'West Europe',
        sku: { name: 'F1' },
      },
    ];
    const properties = await succeed(
      templateOf(resources, { outputs: { ip: { type: 'string', value: "[reference('ip').ipAddress]" } } }),
    );
    assert.match(textAt({ ip: output(properties, 'ip') }, 'ip'), /^20\./);
    assert.deepEqual(await names(), ['inside', 'ip', 'logs', 'net', 'plan', 'robot']);
    const plan = await azure.ask(
      'GET',
      `${resourceGroup}/providers/Microsoft.Web/serverfarms/plan?api-version=2022-03-01`,
    );
    assert.equal(textAt(plan.body, 'location'), 'westeurope');
    assert.equal(textAt(objectAt(plan.body, 'properties'), 'provisioningState'), 'Succeeded');
    assert.equal(
      (
        await azure.ask(
          'DELETE',
          `${resourceGroup}/providers/Microsoft.Web/serverfarms/plan?api-version=2022-03-01`,
        )
      ).status,
      200,
    );
  });

  it('take secrets of a vault as parameters, and show none of them', async () => {
    await succeed(
      templateOf([
        {
          type: 'Microsoft.KeyVault/vaults',
          apiVersion: '2023-07-01',
          name: 'vault',
          location: 'westeurope',
          properties: { enabledForTemplateDeployment: true },
        },
        {
          type: 'Microsoft.KeyVault/vaults/secrets',
          apiVersion: '2023-07-01',
          name: 'vault/password',
          properties: { value: 'hidden!' },
          dependsOn: ["[resourceId('Microsoft.KeyVault/vaults', 'vault')]"],
        },
      ]),
    );
    const id = `${resourceGroup}/providers/Microsoft.KeyVault/vaults/vault`;
    const shown = await azure.ask('GET', `${id}/secrets/password?api-version=2023-07-01`);
    assert.equal(JSON.stringify(shown.body).includes('hidden!'), false);
    const template = templateOf([], {
      parameters: { password: { type: 'secureString' } },
      outputs: { length: { type: 'int', value: "[length(parameters('password'))]" } },
    });
    const body = (secretName: string, vault = id) => ({
      properties: {
        mode: 'Incremental',
        template,
        parameters: { password: { reference: { keyVault: { id: vault }, secretName } } },
      },
    });
    const url = (name: string) =>
      `${resourceGroup}/providers/Microsoft.Resources/deployments/${name}?api-version=2025-04-01`;
    assert.equal((await azure.ask('PUT', url('vaulted'), body('password'))).status, 201);
    azure.clock.advance(60_000);
    const properties = await azure.read('vaulted');
    assert.equal(output(properties, 'length'), 7);
    assert.deepEqual(objectAt(properties, 'parameters')['password'], { type: 'SecureString' });
    const code = async (secret: string, vault?: string) =>
      textAt(objectAt((await azure.ask('PUT', url('x'), body(secret, vault))).body, 'error'), 'code');
    assert.equal(await code('other'), 'KeyVaultParameterReferenceSecretRetrieveFailed');
    assert.equal(await code('password', `${id}2`), 'KeyVaultParameterReferenceNotFound');
  });
});
