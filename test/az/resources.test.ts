import assert from 'node:assert/strict';
import { development as subscription } from '../../src/emulator/seed/contoso.ts';
import { type AzCli, openSignedInAzCli } from './azCli.ts';

const group = 'rg-playground';
const scope = `/subscriptions/${subscription}/resourceGroups/${group}`;
const hello = `${scope}/providers/Microsoft.ContainerInstance/containerGroups/hello`;
const inGroup = ['--resource-group', group] as const;

describe('az beside az container', () => {
  let cli: AzCli;
  before(async () => {
    cli = await openSignedInAzCli(subscription, { switches: { arm: { resourceGroupDeletionMs: 100 } } });
  });
  after(() => cli.close());

  const names = async (...args: string[]) =>
    ((await cli.json(...args, '--query', '[].name')) as string[]).sort();

  it('group creates, lists, changes, exports and deletes resource groups', async () => {
    const one = ['--name', 'rg-new'];
    await cli.json('group', 'create', ...one, '--location', 'West Europe', '--tags', 'env=test');
    assert.deepEqual(await names('group', 'list', '--tag', 'env=test'), ['rg-new']);
    const tags = await cli.json('group', 'update', ...one, '--set', 'tags.team=web', '--query', 'tags');
    assert.deepEqual(tags, { env: 'test', team: 'web' });
    const types = await cli.json('group', 'export', '--name', group, '--query', 'resources[].type');
    assert.ok((types as string[]).includes('Microsoft.Network/virtualNetworks'));
    await cli.json('group', 'delete', ...one, '--yes', '--no-wait');
    await cli.json('group', 'wait', ...one, '--deleted', '--interval', '1');
    assert.equal(await cli.json('group', 'exists', ...one), false);
  });

  it('resource lists, shows, tags and updates a container group like any resource', async () => {
    const type = ['--resource-type', 'Microsoft.ContainerInstance/containerGroups'];
    assert.ok((await names('resource', 'list', ...inGroup, ...type)).includes('hello'));
    assert.deepEqual(await names('resource', 'list', '--name', 'vnet-playground'), ['vnet-playground']);
    assert.ok(!(await names('resource', 'list', '--tag', 'team=platform')).includes('hello'));
    assert.equal(await cli.json('resource', 'show', '--ids', hello, '--query', 'name'), 'hello');
    await cli.json('resource', 'tag', '--ids', hello, '--tags', 'first=1');
    await cli.json('resource', 'tag', '--ids', hello, '--tags', 'second=2', '--is-incremental');
    const tags = await cli.json(
      'resource',
      'update',
      '--ids',
      hello,
      '--set',
      'tags.third=3',
      '--query',
      'tags',
    );
    assert.deepEqual(tags, { first: '1', second: '2', third: '3' });
  });

  it('tag reads and changes the tags at a scope', async () => {
    const at = ['--resource-id', scope, '--query', 'properties.tags'];
    assert.deepEqual(await cli.json('tag', 'create', ...at, '--tags', 'a=1'), { a: '1' });
    const merged = ['tag', 'update', '--operation', 'merge', ...at, '--tags', 'b=2'];
    assert.deepEqual(await cli.json(...merged), { a: '1', b: '2' });
  });

  it('lock keeps a container group from being deleted', async () => {
    const lock = ['--name', 'keep', ...inGroup];
    await cli.json('lock', 'create', ...lock, '--lock-type', 'CanNotDelete', '--notes', 'Ours.');
    assert.deepEqual(await names('lock', 'list', ...inGroup), ['keep']);
    const refused = await cli.run(['container', 'delete', '--ids', hello, '--yes']);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /\(ScopeLocked\)/);
    await cli.json('lock', 'delete', ...lock);
    assert.deepEqual(await names('lock', 'list', ...inGroup), []);
  });

  it('identity creates, lists and deletes an identity', async () => {
    const one = ['--name', 'id-az', ...inGroup];
    const created = (await cli.json('identity', 'create', ...one)) as { clientId: string; location: string };
    assert.match(created.clientId, /^[0-9a-f-]{36}$/);
    assert.deepEqual(await names('identity', 'list', ...inGroup), ['id-az', 'id-playground']);
    await cli.json('identity', 'delete', ...one);
    assert.deepEqual(await names('identity', 'list', ...inGroup), ['id-playground']);
  });

  it('monitor shows metrics, what a group can measure, and what was done', async () => {
    const asked = ['monitor', 'metrics', 'list', '--resource', hello, '--metric', 'CpuUsage', 'MemoryUsage'];
    const last = await cli.json(...asked, '--query', 'value[].timeseries[0].data[-2].average');
    assert.ok((last as unknown[]).length === 2 && (last as number[]).every(value => value > 0));
    const definitions = ['monitor', 'metrics', 'list-definitions', '--resource', hello];
    const known = await cli.json(...definitions, '--query', '[].name.value');
    assert.ok((known as string[]).includes('NetworkBytesReceivedPerSecond'));
    const log = ['monitor', 'activity-log', 'list', ...inGroup, '--offset', '1h'];
    const done = (await cli.json(...log, '--query', '[].operationName.value')) as string[];
    assert.ok(done.includes('Microsoft.Authorization/locks/write'));
  });

  it('provider tells of namespaces and operations', async () => {
    const show = ['provider', 'show', '--namespace', 'Microsoft.Network', '--query', 'registrationState'];
    assert.equal(await cli.json(...show), 'Registered');
    const other = ['provider', 'show', '--namespace', 'Microsoft.Compute', '--query', 'namespace'];
    assert.equal(await cli.json(...other), 'Microsoft.Compute');
    const unknown = await cli.run(['provider', 'show', '--namespace', 'Contoso.Unknown']);
    assert.match(
      unknown.stderr,
      /\(InvalidResourceNamespace\) The resource namespace 'Contoso.Unknown' is invalid/,
    );
    const operations = ['provider', 'operation', 'show', '--namespace', 'Microsoft.ContainerInstance'];
    const types = (await cli.json(...operations, '--query', 'resourceTypes[].name')) as string[];
    assert.ok(types.includes('containerGroups'));
  });

  it('network creates a network and a delegated subnet, in the only profile whose commands Debian ships whole', async () => {
    // The package python3-azure lacks the api-version that the profile `latest` asks of Microsoft.Network.
    await cli.json('cloud', 'update', '--profile', '2020-09-01-hybrid');
    const network = ['--vnet-name', 'vnet-az', ...inGroup];
    await cli.json(
      ...['network', 'vnet', 'create', '--name', 'vnet-az', ...inGroup, '--address-prefix', '10.1.0.0/16'],
    );
    const created = await cli.json(
      ...[
        'network',
        'vnet',
        'subnet',
        'create',
        '--name',
        'aci',
        ...network,
        '--address-prefixes',
        '10.1.1.0/24',
      ],
      ...['--delegations', 'Microsoft.ContainerInstance/containerGroups'],
    );
    const { delegations } = created as { delegations: { serviceName: string }[] };
    assert.equal(delegations[0]?.serviceName, 'Microsoft.ContainerInstance/containerGroups');
    assert.deepEqual(await names('network', 'vnet', 'subnet', 'list', ...network), ['aci']);
  });
});
