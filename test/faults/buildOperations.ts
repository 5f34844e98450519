/** Builds of images in a registry. */
import assert from 'node:assert/strict';
import { followBuild } from '../../src/core/builds/followBuild.ts';
import type { ImageBuildRun } from '../../src/core/builds/imageBuildsApi.ts';
import { tarball } from '../emulator/registry/buildFixture.ts';
import type { FaultOperation } from './faultOperation.ts';
import { type CaseContext, subscriptionId } from './faultFixture.ts';

let registryCount = 0;

async function scheduled({ aci, fixture: { registry }, signal }: CaseContext): Promise<ImageBuildRun> {
  const address = await aci.builds.uploadAddress(registry, signal);
  await aci.builds.upload(address, await tarball({ Dockerfile: 'FROM alpine:3\nRUN echo built\n' }), signal);
  const request = {
    ...{ sourceLocation: address.relativePath, dockerFilePath: 'Dockerfile', imageNames: ['web:new'] },
    ...{ buildArguments: [], signsInAsCaller: false },
  };
  return aci.builds.schedule(registry, request, signal);
}

export const buildOperations: readonly FaultOperation[] = [
  {
    name: 'conditions of builds',
    run: ({ aci, fixture, signal }) => aci.builds.conditions(fixture.registry, signal),
  },
  {
    name: 'name of a registry',
    run: ({ aci, signal }) => aci.builds.nameAvailable(subscriptionId, 'brandnew1', signal),
  },
  {
    name: 'credential to push with',
    run: async ({ aci, fixture, signal }) =>
      (await aci.builds.pushCredential(fixture.registry, signal)).username,
  },
  {
    name: 'build an image',
    changes: 3,
    async run(context) {
      const { aci, fixture, clock, signal } = context;
      const run = await scheduled(context);
      const lines: string[] = [];
      let isWhole = true;
      for await (const item of followBuild(aci.builds, fixture.registry, run, clock, signal)) {
        if (item.kind === 'line') lines.push(item.text);
        if (item.kind === 'gap') isWhole = false;
        if (item.kind === 'ended')
          return { state: item.run.state, isBuilt: lines.includes('built') || !isWhole };
      }
      return undefined;
    },
    verify: answer => {
      assert.deepEqual(answer, { state: 'Succeeded', isBuilt: true });
      return Promise.resolve();
    },
  },
  {
    name: 'cancel a build',
    changes: 3,
    async run(context) {
      const run = await scheduled(context);
      await context.aci.builds.cancel(context.fixture.registry, run.id, context.signal);
      return 'cancelled';
    },
    verify: answer => {
      assert.equal(answer, 'cancelled');
      return Promise.resolve();
    },
  },
  {
    name: 'create a registry',
    async run({ aci, signal }) {
      const name = `made${++registryCount}x`.padEnd(8, 'x');
      const place = { subscriptionId, resourceGroup: 'rg', location: 'westeurope' };
      return (await aci.builds.createRegistry({ ...place, name }, signal)).name === name;
    },
    verify: answer => {
      assert.equal(answer, true);
      return Promise.resolve();
    },
  },
];
