import assert from 'node:assert/strict';
import { objectAt, objectsAt, textAt, type JsonObject } from '../../../../src/emulator/json.ts';
import {
  groupOf,
  groupUrl,
  resourceGroupUrl,
  startArmServer,
  type GroupChanges,
  type ArmServer,
} from '../armServer.ts';

/** Json.NET, which the service reads with: `JsonTextReader`, `JsonSerializerInternalReader`. */
describe('Bodies are read as the service reads them', () => {
  let azure: ArmServer;
  beforeEach(async () => {
    azure = await startArmServer();
  });
  afterEach(() => azure.close());

  const put = async (body: unknown) => {
    const { status, json, text } = await azure.call('PUT', groupUrl('web'), { body });
    assert.equal(status, 201, text);
    return json;
  };
  const refusal = async (body: unknown) => {
    const { status, json } = await azure.call('PUT', groupUrl('web'), { body });
    assert.deepEqual([status, objectAt(json, 'error')['code']], [400, 'InvalidRequestContent']);
    return /deserialized: '([^]*)'\.$/.exec(textAt(objectAt(json, 'error'), 'message'))?.[1];
  };
  const first = (group: JsonObject) =>
    objectAt(objectsAt(objectAt(group, 'properties'), 'containers')[0] ?? {}, 'properties');

  it('names of properties in any case, and says them in its own', async () => {
    const group = await put({
      Location: 'westus',
      TAGS: { Owner: 'me' },
      Properties: {
        OSType: 'Linux',
        Containers: [
          {
            Name: 'web',
            Properties: {
              Image: 'nginx',
              resources: { Requests: { memoryInGb: 1.5, CPU: 1 } },
              volumemounts: [{ NAME: 'share', mountpath: '/s', ReadOnly: true }],
              environmentvariables: [{ NAME: 'A', SecureValue: 'hidden' }],
            },
          },
        ],
        volumes: [
          {
            name: 'share',
            AzureFile: { sharename: 'share', storageaccountname: 'account', storageaccountkey: 'hidden' },
          },
        ],
        diagnostics: { LogAnalytics: { workspaceid: 'workspace', workspacekey: 'hidden' } },
      },
    });
    assert.deepEqual(group['tags'], { Owner: 'me' });
    assert.deepEqual(first(group), {
      image: 'nginx',
      ports: [],
      environmentVariables: [{ name: 'A' }],
      resources: { requests: { memoryInGB: 1.5, cpu: 1 } },
      volumeMounts: [{ name: 'share', mountPath: '/s', readOnly: true }],
    });
    assert.deepEqual(objectAt(group, 'properties')['volumes'], [
      { name: 'share', azureFile: { shareName: 'share', storageAccountName: 'account' } },
    ]);
    assert.ok(!JSON.stringify(group).includes('hidden'));
  });

  it('numbers and truth values in texts, and texts that are none', async () => {
    const environmentVariables = [
      { name: 'PORT', value: 8080 },
      { name: 'RATE', value: 1.5 },
      { name: 'DEBUG', value: true },
    ];
    const group = await put(
      groupOf({
        properties: { ipAddress: { type: 'Public', ports: [{ port: '80' }] } },
        container: {
          ports: [{ port: '80' }],
          resources: { requests: { cpu: '1', memoryInGB: '1.5' } },
          environmentVariables,
        },
        top: { tags: { cost: 12, live: false } },
      }),
    );
    assert.deepEqual(first(group)['environmentVariables'], [
      { name: 'PORT', value: '8080' },
      { name: 'RATE', value: '1.5' },
      { name: 'DEBUG', value: 'true' },
    ]);
    assert.deepEqual(first(group)['ports'], [{ port: 80 }]);
    assert.deepEqual(first(group)['resources'], { requests: { memoryInGB: 1.5, cpu: 1 } });
    assert.deepEqual(group['tags'], { cost: '12', live: 'false' });
  });

  it('large numbers with all their digits', async () => {
    const body = JSON.stringify(
      groupOf({ container: { environmentVariables: [{ name: 'GUILD', value: 'DIGITS' }] } }),
    ).replace('"DIGITS"', '123456789012345678');
    assert.deepEqual(first(await put(body))['environmentVariables'], [
      { name: 'GUILD', value: '123456789012345678' },
    ]);
  });

  it('null as if it were not there, and nothing that is unknown or read-only', async () => {
    const group = await put(
      groupOf({
        properties: {
          provisioningState: 'Failed',
          instanceView: { state: 'Lost' },
          volumes: null,
          colour: 'red',
        },
        container: { command: null, instanceView: { restartCount: 7 }, shape: 'round' },
        top: { tags: null, id: '/elsewhere', type: 'x', identity: null },
      }),
    );
    assert.deepEqual(Object.keys(group), ['properties', 'id', 'name', 'type', 'location']);
    assert.equal(objectAt(group, 'properties')['provisioningState'], 'Pending');
    assert.deepEqual(Object.keys(first(group)), ['image', 'ports', 'environmentVariables', 'resources']);
  });

  const wrong: readonly (readonly [string, GroupChanges, RegExp])[] = [
    [
      'a port that is a word',
      { container: { ports: [{ port: 'http' }] } },
      /^Could not convert string to integer: http\. Path 'properties\.containers\[0\]\.properties\.ports\[0\]\.port', line 1, position \d+\.$/,
    ],
    [
      'a port that is true',
      { container: { ports: [{ port: true }] } },
      /^Unexpected character encountered while parsing value: t\./,
    ],
    [
      'a port beyond all numbers',
      { container: { ports: [{ port: 99999999999 }] } },
      /^JSON integer 99999999999 is too large or small for an Int32\./,
    ],
    [
      'memory that is a word',
      { container: { resources: { requests: { cpu: 1, memoryInGB: 'much' } } } },
      /^Could not convert string to double: much\./,
    ],
    [
      'an object for a list',
      { container: { environmentVariables: { A: '1' } } },
      /^Cannot deserialize the current JSON object \(e\.g\. \{"name":"value"\}\) into type 'Microsoft\.Azure\.CloudConsole\.Providers\.Data\.Definition\.ContainerEnvironmentVariable\[\]'/,
    ],
    [
      'an object for a text',
      { container: { image: { name: 'nginx' } } },
      /^Unexpected character encountered while parsing value: \{\. Path 'properties\.containers\[0\]\.properties\.image'/,
    ],
    [
      'a credential without a server',
      { properties: { imageRegistryCredentials: [{ username: 'u' }] } },
      /^Required property 'server' not found in JSON\. Path 'properties\.imageRegistryCredentials\[0\]', line 1, position \d+\.$/,
    ],
    [
      'a server that is null',
      { properties: { imageRegistryCredentials: [{ server: null }] } },
      /^Required property 'server' expects a value but got null\./,
    ],
  ];
  for (const [what, changes, message] of wrong) {
    it(`refuse ${what}`, async () => {
      assert.match((await refusal(groupOf(changes))) ?? '', message);
    });
  }

  it('refuse what no resource has at its top, and say where it stands', async () => {
    const text = '{"location":"westus","imageRegistryCredentials":[]}';
    assert.equal(
      await refusal(text),
      "Could not find member 'imageRegistryCredentials' on object of type 'ResourceDefinition'. Path 'imageRegistryCredentials', line 1, position 48.",
    );
    assert.match(
      (await refusal('{\n  "additional_properties": {}}')) ?? '',
      /Path 'additional_properties', line 2, position 26\.$/,
    );
    const group = await azure.call('PUT', `${resourceGroupUrl}2?api-version=2021-04-01`, {
      body: { location: 'westus', colour: 'red' },
    });
    assert.equal(objectAt(group.json, 'error')['code'], 'InvalidRequestContent');
  });

  it('refuse a body without properties, in the words of a report (Azure/azure-sdk-for-js#36767)', async () => {
    assert.equal(
      await refusal('{"location":"eastus2"}'),
      "Required property 'properties' not found in JSON. Path '', line 1, position 22.",
    );
  });

  it('refuse what is nested too deep', async () => {
    const deep = '['.repeat(200) + ']'.repeat(200);
    assert.match(
      (await refusal(`{"location":"westus","properties":${deep}}`)) ?? '',
      /^The reader's MaxDepth of 128 has been exceeded\./,
    );
  });
});
