import assert from 'node:assert/strict';
import { development, production } from '../../../src/emulator/seed/contoso.ts';
import { send } from '../emulatorClient.ts';
import { registryVersion, startBuildWorld, type BuildWorld } from './buildFixture.ts';

interface RegistryBody {
  readonly name: string;
  readonly location: string;
  readonly sku: { readonly name: string };
  readonly tags: Record<string, string>;
  readonly properties: Readonly<Record<string, unknown>> & { readonly loginServer: string };
}

describe('Registries as resources', () => {
  let world: BuildWorld;
  beforeEach(async () => (world = await startBuildWorld()));
  afterEach(() => world.close());

  const group = `/subscriptions/${development}/resourceGroups/rg-playground`;
  const path = (name: string, rest = '') =>
    `${group}/providers/Microsoft.ContainerRegistry/registries/${name}${rest}?${registryVersion}`;
  const basic = { location: 'East US', sku: { name: 'Basic' }, properties: { adminUserEnabled: true } };
  const put = (name: string, body: object = basic) => world.call('PUT', path(name), body);
  const created = async (name: string, body: object = basic) => {
    const { body: answered } = await put(name, body);
    world.clock.advance(60_000);
    return answered as RegistryBody;
  };
  const get = async (name: string) => (await world.call('GET', path(name))).body as RegistryBody;
  const errorOf = (body: unknown) => (body as { error: { code: string; message: string } }).error;

  it('are created a little later than they are asked for', async () => {
    const { status, headers, body } = await put('myregistry');
    const registry = body as RegistryBody;
    assert.equal(status, 201);
    assert.equal(registry.properties['provisioningState'], 'Creating');
    const operation = new URL(String(headers['azure-asyncoperation']));
    assert.match(
      operation.pathname,
      /\/registries\/myregistry\/operationStatuses\/registries-[0-9a-f-]{36}$/,
    );
    const poll = async () => (await world.call('GET', operation.pathname + operation.search)).body;
    assert.deepEqual(await poll(), { status: 'Creating' });
    world.clock.advance(10_000);
    assert.deepEqual(await poll(), { status: 'Succeeded' });
    const ready = await get('myregistry');
    assert.equal(ready.properties['provisioningState'], 'Succeeded');
    assert.deepEqual(
      [ready.location, ready.sku, ready.tags],
      ['eastus', { name: 'Basic', tier: 'Basic' }, {}],
    );
    const challenge = await send(world.emulator, `https://${ready.properties.loginServer}/v2/`);
    assert.equal(challenge.status, 401);
  });

  it('have names that nobody else has, of letters and digits', async () => {
    const check = async (name: string) => {
      const { body } = await world.call(
        'POST',
        `/subscriptions/${development}/providers/Microsoft.ContainerRegistry/checkNameAvailability?${registryVersion}`,
        { name, type: 'Microsoft.ContainerRegistry/registries' },
      );
      return body as { nameAvailable: boolean; reason?: string; message?: string };
    };
    assert.equal((await check('brandnew1')).nameAvailable, true);
    const taken = {
      nameAvailable: false,
      reason: 'AlreadyExists',
      message: 'The registry ContosoProd is already in use.',
    };
    assert.deepEqual(await check('ContosoProd'), taken);
    for (const name of ['abcd', 'a'.repeat(51), 'my-registry']) {
      assert.equal((await check(name)).reason, 'Invalid');
      const { status, body } = await put(name);
      assert.deepEqual([status, errorOf(body).code], [400, 'InvalidResourceName']);
    }
    const { status, body } = await put('contosoprod');
    assert.deepEqual([status, errorOf(body).code], [409, 'AlreadyInUse']);
    assert.match(
      errorOf(body).message,
      /^The registry DNS name contosoprod\.azurecr\.io is already in use\./,
    );
  });

  it('need a location and a service tier that has what is asked for', async () => {
    const refused = async (body: object) => errorOf((await put('myregistry', body)).body).code;
    assert.equal(await refused({ ...basic, location: undefined }), 'LocationRequired');
    assert.equal(await refused({ ...basic, location: 'atlantis' }), 'LocationNotAvailableForResourceType');
    assert.equal(await refused({ location: 'eastus' }), 'InvalidRequest');
    assert.equal(await refused({ ...basic, sku: { name: 'Classic' } }), 'SkuNotSupported');
    assert.equal(
      await refused({ ...basic, properties: { publicNetworkAccess: 'Disabled' } }),
      'InvalidOperation',
    );
    assert.equal(
      await refused({ ...basic, properties: { roleAssignmentMode: 'Nonsense' } }),
      'InvalidRequest',
    );
  });

  it('can be changed, by PATCH and by PUT', async () => {
    await created('myregistry');
    const patched = await world.call('PATCH', path('myregistry'), {
      sku: { name: 'Premium' },
      tags: { env: 'test' },
      properties: {
        adminUserEnabled: false,
        anonymousPullEnabled: true,
        roleAssignmentMode: 'AbacRepositoryPermissions',
        publicNetworkAccess: 'Enabled',
        networkRuleSet: { defaultAction: 'Deny', ipRules: [{ action: 'Allow', value: '203.0.113.7' }] },
      },
    });
    assert.equal(patched.status, 200);
    const { sku, tags, properties } = await get('myregistry');
    assert.deepEqual([sku.name, tags], ['Premium', { env: 'test' }]);
    assert.deepEqual(
      ['adminUserEnabled', 'anonymousPullEnabled', 'roleAssignmentMode', 'networkRuleSet'].map(
        key => properties[key],
      ),
      [
        false,
        true,
        'AbacRepositoryPermissions',
        { defaultAction: 'Deny', ipRules: [{ action: 'Allow', value: '203.0.113.7' }] },
      ],
    );
    const again = await put('myregistry', { ...basic, sku: { name: 'Premium' } });
    assert.deepEqual([again.status, (await get('myregistry')).properties['adminUserEnabled']], [200, true]);
    const moved = await put('myregistry', { ...basic, location: 'westeurope' });
    assert.deepEqual([moved.status, errorOf(moved.body).code], [409, 'InvalidResourceLocation']);
  });

  it('give their admin user another password', async () => {
    await created('myregistry');
    const passwords = async (verb: string, body?: object) => {
      const answer = await world.call('POST', path('myregistry', `/${verb}`), body);
      return (answer.body as { passwords: { value: string }[] }).passwords.map(({ value }) => value);
    };
    const before = await passwords('listCredentials');
    const after = await passwords('regenerateCredential', { name: 'password2' });
    assert.deepEqual([after[0] === before[0], after[1] === before[1]], [true, false]);
    assert.deepEqual(await passwords('listCredentials'), after);
    const wrong = await world.call('POST', path('myregistry', '/regenerateCredential'), { name: 'third' });
    assert.equal(wrong.status, 400);
  });

  it('go when they are deleted, and with their resource group', async () => {
    const { properties } = await created('myregistry');
    assert.equal((await world.call('DELETE', path('myregistry'))).status, 200);
    assert.equal((await world.call('GET', path('myregistry'))).status, 404);
    assert.equal((await world.call('DELETE', path('myregistry'))).status, 204);
    await assert.rejects(send(world.emulator, `https://${properties.loginServer}/v2/`));
    await world.call('DELETE', `${group}?api-version=2021-04-01`);
    world.clock.advance(60_000);
    assert.deepEqual(
      world.emulator.registries.all.map(({ name }) => name),
      ['contosoprod'],
    );
  });

  it('are only for those who may', async () => {
    const { switches } = world.emulator.arm;
    switches.restrictions = [{ scope: group, access: 'read' }];
    const { status, body } = await put('myregistry');
    assert.equal(status, 403);
    assert.match(errorOf(body).message, /perform action 'Microsoft\.ContainerRegistry\/registries\/write'/);
  });

  it('are listed among all resources, and with what their provider offers', async () => {
    await created('myregistry');
    const { body } = await world.call(
      'GET',
      `/subscriptions/${development}/resources?api-version=2021-04-01`,
    );
    assert.ok((body as { value: { name: string }[] }).value.some(({ name }) => name === 'myregistry'));
    const provider = await world.call(
      'GET',
      `/subscriptions/${production}/providers/Microsoft.ContainerRegistry?api-version=2021-04-01`,
    );
    const { resourceTypes } = provider.body as { resourceTypes: { resourceType: string }[] };
    assert.ok(resourceTypes.some(({ resourceType }) => resourceType === 'registries/scheduleRun'));
  });
});
