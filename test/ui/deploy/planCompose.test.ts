import assert from 'node:assert/strict';
import { ruleNotes } from '../../../src/ui/deploy/deployPlan.ts';
import { planCompose, type PlanComposeDeps, convertComposeFile } from '../../../src/ui/deploy/planCompose.ts';

describe('A Compose file without the editor', () => {
  const around = (files: Readonly<Record<string, string>> = {}): PlanComposeDeps => ({
    read: path => Promise.resolve(files[path]),
    list: () => Promise.resolve(undefined),
    machine: () => undefined,
    imageConfig: () => Promise.resolve(undefined),
  });
  const place = { fileName: 'compose.yml', folderName: 'shop' };

  it('is told once of a port that stands in the address of the group, too', async () => {
    const text = 'services: {web: {image: a, ports: ["19000:19000"]}}';
    const plan = planCompose(await convertComposeFile({ text, ...place }, around()));
    const ports = ruleNotes(plan, ({ document }) => document.body).filter(({ path }) =>
      path.includes('ports'),
    );
    assert.deepEqual(
      ports.map(({ path }) => path),
      [['services', 'web', 'ports', 0]],
    );
  });

  it('is told of in sentences at their places; what lacks its variable is an error there', async () => {
    const text =
      'services: {web: {image: "${REGISTRY}/web", cpus: 1, mem_limit: 1g, restart: always, volumes: ["./a.conf:/x/a.conf"]}}';
    const { notes, groups } = planCompose(await convertComposeFile({ text, ...place }, around()));
    assert.deepEqual(notes, [
      {
        path: ['services', 'web', 'image'],
        on: 'key',
        severity: 'error',
        code: 'interpolationUnset',
        message:
          'REGISTRY is not set. Set it in a file .env beside this one, or give it a default as in ${REGISTRY:-…}.',
      },
      {
        path: ['services', 'web', 'volumes', 0],
        on: 'key',
        severity: 'warning',
        code: 'mountedFileMissing',
        message:
          "./a.conf can't be read, so the container runs without it. Put it beside the Compose file, and it goes along in a secret volume.",
      },
    ]);
    assert.equal(groups[0]?.name, 'shop');
    assert.deepEqual(groups[0].pathInFile(['properties', 'containers', 0, 'properties', 'image']), [
      ...['services', 'web', 'image'],
    ]);
  });

  it('names the file where something stands in another one', async () => {
    const text = 'include: [db.yml]';
    const files = { 'db.yml': 'services: {db: {image: db, restart: sometimes}}' };
    const { notes } = planCompose(await convertComposeFile({ text, ...place }, around(files)));
    const found = notes.find(({ severity }) => severity === 'error');
    assert.deepEqual(found?.path, ['include', 0]);
    assert.equal(found.message, '"sometimes" is no restart policy. (services › db › restart, in db.yml)');
  });
});
