import assert from 'node:assert/strict';
import { splitReference } from '../../../../src/emulator/containers/images/imageReference.ts';
import { write } from '../../../../src/emulator/containers/processes/program.ts';
import type { ContainerRuntimeOptions } from '../../../../src/emulator/containers/runtime.ts';
import { group, createRuntimeFixture, upMs } from '../runtimeFixture.ts';
import type { JsonObject } from '../../../../src/emulator/json.ts';

function problem(image: string, more: JsonObject = {}, options: ContainerRuntimeOptions = {}) {
  const found = createRuntimeFixture({}, options).containers.imageProblem(group({ image }, more));
  return found && `${found.status} ${found.code} ${found.message}`;
}

const inaccessible = (image: string) =>
  `400 InaccessibleImage The image '${image}' in container group 'shop' is not accessible. ` +
  'Please check the image and registry credential.';
const credentials = (server: string, username: string, password: string) => ({
  imageRegistryCredentials: [{ server, username, password }],
});

describe('An image reference', () => {
  for (const [reference, repository, server, tag, digest] of [
    ['nginx', 'nginx', 'index.docker.io', 'latest', undefined],
    ['nginx:1.27', 'nginx', 'index.docker.io', '1.27', undefined],
    ['docker.io/library/nginx', 'nginx', 'index.docker.io', 'latest', undefined],
    ['docker.io/contoso/web:2', 'contoso/web', 'index.docker.io', '2', undefined],
    ['contoso.azurecr.io/shop/web:1', 'contoso.azurecr.io/shop/web', 'contoso.azurecr.io', '1', undefined],
    ['localhost:5000/web', 'localhost:5000/web', 'localhost:5000', 'latest', undefined],
    ['nginx@sha256:abc', 'nginx', 'index.docker.io', 'latest', 'sha256:abc'],
  ] as const)
    it(`${reference} is ${repository} on ${server}`, () => {
      assert.deepEqual(splitReference(reference), { repository, server, tag, digest });
    });
});

describe('Whether an image can be used', () => {
  for (const image of [
    'nginx',
    'mcr.microsoft.com/azuredocs/aci-helloworld',
    'contoso.azurecr.io/anything:v1',
  ])
    it(`has nothing against ${image}`, () => {
      assert.equal(problem(image), undefined);
    });

  it('is InaccessibleImage for one that is not to be had', () => {
    const image = 'mcr.microsoft.com/aci-emulator/inaccessible:1';
    assert.equal(problem(image), inaccessible(image));
  });

  it('is RegistryErrorResponse where Docker Hub has had enough of us', () => {
    assert.equal(
      problem('emulator/rate-limited'),
      "409 RegistryErrorResponse An error response is received from the docker registry 'index.docker.io'. Please retry later.",
    );
  });

  it('is OsVersionNotSupported for an old Windows', () => {
    const image = 'mcr.microsoft.com/aci-emulator/old-windows';
    assert.equal(
      problem(image, { osType: 'Windows' }),
      `400 OsVersionNotSupported The OS version of image '${image}' is not supported.`,
    );
  });

  it('is against a Linux image in a Windows group', () => {
    assert.match(problem('nginx', { osType: 'Windows' }) ?? '', /^400 ImageOsTypeNotMatchContainerGroup /);
    assert.match(
      problem('mcr.microsoft.com/windows/nanoserver:ltsc2022') ?? '',
      /doesn't support specified OS 'Linux' for container group 'shop'\.$/,
    );
  });

  it('looks at init containers too', () => {
    const init = { name: 'init', properties: { image: 'mcr.microsoft.com/aci-emulator/inaccessible' } };
    assert.match(problem('nginx', { initContainers: [init] }) ?? '', /^400 InaccessibleImage/);
  });

  describe('on the private registry', () => {
    const image = 'emulator.azurecr.io/web:1';
    for (const [what, more, refused] of [
      ['without credentials', {}, true],
      ['with a wrong password', credentials('emulator.azurecr.io', 'emulator', 'wrong'), true],
      ['with a wrong user', credentials('emulator.azurecr.io', 'someone', 'emulator-password'), true],
      ['with credentials of another', credentials('other.azurecr.io', 'emulator', 'emulator-password'), true],
      ['with its own', credentials('emulator.azurecr.io', 'emulator', 'emulator-password'), false],
      [
        'with its own by URL',
        credentials('https://Emulator.azurecr.io/', 'emulator', 'emulator-password'),
        false,
      ],
    ] as const)
      it(`${refused ? 'refuses' : 'takes'} a group ${what}`, () => {
        assert.equal(problem(image, more), refused ? inaccessible(image) : undefined);
      });
  });

  it('asks the registries that the emulator has, with the credential that names the server', () => {
    const calls: unknown[] = [];
    const answer = (image: string, isAccessible: boolean | undefined) =>
      problem(image, credentials('contoso.localhost', 'u', 'p'), {
        imageAccess: (name, credential) => {
          calls.push([name, credential]);
          return isAccessible;
        },
      });
    assert.equal(answer('contoso.localhost/web:1', true), undefined);
    assert.equal(answer('contoso.localhost/web:1', false), inaccessible('contoso.localhost/web:1'));
    assert.equal(answer('nginx', undefined), undefined);
    assert.deepEqual(calls, [
      ['contoso.localhost/web:1', { server: 'contoso.localhost', username: 'u', password: 'p' }],
      ['contoso.localhost/web:1', { server: 'contoso.localhost', username: 'u', password: 'p' }],
      ['nginx', undefined],
    ]);
  });
});

describe('The program of an image', () => {
  function log(
    image: string,
    ms: number,
    env: Record<string, string> = {},
    more: JsonObject = {},
    options = {},
  ) {
    const { clock, containers } = createRuntimeFixture({}, options);
    const running = containers.create(group({ image, env }, more));
    clock.advance(ms);
    return { text: running.logs('app', { timestamps: false }) ?? '', state: running.state };
  }

  it('aci-helloworld listens and logs visits', () => {
    const { text, state } = log('mcr.microsoft.com/azuredocs/aci-helloworld', 600_000);
    const [first, ...visits] = text.trimEnd().split('\n');
    assert.equal(first, 'listening on port 80');
    assert.ok(visits.length > 20);
    for (const visit of visits)
      assert.match(
        visit,
        /^::ffff:10\.240\.255\.\d+ - - \[05\/Jan\/2026:09:\d\d:\d\d \+0000\] "GET \/\S* HTTP\/1\.1" (200 1663|404 150) "-" "Mozilla\/5\.0 .*"$/,
      );
    assert.equal(state, 'Running');
  });

  it('aci-wordcount prints words by NumWords and MinLength, and ends well', () => {
    const never = { restartPolicy: 'Never' };
    const image = 'mcr.microsoft.com/azuredocs/aci-wordcount:latest';
    assert.match(log(image, upMs, {}, never).text, /^\[\('the', 990\),\n \('and', 702\),\n/);
    const { text, state } = log(image, upMs, { NumWords: '3', MinLength: '8' }, never);
    assert.equal(text, "[('CLAUDIUS', 120),\n ('POLONIUS', 117),\n ('GERTRUDE', 82)]\n");
    assert.equal(state, 'Succeeded');
  });

  for (const [image, expected, state, os] of [
    ['nginx', /Configuration complete; ready for start up\n/, 'Running', 'Linux'],
    ['redis:7', /Ready to accept connections/, 'Running', 'Linux'],
    [
      'mcr.microsoft.com/azuredocs/aci-tutorial-sidecar',
      /^Every 3s: curl -I http:\/\/localhost/,
      'Running',
      'Linux',
    ],
    ['ubuntu', /^$/, 'Succeeded', 'Linux'],
    ['mcr.microsoft.com/windows/servercore:ltsc2022', /^$/, 'Succeeded', 'Windows'],
    ['contoso/unheard-of:3', /^unheard-of started\n$/, 'Running', 'Linux'],
  ] as const)
    it(`${image}: ${state}, ${expected}`, () => {
      const seen = log(image, 60_000, {}, { restartPolicy: 'OnFailure', osType: os });
      assert.match(seen.text, expected);
      assert.equal(seen.state, state);
    });

  it('slow-pull takes a minute', () => {
    assert.equal(log('mcr.microsoft.com/aci-emulator/slow-pull', 60_000).state, 'Pending');
    assert.equal(log('mcr.microsoft.com/aci-emulator/slow-pull', 63_000).state, 'Running');
  });

  it('can be one of the caller, which goes before our own', () => {
    const images = new Map([
      [
        'nginx',
        {
          *program() {
            yield write('mine\n');
            return 5;
          },
        },
      ],
    ]);
    const seen = log('nginx:1', upMs, {}, { restartPolicy: 'Never' }, { images });
    assert.deepEqual(seen, { text: 'mine\n', state: 'Failed' });
  });
});
