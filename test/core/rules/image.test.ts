import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  formatImage,
  imageInRegistry,
  imageBaseName,
  likelyOsType,
  parseImage,
  serverProblem,
} from '../../../src/core/rules/image.ts';

const digest = `sha256:${'ab'.repeat(32)}`;

describe('An image reference', () => {
  for (const [text, whole] of [
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27-alpine', 'docker.io/library/nginx:1.27-alpine'],
    ['grafana/grafana', 'docker.io/grafana/grafana:latest'],
    [' nginx ', 'docker.io/library/nginx:latest'],
    ['mcr.microsoft.com/azuredocs/aci-helloworld', 'mcr.microsoft.com/azuredocs/aci-helloworld:latest'],
    ['localhost:5000/app:dev', 'localhost:5000/app:dev'],
    ['Contoso.azurecr.io/team/app_x__y:v1', 'contoso.azurecr.io/team/app_x__y:v1'],
    [`nginx@${digest}`, `docker.io/library/nginx@${digest}`],
    [`ghcr.io/a/b:c@${digest}`, `ghcr.io/a/b:c@${digest}`],
  ] as const)
    it(`${JSON.stringify(text)} means ${whole}`, () => {
      const parsed = parseImage(text);
      assert.ok('reference' in parsed);
      assert.equal(formatImage(parsed.reference), whole);
    });

  const wrong: readonly (readonly [string, object])[] = [
    ['', { code: 'imageEmpty' }],
    ['   ', { code: 'imageEmpty' }],
    ['my app', { code: 'imageSpaces' }],
    ['https://mcr.microsoft.com/x', { code: 'imageScheme', suggestion: 'mcr.microsoft.com/x' }],
    ['Nginx', { code: 'imageCapitals', suggestion: 'nginx' }],
    ['ghcr.io/Contoso/App:V1', { code: 'imageCapitals', suggestion: 'ghcr.io/contoso/app:V1' }],
    [`Team/App@${digest}`, { code: 'imageCapitals', suggestion: `team/app@${digest}` }],
    ['team//app', { code: 'imageRepository', repository: 'team//app' }],
    ['-app', { code: 'imageRepository', repository: '-app' }],
    ['mcr.microsoft.com/', { code: 'imageRepository', repository: '' }],
    ['nginx:', { code: 'imageTag', tag: '' }],
    ['nginx:a:b', { code: 'imageTag', tag: 'a:b' }],
    ['nginx:.x', { code: 'imageTag', tag: '.x' }],
    ['nginx@sha256:12', { code: 'imageDigest', digest: 'sha256:12' }],
    ['-bad.io/app', { code: 'imageRegistry', registry: '-bad.io' }],
  ];
  for (const [text, problem] of wrong)
    it(`${JSON.stringify(text)} is answered with ${JSON.stringify(problem)}`, () =>
      assert.deepEqual(parseImage(text), { problem }));

  it('gives a container its name', () => {
    const parsed = parseImage('mcr.microsoft.com/azuredocs/aci-helloworld:v1');
    assert.equal('reference' in parsed && imageBaseName(parsed.reference), 'aci-helloworld');
  });

  it('often tells the system', () => {
    for (const image of [
      'mcr.microsoft.com/windows/nanoserver:1809',
      'contosoreg.azurecr.io/billing/winapp:ltsc2022',
      'mcr.microsoft.com/dotnet/framework/aspnet:4.8',
      'mcr.microsoft.com/dotnet/runtime:8.0-nanoserver-1809',
      'contoso/agent:win-x64',
      'contoso/app:1.0-ltsc2019-amd64',
    ])
      assert.equal(likelyOsType(image), 'Windows', image);
    for (const image of ['nginx', 'ubuntu:lts', 'contoso/twin:1', 'contoso/darwin:1', 'contoso/winner:2'])
      assert.equal(likelyOsType(image), 'Linux', image);
  });
});

describe('An image in a private registry', () => {
  it('gets the server in front when it names none', () => {
    assert.deepEqual(imageInRegistry('r.contoso.com', 'team/app:1'), { image: 'r.contoso.com/team/app:1' });
    assert.deepEqual(imageInRegistry('r.contoso.com', 'app'), { image: 'r.contoso.com/app' });
  });

  it('stays as it is when it names the server', () =>
    assert.deepEqual(imageInRegistry('r.contoso.com', 'R.contoso.com/app'), { image: 'R.contoso.com/app' }));

  it('stays as it is on Docker Hub, whatever that is called', () =>
    assert.deepEqual(imageInRegistry('index.docker.io', 'me/app'), { image: 'me/app' }));

  it('must not be in another registry', () =>
    assert.deepEqual(imageInRegistry('r.contoso.com', 'ghcr.io/me/app'), {
      problem: { code: 'imageOtherRegistry', registry: 'ghcr.io', wanted: 'r.contoso.com' },
    }));
});

describe("A registry's server", () => {
  for (const server of [
    'localhost:5000',
    '127.0.0.1:41234',
    'contoso.azurecr.io',
    'index.docker.io',
    '10.0.0.4',
  ])
    it(`may be ${server}`, () => assert.equal(serverProblem(server), undefined));

  it('is no address of a page', () =>
    assert.deepEqual(serverProblem('https://contoso.azurecr.io/v2/'), {
      code: 'imageScheme',
      suggestion: 'contoso.azurecr.io',
    }));

  for (const server of ['registry.contoso.example:5000', 'gitlab.com:443'])
    it(`may not be ${server}: the service refuses every port`, () =>
      assert.deepEqual(serverProblem(server), {
        code: 'serverPort',
        suggestion: server.replace(/:.*/, ''),
      }));

  for (const server of ['', 'contoso', 'contoso.azurecr.io/', 'contoso.azurecr.io/team', 'a b.io'])
    it(`may not be ${JSON.stringify(server)}`, () => assert.equal(serverProblem(server)?.code, 'serverText'));
});

describe('Whatever is typed as an image', () => {
  const typed = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.stringMatching(
      /^([a-z0-9.-]{0,6}[:/]){0,3}[a-z0-9._-]{0,6}(:[A-Za-z0-9._-]{0,4})?(@sha256:[0-9a-f]{0,40})?$/,
    ),
  );
  it('is a problem, or a reference that reads the same when it is written out', () =>
    fc.assert(
      fc.property(typed, text => {
        const parsed = parseImage(text);
        if ('problem' in parsed) return;
        assert.deepEqual(parseImage(formatImage(parsed.reference)), parsed);
      }),
    ));
});
