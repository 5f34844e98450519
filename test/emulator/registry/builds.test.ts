import assert from 'node:assert/strict';
import { production } from '../../../src/emulator/seed/contoso.ts';
import {
  dockerBuild,
  registryPath,
  sendBytes,
  startBuildWorld,
  tarball,
  taskVersion,
  type BuildWorld,
} from './buildFixture.ts';

const web = {
  Dockerfile: [
    'FROM node:20-alpine',
    'WORKDIR /app',
    'COPY . .',
    'RUN npm ci',
    'EXPOSE 8080',
    'CMD ["node", "server.js"]',
  ].join('\n'),
  'server.js': 'require("http")',
};

describe('Building an image in a registry', () => {
  let world: BuildWorld;
  before(async () => (world = await startBuildWorld()));
  after(() => world.close());

  const errorOf = (body: unknown) => (body as { error: { code: string; message: string } }).error;

  describe('begins with an upload', () => {
    const address = async () => {
      const { body } = await world.call('POST', `${registryPath}/listBuildSourceUploadUrl?${taskVersion}`);
      return (body as { uploadUrl: string }).uploadUrl;
    };
    const put = async (url: string, headers: Record<string, string>, content = Buffer.from('x')) => {
      const answer = await sendBytes(world.emulator, 'PUT', url, headers, content);
      return [answer.status, answer.headers['x-ms-error-code']];
    };
    const blockBlob = { 'x-ms-blob-type': 'BlockBlob' };

    it('to an address that needs no token', async () => {
      const url = await address();
      assert.match(
        url,
        /^https:\/\/127\.0\.0\.1:\d+\/container-[0-9a-f]{32}\/source\/\d{12}\/[0-9a-f]+\.tar\.gz\?/,
      );
      assert.deepEqual(await put(url, blockBlob), [201, undefined]);
    });

    it('that says what kind of blob it is', async () => {
      assert.deepEqual(await put(await address(), {}), [400, 'MissingRequiredHeader']);
      assert.deepEqual(await put(await address(), { 'x-ms-blob-type': 'Blob' }), [400, 'InvalidHeaderValue']);
    });

    it('with a signature that is good for this blob, for writing, and for an hour', async () => {
      const url = await address();
      assert.deepEqual(await put(url.replace('source/', 'source/other'), blockBlob), [
        403,
        'AuthenticationFailed',
      ]);
      assert.equal(
        (await sendBytes(world.emulator, 'GET', url)).headers['x-ms-error-code'],
        'AuthorizationPermissionMismatch',
      );
      world.clock.advance(61 * 60_000);
      assert.deepEqual(await put(url, blockBlob), [403, 'AuthenticationFailed']);
    });

    it('that is not too large', async () => {
      world.emulator.blobs.maxBytes = 100;
      try {
        const answer = await sendBytes(world.emulator, 'PUT', await address(), blockBlob, Buffer.alloc(101));
        assert.equal(answer.status, 413);
        assert.match(
          answer.content.toString(),
          /<Code>RequestBodyTooLarge<\/Code>.*<MaxLimit>100<\/MaxLimit>/s,
        );
      } finally {
        world.emulator.blobs.maxBytes = 256 * 1024 * 1024;
      }
    });
  });

  describe('is a run', () => {
    it('that is queued, starts, runs and ends', async () => {
      const sourceLocation = await world.upload(await tarball(web));
      const { status, body } = await world.schedule({ ...dockerBuild, sourceLocation });
      const { name: id, properties } = body as { name: string; properties: Record<string, unknown> };
      assert.equal(status, 200);
      const { lastUpdatedTime, ...others } = properties;
      assert.match(String(lastUpdatedTime), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/);
      assert.deepEqual(others, {
        runId: id,
        status: 'Queued',
        provisioningState: 'Succeeded',
        isArchiveEnabled: false,
      });
      const states: string[] = [];
      for (let second = 0; second < 60; second++) {
        const { body: run } = await world.call('GET', `${registryPath}/runs/${id}?${taskVersion}`);
        const state = (run as { properties: { status: string } }).properties.status;
        if (states.at(-1) !== state) states.push(state);
        world.clock.advance(1000);
      }
      assert.deepEqual(states, ['Queued', 'Started', 'Running', 'Succeeded']);
    });

    it('with a log that is not there at first, grows, and is marked at its end', async () => {
      const sourceLocation = await world.upload(await tarball(web));
      const { body } = await world.schedule({ ...dockerBuild, sourceLocation });
      const { name: id } = body as { name: string };
      const { body: link } = await world.call(
        'POST',
        `${registryPath}/runs/${id}/listLogSasUrl?${taskVersion}`,
      );
      const { logLink } = link as { logLink: string };
      const read = (from: number) => sendBytes(world.emulator, 'GET', logLink, { range: `bytes=${from}-` });
      assert.equal((await read(0)).headers['x-ms-error-code'], 'BlobNotFound');
      let text = '';
      let parts = 0;
      for (;;) {
        world.clock.advance(1000);
        const { status, content, headers } = await read(text.length);
        if (status === 206) {
          text += content.toString();
          parts++;
        }
        if (status === 416 && parts > 0) {
          const whole = await sendBytes(world.emulator, 'HEAD', logLink);
          if (whole.headers['x-ms-meta-complete'] === undefined) continue;
          assert.equal(headers['content-range'], `bytes */${text.length}`);
          assert.equal(whole.headers['x-ms-meta-complete'], 'succeeded');
          break;
        }
      }
      assert.ok(parts > 3);
      assert.match(text, /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d Downloading source code\.\.\.\r\n/);
      assert.match(text, new RegExp(`\r\nRun ID: ${id} was successful after \\d+s\r\n$`));
    });

    it('that leaves an image by digest', async () => {
      const { outputImages, id, log } = await world.build(web);
      const registry = world.emulator.registries.all.find(({ name }) => name === 'contosoprod');
      const [image] = outputImages;
      assert.deepEqual(
        outputImages.map(({ digest, ...others }) => others),
        [{ registry: registry?.loginServer, repository: 'shop/web', tag: id }],
      );
      assert.match(image?.digest ?? '', /^sha256:[0-9a-f]{64}$/);
      assert.ok(log.includes(`${id}: digest: ${image?.digest ?? ''} size: `));
    });

    it('that is listed, the newest first', async () => {
      const { id } = await world.build(web);
      const { body } = await world.call('GET', `${registryPath}/runs?${taskVersion}`);
      assert.equal((body as { value: { name: string }[] }).value[0]?.name, id);
      const one = await world.call('GET', `${registryPath}/runs?${taskVersion}&$top=1`);
      assert.equal((one.body as { value: unknown[] }).value.length, 1);
    });

    it('that can be canceled', async () => {
      const sourceLocation = await world.upload(await tarball(web));
      const { body } = await world.schedule({ ...dockerBuild, sourceLocation });
      const { name: id } = body as { name: string };
      world.clock.advance(4000);
      const { status } = await world.call('POST', `${registryPath}/runs/${id}/cancel?${taskVersion}`);
      world.clock.advance(60_000);
      const run = await world.finished(id);
      assert.deepEqual([status, run.status, run.mark], [200, 'Canceled', 'canceled']);
      assert.deepEqual(run.outputImages, []);
    });

    it('that fails with the service itself', async () => {
      const { switches } = world.emulator.arm;
      switches.buildAgentsFail = true;
      try {
        const run = await world.build(web);
        assert.deepEqual([run.status, run.mark], ['Error', 'internalerror']);
      } finally {
        switches.buildAgentsFail = false;
      }
    });

    it('that ends at its timeout', async () => {
      const run = await world.build({ Dockerfile: 'FROM alpine\nRUN sleep 301\n' }, { timeout: 300 });
      assert.deepEqual([run.status, run.mark], ['Timeout', 'timedout']);
    });
  });

  describe('is refused', () => {
    it('for what is no request of a kind that is emulated', async () => {
      for (const [change, message] of [
        [{ type: 'FileTaskRunRequest' }, /'FileTaskRunRequest' are not emulated/],
        [{ type: 'EncodedTaskRunRequest' }, /'EncodedTaskRunRequest' are not emulated/],
        [{ type: 'Nonsense' }, /'Nonsense' is not supported/],
        [{ dockerFilePath: '' }, /dockerFilePath/],
        [{ sourceLocation: '' }, /sourceLocation/],
        [{ timeout: 1 }, /between 300 and 28800/],
        [{ platform: { os: 'Plan 9' } }, /Plan 9/],
      ] as const) {
        const { status, body } = await world.schedule({ ...dockerBuild, sourceLocation: 'x', ...change });
        assert.equal(status, 400);
        assert.match(errorOf(body).message, message);
      }
    });

    it('by an api-version without tasks, and by a registry or a run that is not there', async () => {
      const refused = async (path: string, method = 'POST') =>
        errorOf((await world.call(method, path)).body).code;
      assert.equal(
        await refused(`${registryPath}/scheduleRun?api-version=2025-11-01`),
        'NoRegisteredProviderFound',
      );
      assert.equal(await refused(`${registryPath}x/scheduleRun?${taskVersion}`), 'ResourceNotFound');
      assert.equal(await refused(`${registryPath}/runs/cx9?${taskVersion}`, 'GET'), 'RunNotFound');
    });

    it('where the subscription may not have tasks, after the upload', async () => {
      const { switches } = world.emulator.arm;
      switches.tasksNotAllowed = [production];
      try {
        const sourceLocation = await world.upload(await tarball(web));
        const { status, body } = await world.schedule({ ...dockerBuild, sourceLocation });
        assert.deepEqual([status, errorOf(body).code], [400, 'TasksOperationsNotAllowed']);
        assert.match(errorOf(body).message, /^ACR Tasks requests for the registry contosoprod and 1000/);
      } finally {
        switches.tasksNotAllowed = [];
      }
    });

    it('without the right to it', async () => {
      const { switches } = world.emulator.arm;
      switches.restrictions = [{ scope: registryPath, access: 'read' }];
      try {
        for (const action of ['listBuildSourceUploadUrl', 'scheduleRun']) {
          const { status, body } = await world.call('POST', `${registryPath}/${action}?${taskVersion}`, {});
          assert.deepEqual([status, errorOf(body).code], [403, 'AuthorizationFailed']);
          assert.ok(
            errorOf(body).message.includes(`'Microsoft.ContainerRegistry/registries/${action}/action'`),
          );
        }
      } finally {
        switches.restrictions = [];
      }
    });
  });
});
