import assert from 'node:assert/strict';
import { convertComposeFile } from '../../../src/ui/deploy/planCompose.ts';
import type { BuiltImages } from '../../../src/core/compose/serviceBuilds.ts';

const text = `
services:
  web:
    build: ./web
    ports: ["8080:80"]
  api:
    image: shop/api:1
    build:
      context: .
      dockerfile: docker/api.Dockerfile
      target: final
      args: [ "A=1", "B" ]
  tool:
    build:
      dockerfile_inline: |
        FROM alpine
      args: { C: 2 }
  far:
    image: far:1
    build: https://example.com/far.git
`;

const read = (builtImages: BuiltImages = {}) =>
  convertComposeFile(
    { text, fileName: 'compose.yaml', folderName: 'shop', builtImages },
    {
      read: () => Promise.resolve(undefined),
      list: () => Promise.resolve(undefined),
      machine: () => undefined,
      imageConfig: () => Promise.resolve(undefined),
    },
  );

describe('Images that a Compose file builds', () => {
  it('are told with their contexts, Dockerfiles, arguments and stages', async () => {
    const { builds } = await read();
    assert.deepEqual(builds, [
      { service: 'web', context: 'web', dockerfile: 'Dockerfile', args: {}, hasImage: false },
      {
        ...{ service: 'api', context: '', dockerfile: 'docker/api.Dockerfile', args: { A: '1' } },
        ...{ target: 'final', hasImage: true },
      },
      {
        ...{ service: 'tool', context: '', dockerfile: 'Dockerfile', args: { C: '2' } },
        ...{ inlineDockerfile: 'FROM alpine\n', hasImage: false },
      },
    ]);
  });

  it('are missing until they are built', async () => {
    const { report } = await read();
    assert.deepEqual(
      report.filter(({ effect }) => effect === 'blocked').map(({ why }) => why),
      [
        { kind: 'imageMissing', service: 'web' },
        { kind: 'imageMissing', service: 'tool' },
      ],
    );
  });

  it('take the place of what builds them', async () => {
    const { report, document } = await read({
      web: 'r.azurecr.io/web@sha256:1',
      tool: 'r.azurecr.io/tool:1',
    });
    assert.ok(!report.some(({ effect }) => effect === 'blocked'), JSON.stringify(report));
    assert.ok(report.some(({ why }) => why.kind === 'imageBuilt' && why.service === 'web'));
    assert.match(JSON.stringify(document.body), /r\.azurecr\.io\/web@sha256:1/);
  });
});
