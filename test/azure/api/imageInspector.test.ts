import assert from 'node:assert/strict';
import { createImageInspector } from '../../../src/azure/api/imageInspector.ts';
import { isAbort } from '../../../src/core/errors.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import type { PlannedImage } from '../../../src/core/preflight/plannedGroup.ts';
import { type Answerer, type LoopbackServer, startLoopbackServer } from '../loopbackServer.ts';

describe('What a registry says of an image before it is sent', () => {
  let registry: LoopbackServer;
  let answer: Answerer;
  const host = () => new URL(registry.origin).host;
  const inspect = (more: Partial<PlannedImage> = {}, osType: 'Linux' | 'Windows' = 'Linux') => {
    const image = {
      image: `${host()}/me/web:1`,
      container: 'web',
      isPulledByIdentity: false,
      osType,
      ...more,
    };
    return createImageInspector({ ca: registry.cloud.ca })(image, neverAborts());
  };
  const pages =
    (found: Readonly<Record<string, object>>): Answerer =>
    ({ path }) => {
      const page = found[path];
      return page ? { status: 200, body: page } : { status: 404 };
    };

  before(async () => {
    registry = await startLoopbackServer(request => answer(request));
  });
  beforeEach(() => {
    registry.asked.length = 0;
  });
  after(() => registry.close());

  it('is the platforms of its index, and the size of the one that would run', async () => {
    answer = pages({
      '/v2/me/web/manifests/1': {
        manifests: [
          { digest: 'sha256:amd', platform: { os: 'linux', architecture: 'amd64' } },
          { digest: 'sha256:att', platform: { os: 'unknown', architecture: 'unknown' } },
          {
            digest: 'sha256:win',
            platform: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.20348.1' },
          },
        ],
      },
      '/v2/me/web/manifests/sha256:amd': { layers: [{ size: 1000 }, { size: 24 }] },
    });
    assert.deepEqual(await inspect(), {
      kind: 'found',
      platforms: [
        { os: 'linux', architecture: 'amd64' },
        { os: 'windows', architecture: 'amd64', osVersion: '10.0.20348.1' },
      ],
      size: 1024,
    });
  });

  it('of a manifest without an index, the platform of its configuration', async () => {
    answer = pages({
      '/v2/me/web/manifests/1': { config: { digest: 'sha256:config' }, layers: [{ size: 7 }] },
      '/v2/me/web/blobs/sha256:config': { os: 'linux', architecture: 'arm64' },
    });
    assert.deepEqual(await inspect(), {
      kind: 'found',
      platforms: [{ os: 'linux', architecture: 'arm64' }],
      size: 7,
    });
  });

  it('is asked with the credential that the group pulls by', async () => {
    const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    answer = ({ path, headers }) => {
      if (path.startsWith('/token?'))
        return headers.authorization === basic ? { body: { token: 'mine' } } : { status: 401 };
      if (headers.authorization === 'Bearer mine') return { body: { layers: [] } };
      return { status: 401, headers: { 'www-authenticate': `Bearer realm="${registry.origin}/token"` } };
    };
    assert.equal((await inspect({ username: 'me', password: 'secret' })).kind, 'found');
    assert.equal((await inspect({ username: 'me', password: 'wrong' })).kind, 'denied');
    assert.equal((await inspect()).kind, 'denied');
  });

  it('with a plain password, too, where the registry wants no token', async () => {
    const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    answer = ({ headers }) =>
      headers.authorization === basic
        ? { body: { layers: [] } }
        : { status: 401, headers: { 'www-authenticate': 'Basic realm="registry"' } };
    assert.equal((await inspect({ username: 'me', password: 'secret' })).kind, 'found');
    assert.equal((await inspect()).kind, 'denied');
  });

  it('tells what is missing, throttled and broken apart', async () => {
    const kinds: string[] = [];
    for (const status of [404, 429, 403, 500]) {
      answer = () => ({ status });
      kinds.push((await inspect()).kind);
    }
    assert.deepEqual(kinds, ['missing', 'throttled', 'denied', 'unreachable']);
  });

  it('a registry that is not there is unreachable; a call off is no answer', async () => {
    assert.deepEqual(await inspect({ image: '127.0.0.1:1/me/web:1' }), { kind: 'unreachable' });
    const controller = new AbortController();
    controller.abort();
    const image = { image: `${host()}/me/web:1`, container: 'web', isPulledByIdentity: false };
    const checking = createImageInspector()({ ...image, osType: 'Linux' }, controller.signal);
    await assert.rejects(checking, isAbort);
  });

  it('what an identity pulls is not asked about', async () => {
    assert.deepEqual(await inspect({ isPulledByIdentity: true }), { kind: 'unknown' });
    assert.deepEqual(registry.asked, []);
  });

  it('what is stored on another server is fetched without the credential', async () => {
    const elsewhere = await startLoopbackServer(() => ({ body: { os: 'linux', architecture: 'amd64' } }));
    const basic = `Basic ${Buffer.from('me:secret').toString('base64')}`;
    answer = ({ path, headers }) => {
      if (headers.authorization !== basic)
        return { status: 401, headers: { 'www-authenticate': 'Basic realm="registry"' } };
      return path.includes('/blobs/')
        ? { status: 307, headers: { location: `${elsewhere.origin}/blob` } }
        : { body: { config: { digest: 'sha256:config' } } };
    };
    try {
      const ca = [registry.cloud.ca, elsewhere.cloud.ca].join('\n');
      const image = { image: `${host()}/me/web:1`, container: 'web', isPulledByIdentity: false };
      const login = { username: 'me', password: 'secret' };
      const found = await createImageInspector({ ca })(
        { ...image, ...login, osType: 'Linux' },
        neverAborts(),
      );
      assert.equal(found.kind, 'found');
      assert.deepEqual(
        elsewhere.asked.map(({ headers }) => headers.authorization),
        [undefined],
      );
    } finally {
      await elsewhere.close();
    }
  });
});
