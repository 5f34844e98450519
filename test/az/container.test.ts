import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identityId } from '../../src/emulator/managedIdentity/identities.ts';
import { development as subscription, identities } from '../../src/emulator/seed/contoso.ts';
import { type AzCli, openSignedInAzCli } from './azCli.ts';
import type { Json, JsonObject } from '../../src/emulator/json.ts';

const group = 'rg-az';
const scope = `/subscriptions/${subscription}/resourceGroups/${group}`;
const key = Buffer.alloc(64, 7).toString('base64');

/** The members of az's own rendering that the tests look at. */
interface Shown {
  readonly name: string;
  readonly instanceView: { readonly state: string } | null;
  readonly ipAddress: { readonly fqdn: string; readonly ip: string | null } | null;
}

const file = `
apiVersion: 2021-10-01
location: westeurope
name: from-file
type: Microsoft.ContainerInstance/containerGroups
tags: {team: web}
properties:
  osType: Linux
  restartPolicy: Never
  containers:
  - name: job
    properties:
      image: alpine
      command: [sh, -c, 'for i in 1 2 3; do echo line $i; sleep 1; done']
      resources: {requests: {cpu: 1.0, memoryInGb: 1.5}}
  - name: side
    properties:
      image: alpine
      command: [sh, -c, 'echo hello from the side']
      resources: {requests: {cpu: 0.5, memoryInGB: 0.5}}
`;

describe('az container', () => {
  let cli: AzCli;
  before(async () => {
    cli = await openSignedInAzCli(subscription, { switches: { containers: { pace: 0.05 } } });
    await cli.json('group', 'create', '--name', group, '--location', 'westeurope');
  });
  after(() => cli.close());

  const on = (name: string) => ['--resource-group', group, '--name', name];
  const create = (name: string, ...options: string[]) =>
    cli.json('container', 'create', ...on(name), '--image', 'nginx', '--no-wait', ...options);
  /** What the emulator keeps of a group. */
  const kept = (name: string): JsonObject => {
    const found = cli.emulator.estate.group({ subscriptionId: subscription, resourceGroup: group, name });
    assert.ok(found);
    return { ...found.properties, identity: found.identity ?? null, zones: found.zones ?? null };
  };
  const container = (name: string): JsonObject => {
    const [first] = kept(name)['containers'] as { properties: JsonObject }[];
    return first?.properties ?? {};
  };
  const printed = async (...args: string[]) => {
    const { code, stdout, stderr } = await cli.run(args);
    assert.equal(code, 0, stderr);
    return stdout;
  };

  it('create waits for a group of flags and for one of a file, side by side', async () => {
    const path = join(cli.folder, 'group.yaml');
    await writeFile(path, file);
    const common = [
      '--location',
      'westeurope',
      '--cpu',
      '1',
      '--memory',
      '1.5',
      '--restart-policy',
      'OnFailure',
    ];
    const address = ['--ip-address', 'Public', '--ports', '80', '443', '--dns-name-label', 'az-web-label'];
    const variables = ['--environment-variables', 'PLAIN=1', 'WORDS=two words'];
    const secure = ['--secure-environment-variables', 'TOKEN=hidden'];
    const [web, fromFile] = (await Promise.all([
      cli.json(
        ...['container', 'create', ...on('web'), '--image', 'nginx'],
        ...[...common, ...address, ...variables, ...secure],
      ),
      cli.json('container', 'create', '--resource-group', group, '--file', path),
    ])) as [Shown, { name: string; tags: JsonObject }];
    assert.deepEqual(
      [web.instanceView?.state, web.ipAddress?.fqdn],
      ['Running', 'az-web-label.westeurope.azurecontainer.io'],
    );
    assert.deepEqual(container('web')['environmentVariables'], [
      { name: 'PLAIN', value: '1' },
      { name: 'WORDS', value: 'two words' },
      { name: 'TOKEN', secureValue: 'hidden' },
    ]);
    assert.deepEqual([fromFile.name, fromFile.tags], ['from-file', { team: 'web' }]);
  });

  it('list and show tell what there is, as tables too', async () => {
    const listed = (await cli.json('container', 'list', '--resource-group', group)) as Shown[];
    assert.deepEqual(listed.map(({ name, instanceView }) => [name, instanceView]).sort(), [
      ['from-file', null],
      ['web', null],
    ]);
    const table = await printed('container', 'show', ...on('web'), '--output', 'table');
    assert.match(
      table,
      /^web +rg-az +Running +nginx +[\d.]+:80,443 +Public +1\.0 core\/1\.5 gb +Linux +westeurope$/m,
    );
    const { code, stderr } = await cli.run(['container', 'show', ...on('nobody')]);
    assert.equal(code, 3);
    assert.match(
      stderr,
      /\(ResourceNotFound\) The Resource 'Microsoft\.ContainerInstance\/containerGroups\/nobody'/,
    );
  });

  it('logs prints what a container wrote, and follows it until it ends', async () => {
    const side = await printed('container', 'logs', ...on('from-file'), '--container-name', 'side');
    assert.equal(side.trim(), 'hello from the side');
    const followed = await printed('container', 'logs', ...on('from-file'), '--follow');
    for (const line of ['line 1', 'line 2', 'line 3']) assert.ok(followed.includes(line), followed);
  });

  it("attach tells a container's events and what it writes", async () => {
    const attached = cli.start(['container', 'attach', ...on('web')]);
    await attached.printed(/Successfully pulled image "nginx@sha256:/);
    await attached.printed(/Configuration complete; ready for start up/);
    attached.interrupt();
    await attached.ended;
  });

  it('exec runs a program in a terminal, and a shell that one types into', async () => {
    const host = await cli.terminal('container', 'exec', ...on('web'), '--exec-command', 'hostname').ended;
    assert.equal(host.code, 0, host.stdout);
    assert.match(host.stdout, /^SandboxHost-/m);
    const shell = cli.terminal('container', 'exec', ...on('web'), '--exec-command', '/bin/sh');
    await shell.printed(/# $/);
    shell.type('echo sum $((20 + 3))\r');
    await shell.printed(/^sum 23/m);
    shell.type('exit\r');
    assert.equal((await shell.ended).code, 0);
  });

  it('stop, start and restart change what show tells', async () => {
    const state = async () =>
      (await cli.json('container', 'show', ...on('web'), '--query', 'instanceView.state')) as string;
    await cli.json('container', 'stop', ...on('web'));
    assert.equal(await state(), 'Stopped');
    await cli.json('container', 'start', ...on('web'));
    assert.equal(await state(), 'Running');
    await cli.json('container', 'restart', ...on('web'), '--no-wait');
    assert.equal(await state(), 'Running');
  });

  it('export writes a file that create takes again', async () => {
    const path = join(cli.folder, 'exported.yaml');
    await cli.json('container', 'export', ...on('web'), '--file', path);
    const exported = await readFile(path, 'utf8');
    assert.match(exported, /^name: web$/m);
    assert.match(exported, /dnsNameLabel: az-web-label/);
    assert.doesNotMatch(exported, /hidden|instanceView/);
  });

  it('create takes identities, and gives the own one a role', async () => {
    const [assigned] = identities;
    assert.ok(assigned);
    const both = ['--assign-identity', '[system]', identityId(assigned)];
    await create('with-identity', ...both, '--scope', scope, '--role', 'Reader');
    assert.deepEqual(kept('with-identity')['identity'], {
      type: 'SystemAssigned, UserAssigned',
      userAssignedIdentities: { [identityId(assigned)]: {} },
    });
    const given = cli.emulator.arm.assignments.all.filter(each => each.scope === scope);
    assert.deepEqual(
      given.map(({ role, principalType }) => [role.roleName, principalType]),
      [['Reader', 'ServicePrincipal']],
    );
  });

  it('create takes secrets, a file share and a repository as volumes', async () => {
    await create(
      'with-volumes',
      ...['--secrets', 'one=1', 'two=second', '--secrets-mount-path', '/mnt/secrets'],
      ...['--azure-file-volume-share-name', 'share', '--azure-file-volume-account-name', 'account'],
      ...['--azure-file-volume-account-key', key, '--azure-file-volume-mount-path', '/mnt/files'],
      ...['--gitrepo-url', 'https://example.org/app.git', '--gitrepo-mount-path', '/mnt/git'],
      ...['--gitrepo-dir', 'src', '--gitrepo-revision', 'main'],
    );
    const base64 = (text: string): Json => Buffer.from(text).toString('base64');
    assert.deepEqual(kept('with-volumes')['volumes'], [
      {
        name: 'azurefile',
        azureFile: { shareName: 'share', storageAccountName: 'account', storageAccountKey: key },
      },
      { name: 'secrets', secret: { one: base64('1'), two: base64('second') } },
      {
        name: 'gitrepo',
        gitRepo: { directory: 'src', repository: 'https://example.org/app.git', revision: 'main' },
      },
    ]);
    assert.deepEqual(container('with-volumes')['volumeMounts'], [
      { name: 'azurefile', mountPath: '/mnt/files' },
      { name: 'secrets', mountPath: '/mnt/secrets' },
      { name: 'gitrepo', mountPath: '/mnt/git' },
    ]);
  });

  it('create takes a registry and its password, a command, a zone, and Windows', async () => {
    await create(
      'with-registry',
      ...[
        '--registry-login-server',
        'index.docker.io',
        '--registry-username',
        'me',
        '--registry-password',
        'pw',
      ],
      ...['--command-line', "nginx -g 'daemon off;'", '--zone', '1'],
    );
    assert.deepEqual(container('with-registry')['command'], ['nginx', '-g', 'daemon off;']);
    assert.deepEqual(kept('with-registry')['zones'], ['1']);
    const windows = 'mcr.microsoft.com/windows/nanoserver:ltsc2022';
    await cli.json(
      ...['container', 'create', ...on('windows'), '--image', windows, '--os-type', 'Windows'],
      ...['--cpu', '2', '--memory', '3', '--no-wait'],
    );
    assert.equal(kept('windows')['osType'], 'Windows');
  });

  it('create looks a workspace and its key up by its name', async () => {
    await cli.json(
      'monitor',
      'log-analytics',
      'workspace',
      'create',
      '-g',
      group,
      '--workspace-name',
      'logs',
    );
    await create('with-workspace', '--log-analytics-workspace', 'logs');
    const { logAnalytics } = kept('with-workspace')['diagnostics'] as {
      logAnalytics: { workspaceId: string; workspaceKey: string };
    };
    assert.match(logAnalytics.workspaceId, /^[0-9a-f-]{36}$/);
    assert.equal(Buffer.from(logAnalytics.workspaceKey, 'base64').length, 64);
  });

  it('create says in the words of the service what is wrong', async () => {
    const bad = await cli.run(['container', 'create', ...on('Bad_Name'), '--image', 'nginx', '--no-wait']);
    assert.equal(bad.code, 1);
    assert.match(bad.stderr, /\(InvalidContainer(Group)?Name\)/);
    const nowhere = ['container', 'create', '-g', 'nowhere', '-n', 'x', '--image', 'nginx', '--no-wait'];
    assert.match((await cli.run(nowhere)).stderr, /\(ResourceGroupNotFound\)/);
  });

  it('delete takes a group away, and is content where there is none', async () => {
    const deleted = (await cli.json('container', 'delete', ...on('web'), '--yes')) as Shown;
    assert.equal(deleted.name, 'web');
    assert.equal(await cli.json('container', 'delete', ...on('web'), '--yes'), undefined);
  });
});
