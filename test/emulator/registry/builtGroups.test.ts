import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { identityIds } from '../../../src/emulator/arm/containerGroups/identityResponse.ts';
import { roleNamed } from '../../../src/emulator/authorization/roles.ts';
import { production } from '../../../src/emulator/seed/contoso.ts';
import { send } from '../emulatorClient.ts';
import {
  registryPath,
  registryVersion,
  startBuildWorld,
  type BuildWorld,
  type Finished,
} from './buildFixture.ts';

const group = `/subscriptions/${production}/resourceGroups/rg-storefront-prod`;
const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-storefront`;

describe('A container group with an image that was built', () => {
  let world: BuildWorld;
  beforeEach(async () => (world = await startBuildWorld()));
  afterEach(() => world.close());

  const errorOf = (body: unknown) => (body as { error?: { code: string; message: string } }).error;
  const loginServer = () =>
    world.emulator.registries.all.find(({ name }) => name === 'contosoprod')?.loginServer ?? '';
  const admin = () => {
    const registry = world.emulator.registries.at(loginServer());
    return { server: loginServer(), username: 'contosoprod', password: registry?.passwords[0] ?? '' };
  };
  const byDigest = ({ outputImages: [image] }: Finished) =>
    `${image?.registry ?? ''}/${image?.repository ?? ''}@${image?.digest ?? ''}`;
  const path = (rest = '') =>
    `${group}/providers/Microsoft.ContainerInstance/containerGroups/built${rest}api-version=2023-05-01`;
  const create = (image: string, credential: object = admin(), container: object = {}, top: object = {}) =>
    world.call('PUT', path('?'), {
      location: 'westeurope',
      properties: {
        osType: 'Linux',
        restartPolicy: 'Never',
        imageRegistryCredentials: [credential],
        containers: [
          {
            name: 'app',
            properties: { image, resources: { requests: { cpu: 1, memoryInGB: 1 } }, ...container },
          },
        ],
      },
      ...top,
    });
  const logs = async () => {
    world.clock.advance(60_000);
    const { body } = await world.call('GET', path('/containers/app/logs?'));
    return (body as { content: string }).content;
  };
  const runs = async (dockerfile: string[], files: Record<string, string> = {}, container: object = {}) => {
    const run = await world.build({ Dockerfile: dockerfile.join('\n'), ...files });
    assert.equal(run.status, 'Succeeded', run.log);
    const { status, body } = await create(byDigest(run), admin(), container);
    assert.equal(status, 201, JSON.stringify(body));
    return logs();
  };

  it('runs the command of the Dockerfile in the simulated shell', async () => {
    const log = await runs(
      ['FROM alpine', 'ENV GREETING=hello', 'WORKDIR /app', 'COPY . .', 'CMD ["/app/start.sh", "world"]'],
      { 'start.sh': '#!/bin/sh\necho "$GREETING $1 from $(cat name.txt)"\nexit 3\n', 'name.txt': 'a file' },
    );
    assert.equal(log, 'hello world from a file\n');
    const { body } = await world.call('GET', path('?'));
    assert.match(JSON.stringify(body), /"state":"Terminated"[^}]*"exitCode":3/);
  });

  it('runs its own command instead, and has the variables of both', async () => {
    const log = await runs(
      ['FROM alpine', 'ENV A=image B=image', 'ENTRYPOINT ["/none"]'],
      {},
      { command: ['sh', '-c', 'echo $A $B'], environmentVariables: [{ name: 'B', value: 'group' }] },
    );
    assert.equal(log, 'image group\n');
  });

  it('is a web server on the port that the Dockerfile exposes', async () => {
    const log = await runs(['FROM node:20', 'COPY . .', 'EXPOSE 8080', 'CMD node server.js'], {
      'server.js': '',
    });
    assert.match(log, /^listening on port 8080\n.* "GET /);
  });

  it('does what its base image does where the Dockerfile does not say', async () => {
    assert.match(
      await runs(['FROM nginx:alpine', 'COPY . /usr/share/nginx/html']),
      /^\/docker-entrypoint\.sh: /,
    );
  });

  it('does not start where its command is not there', async () => {
    await runs(['FROM scratch', 'COPY . /', 'CMD ["/missing"]']);
    const { body } = await world.call('GET', path('?'));
    assert.match(JSON.stringify(body), /exec: \\+"\/missing\\+": executable file not found/);
  });

  it('goes by the tag to what was pushed last, by the digest to what was meant', async () => {
    const build = (text: string) =>
      world.build({ Dockerfile: `FROM alpine\nCMD echo ${text}\n` }, { imageNames: ['team/app:v1'] });
    const first = await build('first');
    await build('second');
    assert.equal((await create(`${loginServer()}/team/app:v1`)).status, 201);
    assert.equal(await logs(), 'second\n');
    await world.call('DELETE', path('?'));
    assert.equal((await create(byDigest(first))).status, 201);
    assert.equal(await logs(), 'first\n');
  });

  it('is shown by the registry, with manifest and configuration', async () => {
    const run = await world.build({ Dockerfile: 'FROM alpine\nEXPOSE 8080\nCMD ["./app"]\n' });
    const [image] = run.outputImages;
    const { username, password, server } = admin();
    const headers = { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
    const at = (rest: string, more = headers) =>
      send(world.emulator, `https://${server}/v2/${image?.repository ?? ''}/${rest}`, { headers: more });
    const manifest = await at(`manifests/${image?.tag ?? ''}`);
    assert.equal(manifest.headers['docker-content-digest'], image?.digest);
    assert.equal(manifest.headers['content-type'], 'application/vnd.docker.distribution.manifest.v2+json');
    const parsed = (typeof manifest.body === 'string' ? JSON.parse(manifest.body) : manifest.body) as {
      config: { digest: string };
    };
    const config = await at(`blobs/${parsed.config.digest}`);
    assert.match(JSON.stringify(config.body), /8080\/tcp/);
    assert.equal((await at(`manifests/${image?.digest ?? ''}`)).status, 200);
    assert.equal((await at('manifests/none')).status, 404);
    assert.equal((await at('manifests/none', { authorization: '' })).status, 401);
  });

  describe('that it pulls with a managed identity', () => {
    const assign = (roleName: string, principalId = identityIds(identity).principalId) =>
      world.emulator.arm.assignments.add({
        ...{ name: randomUUID(), scope: registryPath, role: roleNamed(roleName), created: 0, createdBy: '' },
        ...{ principalId, principalType: 'ServicePrincipal' },
      });
    const withIdentity = async () => {
      const run = await world.build({ Dockerfile: 'FROM alpine\nCMD echo pulled\n' }, asCaller);
      return create(
        byDigest(run),
        { server: loginServer(), identity },
        {},
        {
          identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } },
        },
      );
    };
    const asCaller = { credentials: { sourceRegistry: { identity: '[caller]' } } };
    const patch = (properties: object) =>
      world.call('PATCH', `${registryPath}?${registryVersion}`, { properties });
    const abac = () => patch({ roleAssignmentMode: 'AbacRepositoryPermissions' });

    it('needs AcrPull', async () => {
      const { status, body } = await withIdentity();
      assert.deepEqual([status, errorOf(body)?.code], [400, 'InaccessibleImage']);
      assign('AcrPull');
      assert.equal((await withIdentity()).status, 201);
      assert.equal(await logs(), 'pulled\n');
    });

    it('needs the right to read the repository where the registry has repository permissions', async () => {
      await abac();
      assign('Container Registry Repository Writer', world.emulator.entra.directory.application.objectId);
      assign('AcrPull');
      assert.equal(errorOf((await withIdentity()).body)?.code, 'InaccessibleImage');
      assign('Container Registry Repository Reader');
      assert.equal((await withIdentity()).status, 201);
    });
  });

  describe('in a registry', () => {
    const dockerfile = { Dockerfile: 'FROM alpine\n' };
    const patch = (properties: object) =>
      world.call('PATCH', `${registryPath}?${registryVersion}`, { properties });

    it('with repository permissions is not built without the rights of whoever asks', async () => {
      await patch({ roleAssignmentMode: 'AbacRepositoryPermissions' });
      const without = await world.build(dockerfile);
      assert.equal(without.status, 'Failed');
      assert.match(
        without.log,
        /Finished downloading source code\nwhen specifying push, at least one credential is required\n\nRun ID/,
      );
      const asCaller = { credentials: { sourceRegistry: { identity: '[caller]' } } };
      const refused = await world.build(dockerfile, asCaller);
      assert.match(
        refused.log,
        /, attempt 3\n[^]*unauthorized: authentication required[^]*failed to run step ID: push: failed to push images successfully\n/,
      );
      world.emulator.arm.assignments.add({
        ...{ name: randomUUID(), scope: registryPath, created: 0, createdBy: '' },
        role: roleNamed('Container Registry Repository Writer'),
        principalId: world.emulator.entra.directory.application.objectId,
        principalType: 'ServicePrincipal',
      });
      assert.equal((await world.build(dockerfile, asCaller)).status, 'Succeeded');
    });

    it('behind a firewall is not built, read or pulled from', async () => {
      const built = await world.build(dockerfile);
      await patch({ networkRuleSet: { defaultAction: 'Deny', ipRules: [] } });
      const run = await world.build(dockerfile);
      assert.match(
        run.log,
        /failed to login, ran out of retries: failed to set docker credentials: Error response from daemon: Get "https:\/\/[^"]+\/v2\/": denied: \{"errors":\[\{"code":"DENIED","message":"client with IP '[\d.]+' is not allowed access\. Refer https:\/\/aka\.ms\/acr\/firewall to grant access\."\}\]\}\n: exit status 1\n/,
      );
      const { status } = await send(world.emulator, `https://${loginServer()}/v2/`);
      assert.equal(status, 403);
      assert.equal(errorOf((await create(byDigest(built))).body)?.code, 'InaccessibleImage');
      await patch({
        networkRuleSet: { defaultAction: 'Deny', ipRules: [{ action: 'Allow', value: '127.0.0.1' }] },
      });
      assert.equal((await send(world.emulator, `https://${loginServer()}/v2/`)).status, 401);
    });
  });
});
