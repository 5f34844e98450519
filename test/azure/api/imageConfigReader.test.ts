import assert from 'node:assert/strict';
import { createImageConfigReader } from '../../../src/azure/api/imageConfigReader.ts';
import {
  type Answerer,
  type ReceivedRequest,
  type LoopbackServer,
  startLoopbackServer,
} from '../loopbackServer.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';

const manifest = {
  schemaVersion: 2,
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  config: { digest: 'sha256:config', mediaType: 'application/vnd.oci.image.config.v1+json' },
};
const index = {
  schemaVersion: 2,
  manifests: [
    { digest: 'sha256:arm', platform: { os: 'linux', architecture: 'arm64' } },
    { digest: 'sha256:amd', platform: { os: 'linux', architecture: 'amd64' } },
  ],
};
const config = {
  config: {
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['mysqld'],
    ExposedPorts: { '3306/tcp': {}, '53/udp': {} },
  },
};

describe('What an image runs by itself', () => {
  let registry: LoopbackServer;
  /** What stands at each path, once the token is shown. */
  let pages: Record<string, Record<string, unknown>>;

  const answer: Answerer = ({ path, headers }: ReceivedRequest) => {
    if (path.startsWith('/token?')) return { status: 200, body: { token: 'anonymous' } };
    if (path.startsWith('/elsewhere')) return { status: 200, body: config };
    if (headers.authorization !== 'Bearer anonymous') {
      const challenge = `Bearer realm="${registry.origin}/token",service="registry.test",scope="repository:me/web:pull"`;
      return { status: 401, headers: { 'www-authenticate': challenge } };
    }
    const page = pages[path];
    if (!page) return { status: 404 };
    return typeof page['location'] === 'string'
      ? { status: 307, headers: { location: page['location'] } }
      : { status: 200, body: page };
  };
  const ask = (image = `${new URL(registry.origin).host}/me/web:1`) =>
    createImageConfigReader({ ca: registry.cloud.ca ?? '' })(image, neverAborts());

  before(async () => {
    registry = await startLoopbackServer(answer);
  });
  beforeEach(() => {
    registry.asked.length = 0;
    pages = {
      '/v2/me/web/manifests/1': index,
      '/v2/me/web/manifests/sha256:amd': manifest,
      '/v2/me/web/blobs/sha256:config': config,
    };
  });
  after(() => registry.close());

  it('is read from its registry with an anonymous token', async () => {
    assert.deepEqual(await ask(), {
      entrypoint: ['docker-entrypoint.sh'],
      command: ['mysqld'],
    });
    assert.deepEqual(
      registry.asked.map(({ path }) => path),
      [
        '/v2/me/web/manifests/1',
        '/token?service=registry.test&scope=repository%3Ame%2Fweb%3Apull',
        '/v2/me/web/manifests/1',
        '/v2/me/web/manifests/sha256:amd',
        '/v2/me/web/blobs/sha256:config',
      ],
    );
  });

  it('may lie elsewhere, which is not shown the token', async () => {
    pages['/v2/me/web/blobs/sha256:config'] = { location: `${registry.origin}/elsewhere` };
    assert.deepEqual((await ask())?.command, ['mysqld']);
    assert.equal(registry.asked.at(-1)?.headers.authorization, undefined);
  });

  it('is not known of an image that is not there, nothing, or not on a secure server', async () => {
    pages = {};
    assert.equal(await ask(), undefined);
    assert.equal(await ask('Not An Image'), undefined);
    pages['/v2/me/web/manifests/1'] = { location: 'http://127.0.0.1:9/x' };
    assert.equal(await ask(), undefined);
  });
});
