/** The real client against the emulator's registries, in time that a test moves. */
import assert from 'node:assert/strict';
import { imageReference } from '../../../src/ui/build/buildInAzure.ts';
import type { ImageBuildRequest } from '../../../src/core/builds/imageBuildsApi.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { followBuild } from '../../../src/core/builds/followBuild.ts';
import type { Registry } from '../../../src/core/model/registry.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { production } from '../../../src/emulator/seed/contoso.ts';
import { collect } from '../../collect.ts';
import { tarball } from '../../emulator/registry/buildFixture.ts';
import { openCreateFixture, type CreateFixture } from '../../ui/create/createFixture.ts';

describe('Builds in a registry', () => {
  const signal = neverAborts();
  let fixture: CreateFixture;
  let aci: AzureApi;
  let registry: Registry;

  beforeEach(async () => {
    fixture = await openCreateFixture();
    ({ aci } = fixture);
    await aci.tenants(signal);
    await aci.subscriptions(fixture.emulator.tenantId, signal);
    registry =
      (await aci.registries(production, signal)).find(({ name }) => name === 'contosoprod') ?? assert.fail();
  });
  afterEach(() => fixture.close());

  const request: Omit<ImageBuildRequest, 'sourceLocation'> = {
    dockerFilePath: 'Dockerfile',
    imageNames: ['team/web:1'],
    buildArguments: [{ name: 'GREETING', value: 'hello', isSecret: false }],
    signsInAsCaller: false,
  };

  async function build(files: Readonly<Record<string, string>>) {
    const address = await aci.builds.uploadAddress(registry, signal);
    await aci.builds.upload(address, await tarball(files), signal);
    const run = await aci.builds.schedule(
      registry,
      { ...request, sourceLocation: address.relativePath },
      signal,
    );
    return collect(followBuild(aci.builds, registry, run, fixture.clock, signal));
  }

  it('go from an upload to an image by digest, with the whole log', async () => {
    const items = await build({
      Dockerfile: 'FROM node:20\nARG GREETING\nRUN echo $GREETING there\nEXPOSE 80\n',
    });
    const end = items.at(-1);
    assert.ok(end?.kind === 'ended' && end.run.state === 'Succeeded', JSON.stringify(items.slice(-4)));
    const [image] = end.run.images;
    assert.ok(image);
    assert.match(imageReference(registry, image), /\/team\/web@sha256:[0-9a-f]{64}$/);
    const lines = items.flatMap(item => (item.kind === 'line' ? item.text : []));
    assert.ok(lines.includes('hello there'), lines.join('\n'));
    assert.ok(!items.some(({ kind }) => kind === 'gap'));
    assert.ok(lines.some(line => line.startsWith('Run ID:')));
  });

  it('fail with the step in the log', async () => {
    const items = await build({ Dockerfile: 'FROM node:20\nRUN exit 3\n' });
    const end = items.at(-1);
    assert.ok(end?.kind === 'ended' && end.run.state === 'Failed');
    assert.ok(items.some(item => item.kind === 'line' && item.text.startsWith('Step 2/2 : RUN exit 3')));
  });

  it('are refused on subscriptions that may not have them, in words that say so', async () => {
    fixture.emulator.arm.switches.tasksNotAllowed = [production];
    await assert.rejects(build({ Dockerfile: 'FROM node:20\n' }), { kind: 'buildsNotAllowed' });
  });

  it('can be cancelled', async () => {
    const address = await aci.builds.uploadAddress(registry, signal);
    await aci.builds.upload(address, await tarball({ Dockerfile: 'FROM node:20\nRUN sleep 300\n' }), signal);
    const run = await aci.builds.schedule(
      registry,
      { ...request, sourceLocation: address.relativePath },
      signal,
    );
    await aci.builds.cancel(registry, run.id, signal);
    fixture.pass(60_000);
    assert.equal((await aci.builds.run(registry, run.id, signal)).state, 'Canceled');
  });

  it('tell what the registry lets them do', async () => {
    assert.deepEqual(await aci.builds.conditions(registry, signal), {
      hasRepositoryPermissions: false,
      isNetworkRestricted: false,
      letsTasksThrough: false,
    });
  });

  it('can have a registry made for them, under a name that is free', async () => {
    const taken = await aci.builds.nameAvailable(production, registry.name, signal);
    assert.ok(!taken.isAvailable && taken.reason !== undefined);
    assert.deepEqual(await aci.builds.nameAvailable(production, 'brandnew1', signal), { isAvailable: true });
    const place = { subscriptionId: production, resourceGroup: 'rg-registry-prod', location: 'westeurope' };
    const made = await aci.builds.createRegistry({ ...place, name: 'brandnew1' }, signal);
    assert.equal(made.name, 'brandnew1');
    assert.ok((await aci.registries(production, signal)).some(({ id }) => id === made.id));
  });

  it('give a local program a token of the account to push with', async () => {
    const { username, password, server } = await aci.builds.pushCredential(registry, signal);
    assert.equal(username, '00000000-0000-0000-0000-000000000000');
    assert.equal(server, registry.loginServer);
    assert.notEqual(password, '');
  });
});
