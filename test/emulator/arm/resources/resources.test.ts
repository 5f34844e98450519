import assert from 'node:assert/strict';
import { startEmulator, type Emulator } from '../../../../src/emulator/emulator.ts';
import { development, production } from '../../../../src/emulator/seed/contoso.ts';
import { arm, type RequestOptions } from '../../emulatorClient.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly tags?: Record<string, string>;
  readonly provisioningState?: string;
  readonly properties?: unknown;
}

interface Answered<T> {
  readonly status: number;
  readonly body: T;
}

const playground = `/subscriptions/${development}/resourceGroups/rg-playground`;
const hello = `${playground}/providers/Microsoft.ContainerInstance/containerGroups/hello`;
const network = `${playground}/providers/Microsoft.Network/virtualNetworks/vnet-playground`;
const registry = `${playground}/providers/Microsoft.ContainerRegistry/registries/contosodev`;

describe('Resources of every type', () => {
  let emulator: Emulator;
  before(async () => (emulator = await startEmulator()));
  after(() => emulator.close());

  const ask = (path: string, version: string, options: RequestOptions = {}) => {
    const query = `${path.includes('?') ? '&' : '?'}api-version=${version}`;
    return arm(emulator, path + query, options);
  };
  const codeOf = (body: unknown) => (body as { error: { code: string } }).error.code;

  describe('in a list', () => {
    const list = async (path: string) => {
      const { status, body } = (await ask(path, '2021-04-01')) as Answered<{ value: Row[] }>;
      assert.equal(status, 200);
      return body.value;
    };
    const filtered = async (filter: string) =>
      (await list(`/subscriptions/${development}/resources?$filter=${encodeURIComponent(filter)}`)).map(
        ({ name }) => name,
      );

    it('stand beside each other: groups, networks, identities, registries', async () => {
      const types = new Set((await list(`${playground}/resources`)).map(({ type }) => type));
      assert.deepEqual([...types].sort(), [
        'Microsoft.ContainerInstance/containerGroups',
        'Microsoft.ContainerRegistry/registries',
        'Microsoft.ManagedIdentity/userAssignedIdentities',
        'Microsoft.Network/virtualNetworks',
      ]);
    });

    it('show no properties, and their state where it is asked for', async () => {
      const of = (rows: Row[]) => rows.find(({ name }) => name === 'hello');
      const plain = of(await list(`${playground}/resources`));
      assert.deepEqual([plain?.properties, plain?.provisioningState], [undefined, undefined]);
      const expanded = of(await list(`${playground}/resources?$expand=createdTime,provisioningState`));
      assert.equal(expanded?.provisioningState, 'Succeeded');
    });

    it('are found by type, group, name, part of a name, and tag', async () => {
      assert.deepEqual(await filtered("resourceType eq 'Microsoft.Network/virtualNetworks'"), [
        'vnet-playground',
      ]);
      assert.deepEqual(await filtered("name eq 'HELLO'"), ['hello']);
      assert.deepEqual(await filtered("substringof('contoso', name)"), ['contosodev']);
      assert.ok((await filtered("resourceGroup eq 'rg-build-agents'")).includes('agent-01'));
      const tagged = await filtered("tagName eq 'team' and tagValue eq 'platform'");
      assert.ok(tagged.length > 0 && !tagged.includes('hello'));
      const either = "resourceType eq 'Microsoft.Network/virtualNetworks' or name eq 'hello'";
      assert.deepEqual((await filtered(either)).sort(), ['hello', 'vnet-playground']);
    });

    it('are in resource groups, which are found by their tags too', async () => {
      const filter = encodeURIComponent("tagname eq 'team' and tagvalue eq 'everyone'");
      const groups = await list(`/subscriptions/${development}/resourcegroups?$filter=${filter}`);
      assert.deepEqual(
        groups.map(({ name }) => name),
        ['rg-playground'],
      );
    });

    it('are not found by a filter that is none', async () => {
      const path = `/subscriptions/${development}/resources?$filter=${encodeURIComponent('name is hello')}`;
      const { status, body } = await ask(path, '2021-04-01');
      assert.deepEqual([status, codeOf(body)], [400, 'InvalidFilterInQueryString']);
    });
  });

  describe('have tags', () => {
    const tagsPath = (scope: string) => `${scope}/providers/Microsoft.Resources/tags/default`;
    const change = async (scope: string, method: string, json?: unknown) => {
      const { status, body } = (await ask(tagsPath(scope), '2021-04-01', {
        method,
        json,
      })) as Answered<{ properties: { tags: unknown } }>;
      assert.equal(status, 200);
      return body.properties.tags;
    };
    const properties = (tags: Record<string, string>) => ({ properties: { tags } });

    for (const [what, scope] of [
      ['a subscription', `/subscriptions/${production}`],
      ['a resource group', `/subscriptions/${development}/resourceGroups/rg-build-agents`],
      ['a container group', hello],
      ['a network', network],
      ['a registry', registry],
    ] as const) {
      it(`that are put, merged, replaced and taken away: ${what}`, async () => {
        assert.deepEqual(await change(scope, 'PUT', properties({ a: '1' })), { a: '1' });
        const merge = { operation: 'Merge', ...properties({ b: '2' }) };
        assert.deepEqual(await change(scope, 'PATCH', merge), { a: '1', b: '2' });
        const remove = { operation: 'Delete', ...properties({ a: '1', b: 'another' }) };
        assert.deepEqual(await change(scope, 'PATCH', remove), { b: '2' });
        const replace = { operation: 'Replace', ...properties({ c: '3' }) };
        assert.deepEqual(await change(scope, 'PATCH', replace), { c: '3' });
        assert.deepEqual(await change(scope, 'GET'), { c: '3' });
        assert.equal((await ask(tagsPath(scope), '2021-04-01', { method: 'DELETE' })).status, 200);
        assert.deepEqual(await change(scope, 'GET'), {});
      });
    }

    it('that do not belong to what is not there', async () => {
      assert.equal((await ask(tagsPath(`${hello}-2`), '2021-04-01')).status, 404);
    });
  });

  describe('are locked', () => {
    const lock = `${playground}/providers/Microsoft.Authorization/locks/keep`;
    const version = '2016-09-01';

    it('until the lock is taken away', async () => {
      const json = { properties: { level: 'CanNotDelete', notes: 'Ours.' } };
      assert.equal((await ask(lock, version, { method: 'PUT', json })).status, 201);
      assert.equal((await ask(lock, version, { method: 'PUT', json })).status, 200);
      const { body } = (await ask(
        `/subscriptions/${development}/providers/Microsoft.Authorization/locks`,
        version,
      )) as Answered<{ value: Row[] }>;
      assert.deepEqual(body.value, [
        {
          properties: { level: 'CanNotDelete', notes: 'Ours.' },
          id: lock,
          type: 'Microsoft.Authorization/locks',
          name: 'keep',
        },
      ]);
      const refused = await ask(network, '2024-05-01', { method: 'DELETE' });
      assert.deepEqual([refused.status, codeOf(refused.body)], [409, 'ScopeLocked']);
      assert.equal((await ask(lock, version, { method: 'DELETE' })).status, 200);
      assert.equal((await ask(lock, version, { method: 'DELETE' })).status, 204);
      assert.equal((await ask(lock, version)).status, 404);
    });

    it('even when only reading is allowed: that lock can be taken away too', async () => {
      const json = { properties: { level: 'ReadOnly' } };
      assert.equal((await ask(lock, version, { method: 'PUT', json })).status, 201);
      assert.equal((await ask(lock, version, { method: 'DELETE' })).status, 200);
    });
  });

  it('become a template, names as parameters, without what only the service writes', async () => {
    const { status, body } = (await ask(`${playground}/exportTemplate`, '2021-04-01', {
      method: 'POST',
      json: { resources: [hello] },
    })) as Answered<{ template: { parameters: unknown; resources: Row[] } }>;
    assert.equal(status, 200);
    assert.deepEqual(body.template.parameters, {
      containerGroups_hello_name: { defaultValue: 'hello', type: 'String' },
    });
    const [resource] = body.template.resources;
    assert.deepEqual(
      [resource?.type, resource?.name, resource?.id],
      [
        'Microsoft.ContainerInstance/containerGroups',
        "[parameters('containerGroups_hello_name')]",
        undefined,
      ],
    );
    assert.ok(!('provisioningState' in (resource?.properties as object)));
  });

  it('answer a query of Resource Graph', async () => {
    const query =
      "Resources | where type =~ 'Microsoft.ContainerInstance/containerGroups' and resourceGroup == 'rg-playground' | project name, state = properties.provisioningState | order by name asc | take 2";
    const { status, body } = (await ask('/providers/Microsoft.ResourceGraph/resources', '2022-10-01', {
      method: 'POST',
      json: { subscriptions: [development], query },
    })) as Answered<{ count: number; data: unknown[] }>;
    assert.equal(status, 200);
    assert.deepEqual(body.data, [
      { name: 'flaky', state: 'Succeeded' },
      { name: 'heartbeat', state: 'Succeeded' },
    ]);
  });

  it('belong to providers, whose operations are told', async () => {
    const provider = (name: string) => `/subscriptions/${development}/providers/${name}`;
    const { body } = (await ask(provider('microsoft.network'), '2021-04-01')) as Answered<{
      registrationState: string;
    }>;
    assert.equal(body.registrationState, 'Registered');
    const unknown = await ask(provider('Contoso.Unknown'), '2021-04-01');
    assert.deepEqual([unknown.status, codeOf(unknown.body)], [404, 'InvalidResourceNamespace']);
    const { body: other } = (await ask(provider('microsoft.compute'), '2021-04-01')) as Answered<{
      namespace: string;
      resourceTypes: unknown[];
    }>;
    assert.deepEqual([other.namespace, other.resourceTypes], ['Microsoft.Compute', []]);
    const { body: operations } = (await ask(
      '/providers/Microsoft.Authorization/providerOperations/Microsoft.ContainerInstance',
      '2022-04-01',
    )) as Answered<{ resourceTypes: { name: string; operations: Row[] }[] }>;
    const groups = operations.resourceTypes.find(({ name }) => name === 'containerGroups');
    assert.ok(
      groups?.operations.some(
        ({ name }) => name === 'Microsoft.ContainerInstance/containerGroups/stop/action',
      ),
    );
  });

  it("tell quotas, images at hand and needed endpoints, by a region's display name too", async () => {
    const regional = (name: string) =>
      `/subscriptions/${development}/providers/Microsoft.ContainerInstance/locations/East%20US/${name}`;
    const { body } = (await ask(regional('usages'), '2023-05-01')) as Answered<{
      value: { name: { value: string }; currentValue: number; limit: number }[];
    }>;
    const groups = emulator.estate.groups(development).filter(({ location }) => location === 'eastus');
    const [first] = body.value;
    assert.deepEqual(
      [first?.name.value, first?.currentValue, first?.limit],
      ['ContainerGroups', groups.length, 100],
    );
    assert.equal((await ask(regional('cachedImages'), '2023-05-01')).status, 200);
    assert.equal((await ask(regional('capabilities'), '2023-05-01')).status, 200);
    const endpoints = await ask(`${hello}/outboundNetworkDependenciesEndpoints`, '2023-05-01');
    assert.deepEqual([endpoints.status, endpoints.body], [200, []]);
  });

  it("know a group's own identity in the directory, so that it can be given a role", async () => {
    const id = `${playground}/providers/Microsoft.ContainerInstance/containerGroups/own-identity`;
    const container = {
      name: 'app',
      properties: { image: 'nginx', resources: { requests: { cpu: 1, memoryInGB: 1 } } },
    };
    const created = (await ask(id, '2023-05-01', {
      method: 'PUT',
      json: {
        location: 'eastus',
        identity: { type: 'SystemAssigned' },
        properties: { osType: 'Linux', containers: [container] },
      },
    })) as Answered<{ identity: { principalId: string } }>;
    assert.equal(created.status, 201);
    const { principalId } = created.body.identity;
    const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
    const { status, body } = (await ask(
      `${playground}/providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-4000-8000-000000000001`,
      '2022-04-01',
      {
        method: 'PUT',
        json: {
          properties: {
            principalId,
            roleDefinitionId: `/subscriptions/${development}/providers/Microsoft.Authorization/roleDefinitions/${reader}`,
          },
        },
      },
    )) as Answered<{ properties: { principalType: string } }>;
    assert.deepEqual([status, body.properties.principalType], [201, 'ServicePrincipal']);
  });
});
