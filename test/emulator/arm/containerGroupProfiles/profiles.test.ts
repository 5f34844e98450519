import assert from 'node:assert/strict';
import { objectAt, objectsAt, textAt, type JsonObject } from '../../../../src/emulator/json.ts';
import {
  type ArmServer,
  groupOf,
  minute,
  resourceGroupUrl,
  startArmServer,
  subscriptionId,
} from '../armServer.ts';

const version = 'api-version=2025-09-01';
const provider = 'providers/Microsoft.ContainerInstance';
const url = (rest: string, at = resourceGroupUrl) => `${at}/${provider}/${rest}?${version}`;

describe('Container group profiles', () => {
  let azure: ArmServer;
  beforeEach(async () => (azure = await startArmServer()));
  afterEach(() => azure.close());

  const put = (name: string, body: unknown) =>
    azure.call('PUT', url(`containerGroupProfiles/${name}`), { body });
  const get = (rest: string, at?: string) => azure.call('GET', url(`containerGroupProfiles${rest}`, at));
  const revisionOf = (json: JsonObject) => objectAt(json, 'properties')['revision'];
  const codeOf = ({ status, json }: { status: number; json: JsonObject }) =>
    `${status} ${textAt(objectAt(json, 'error'), 'code')}`;

  it('are made, changed, listed, tagged and deleted, and keep every revision', async () => {
    const made = await put('My_Web', groupOf());
    assert.deepEqual([made.status, revisionOf(made.json)], [201, 1]);
    const changed = await put('my_web', groupOf({ properties: { restartPolicy: 'Never' } }));
    assert.deepEqual([changed.status, revisionOf(changed.json), changed.json['name']], [200, 2, 'My_Web']);
    for (const at of [resourceGroupUrl, `/subscriptions/${subscriptionId}`]) {
      assert.deepEqual(objectsAt((await get('', at)).json, 'value').map(revisionOf), [2]);
    }
    assert.deepEqual(objectsAt((await get('/my_web/revisions')).json, 'value').map(revisionOf), [1, 2]);
    const first = (await get('/my_web/revisions/1')).json;
    assert.deepEqual([revisionOf(first), objectAt(first, 'properties')['restartPolicy']], [1, undefined]);
    assert.equal(codeOf(await get('/my_web/revisions/3')), '404 ResourceNotFound');
    const tagged = await azure.call('PATCH', url('containerGroupProfiles/my_web'), {
      body: { tags: { a: 1 } },
    });
    assert.deepEqual([tagged.status, tagged.json['tags'], revisionOf(tagged.json)], [200, { a: '1' }, 2]);
    for (const status of [200, 204]) {
      assert.equal((await azure.call('DELETE', url('containerGroupProfiles/my_web'))).status, status);
    }
    assert.equal(codeOf(await get('/my_web')), '404 ResourceNotFound');
  });

  it('never show their secrets', async () => {
    const body = groupOf({
      properties: {
        volumes: [{ name: 'files', secret: { key: 'aGlkZGVu' } }],
        imageRegistryCredentials: [{ server: 'contoso.azurecr.io', username: 'a', PassWord: 'hidden' }],
      },
      container: { environmentVariables: [{ name: 'KEY', secureValue: 'hidden' }] },
    });
    const shown = [await put('web', body), await get('/web'), await get(''), await get('/web/revisions')];
    for (const { status, text } of shown) {
      assert.ok(status < 300, text);
      assert.doesNotMatch(text, /hidden|aGlkZGVu/);
    }
  });

  it('are refused with a wrong name, a wrong body, in another region, and to older versions', async () => {
    assert.equal(codeOf(await put('-web', groupOf())), '400 InvalidContainerGroupProfileName');
    assert.equal(codeOf(await put('web', groupOf({ properties: { osType: 'Other' } }))), '400 InvalidOsType');
    assert.equal((await put('web', groupOf())).status, 201);
    const elsewhere = groupOf({ top: { location: 'eastus' } });
    assert.equal(codeOf(await put('web', elsewhere)), '409 InvalidResourceLocation');
    const older = url('containerGroupProfiles/web').replace('2025-09-01', '2023-05-01');
    assert.equal(codeOf(await azure.call('GET', older)), '400 NoRegisteredProviderFound');
  });

  it('give a group what its body leaves out, of the revision that it names', async () => {
    await put('web', groupOf({ container: { environmentVariables: [{ name: 'FROM', value: 'first' }] } }));
    await put('web', groupOf({ container: { environmentVariables: [{ name: 'FROM', value: 'second' }] } }));
    const id = `${resourceGroupUrl}/${provider}/containerGroupProfiles/WEB`;
    const group = (revision: number | undefined) => ({
      location: 'westus',
      properties: {
        containerGroupProfile: { id, revision },
        containers: [{ name: 'web', properties: { configMap: { keyValuePairs: { mode: 'fast' } } } }],
      },
    });
    for (const [name, revision, from] of [
      ['one', 1, 'first'],
      ['two', undefined, 'second'],
    ] as const) {
      const made = await azure.call('PUT', url(`containerGroups/${name}`), { body: group(revision) });
      assert.equal(made.status, 201, made.text);
      const [container = {}] = objectsAt(objectAt(made.json, 'properties'), 'containers');
      const { image, environmentVariables, configMap } = objectAt(container, 'properties');
      assert.equal(image, 'mcr.microsoft.com/azuredocs/aci-helloworld');
      assert.deepEqual(environmentVariables, [{ name: 'FROM', value: from }]);
      assert.deepEqual(configMap, { keyValuePairs: { mode: 'fast' } });
    }
    azure.clock.advance(minute);
    const missing = await azure.call('PUT', url('containerGroups/three'), { body: group(3) });
    assert.equal(missing.status, 400);
  });
});
