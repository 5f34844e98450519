import assert from 'node:assert/strict';
import { asText, type JsonObject } from '../../../src/core/json.ts';
import { type ComposeEnvironment, linesOf, parsed, propertiesOf, read } from './composeFixture.ts';

/** The containers' images, commands and variables, and the notes but those of sizes and restarts. */
async function outcome(text: string, around: ComposeEnvironment = {}) {
  const group = await read(text, around);
  const { containers } = propertiesOf(group) as { containers: readonly JsonObject[] };
  const images = containers.map(({ name, properties }) => [name, (properties as JsonObject)['image']]);
  const notes = linesOf(group).filter(line => !/sizeDefault|restartDefault|serviceNames/.test(line));
  return { containers, images: Object.fromEntries(images) as Record<string, unknown>, notes, group };
}

function variables(container: JsonObject | undefined): Record<string, unknown> {
  const { environmentVariables = [] } = (container?.['properties'] ?? {}) as {
    environmentVariables?: readonly JsonObject[];
  };
  return Object.fromEntries<unknown>(
    environmentVariables.map(({ name, value, secureValue }) => [asText(name), value ?? secureValue]),
  );
}

describe('The files of a Compose project (compose-spec, "Include", "Merge", "Extend")', () => {
  it('are those that it includes, in the short form', async () => {
    const { images, notes } = await outcome('include: [database.yml]\nservices: {web: {image: web}}', {
      files: { 'database.yml': 'services: {db: {image: "postgres:16"}}' },
    });
    assert.deepEqual(images, { db: 'postgres:16', web: 'web' });
    assert.deepEqual(notes, []);
  });

  it('are those that it includes in the long form, each with its own folder and .env', async () => {
    const { images, containers, notes } = await outcome(
      `
      include:
        - path: [db/compose.yml, db/more.yml]
          env_file: db.env
        - {path: cache/compose.yml, project_directory: other}
      services: {web: {image: "web:\${TAG:-1}"}}`,
      {
        files: {
          'db/compose.yml': 'services: {db: {image: "postgres:${TAG}", env_file: own.env}}',
          'db/more.yml': 'services: {db: {environment: {A: b}}}',
          'db/own.env': 'B=c\n',
          'db.env': 'TAG=16\n',
          'cache/compose.yml': 'services: {cache: {image: "redis:${TAG}"}}',
          'other/.env': 'TAG=7\n',
        },
      },
    );
    assert.deepEqual(images, { cache: 'redis:7', db: 'postgres:16', web: 'web:1' });
    assert.deepEqual(variables(containers[1]), { B: 'c', A: 'b' });
    assert.deepEqual(notes, ['taken include/0 → db/compose.yml/services/db/env_file: fileTaken own.env']);
  });

  it('may change what they include', async () => {
    const { images } = await outcome('include: [base.yml]\nservices: {web: {image: ours}}', {
      files: { 'base.yml': 'services: {web: {image: theirs}, db: {image: db}}' },
    });
    assert.deepEqual(images, { web: 'ours', db: 'db' });
  });

  it('are told where they are missing, no Compose files, fetched from elsewhere, or include themselves', async () => {
    const { notes } = await outcome(
      'include: [gone.yml, list.yml, "https://example.com/a.git", self.yml]\nservices: {web: {image: web}}',
      { files: { 'list.yml': '- a', 'self.yml': 'include: [self.yml]' } },
    );
    assert.deepEqual(notes, [
      'blocked include/0: fileMissing gone.yml',
      'blocked include/1 → list.yml/: fileNotCompose list.yml',
      'blocked include/2: fileMissing https://example.com/a.git',
      'blocked include/3 → self.yml/include/0: includeCycle self.yml',
    ]);
  });

  it('have an override file beside a file of a usual name only, unless it is not wanted', async () => {
    const files = { 'docker-compose.override.yml': 'services: {web: {image: over}}' };
    const text = 'services: {web: {image: base}}';
    const merged = await outcome(text, { files });
    assert.deepEqual(merged.images, { web: 'over' });
    assert.deepEqual(merged.notes, ['changed : overrideRead docker-compose.override.yml']);
    assert.deepEqual(merged.group.open, ['withOverride']);
    assert.deepEqual((await outcome(text, { files, fileName: 'prod.yml' })).images, { web: 'base' });
    const left = await outcome(text, { files, choices: { withOverride: false } });
    assert.deepEqual(left.images, { web: 'base' });
    assert.deepEqual(left.notes, ['dropped : overrideLeft docker-compose.override.yml']);
  });

  it('are those that COMPOSE_FILE names after this one', async () => {
    const { images, notes } = await outcome('services: {web: {image: base}}', {
      fileName: 'base.yml',
      files: {
        '.env': 'COMPOSE_FILE=base.yml:prod.yml:gone.yml\n',
        'prod.yml': 'services: {web: {image: prod}}',
        'compose.override.yml': 'services: {web: {image: over}}',
      },
    });
    assert.deepEqual(images, { web: 'prod' });
    assert.deepEqual(notes, ['changed : overrideRead prod.yml', 'blocked : fileMissing gone.yml']);
  });

  it('are merged key by key', async () => {
    const { containers, group } = await outcome(
      `
      services:
        web:
          image: web
          entrypoint: [/run]
          command: [a, b]
          ports: ["80:80", "90:90"]
          environment: [A=1, B=2]
          volumes: ["one:/data", "two:/more"]
      volumes: {one: , two: , other: }`,
      {
        files: {
          'compose.override.yml': `services:
            web:
              command: [c]
              ports: ["80:80", "100:100"]
              environment: {B: 3, C: 4}
              volumes: ["other:/data"]`,
        },
      },
    );
    const properties = containers[0]?.['properties'] as JsonObject;
    assert.deepEqual(properties['command'], ['/run', 'c']);
    assert.deepEqual(
      properties['ports'],
      [80, 90, 100].map(port => ({ port, protocol: 'TCP' })),
    );
    assert.deepEqual(variables(containers[0]), { A: '1', B: '3', C: '4' });
    assert.deepEqual(properties['volumeMounts'], [
      { name: 'other', mountPath: '/data' },
      { name: 'two-volume', mountPath: '/more' },
    ]);
    assert.deepEqual(
      group.sourcePathOf(['properties', 'containers', 0, 'properties', 'environmentVariables', 0]),
      [...['services', 'web', 'environment', 0]],
    );
  });

  it('have one mount at each place, on the drives of Windows, too', async () => {
    const { group } = await outcome(
      String.raw`services: {web: {image: web, volumes: ['one:C:\data', 'one:C:\more']}}`,
      {
        files: {
          'compose.override.yml': String.raw`services: {web: {volumes: ['C:\mine:C:\data']}}`,
        },
      },
    );
    assert.deepEqual(
      group.report.flatMap(({ why }) => (why.kind === 'mountOnDrive' ? [why.target] : [])),
      [String.raw`C:\data`, String.raw`C:\more`],
    );
  });

  it('take away what carries !reset and replace what carries !override', async () => {
    const tags = [
      { path: ['services', 'web', 'ports'], tag: '!override' },
      { path: ['services', 'web', 'environment', 'A'], tag: '!reset' },
      { path: ['services', 'off'], tag: '!reset' },
    ];
    const base = `services:
      web: {image: web, ports: ["80:80"], environment: {A: 1, B: 2}}
      off: {image: off}`;
    const over = `services:
      web: {ports: ["90:90"], environment: {A: null}}
      off: null`;
    const group = await read(base, {
      files: { 'compose.override.yml': over },
      parse: text => ({ ...parsed(text), tags: text === over ? tags : [] }),
    });
    const { containers } = propertiesOf(group) as { containers: readonly JsonObject[] };
    assert.equal(containers.length, 1);
    assert.deepEqual((containers[0]?.['properties'] as JsonObject)['ports'], [{ port: 90, protocol: 'TCP' }]);
    assert.deepEqual(variables(containers[0]), { B: '2' });
  });

  it('hold services that extend those of other files, with paths of their own', async () => {
    const { images, containers, notes } = await outcome(
      'services: {web: {extends: {file: common/base.yml, service: app}, environment: {B: 2}}}',
      {
        files: {
          'common/base.yml':
            'services: {app: {extends: root, env_file: app.env, labels: ["x=${UNSET}"]}, root: {image: "app:${TAG}"}}',
          'common/app.env': 'A=1\n',
          '.env': 'TAG=5\n',
        },
      },
    );
    assert.deepEqual(images, { web: 'app:5' });
    assert.deepEqual(variables(containers[0]), { A: '1', B: '2' });
    assert.deepEqual(notes, [
      'dropped services/web/extends → common/base.yml/services/app/labels: labels labels',
      'taken services/web/extends → common/base.yml/services/app/env_file: fileTaken app.env',
    ]);
  });
});

describe('Variables of a Compose project', () => {
  it('that nothing sets are asked for, where the group needs them', async () => {
    const text = `services:
      web: {image: "\${SHOP_REGISTRY}.azurecr.io/web", labels: ["a=\${LABEL}"], environment: {A: "\${A:?say it}"}}
      off: {image: "\${OFF}", profiles: [off]}
      x: {image: x, container_name: "\${NAME}"}`;
    const { notes, group } = await outcome(text);
    assert.deepEqual(group.unset, [
      { name: 'SHOP_REGISTRY', message: '', isRequired: false },
      { name: 'A', message: 'say it', isRequired: true },
    ]);
    assert.deepEqual(notes.slice(0, 2), [
      'blocked services/web/image: interpolationUnset SHOP_REGISTRY | ',
      'blocked services/web/environment/A: interpolationUnset A | say it',
    ]);
    const answered = await outcome(text, { answers: { SHOP_REGISTRY: 'shop', A: '1' } });
    assert.deepEqual(answered.group.unset, []);
    assert.equal(answered.images['web'], 'shop.azurecr.io/web');
  });

  it('that nothing sets leave nothing else to tell at their place', async () => {
    const { notes } = await outcome(
      'services: {web: {image: web, restart: "${RESTART}", ports: ["80:${PORT}"]}}',
    );
    assert.deepEqual(notes, [
      'blocked services/web/restart: interpolationUnset RESTART | ',
      'blocked services/web/ports/0: interpolationUnset PORT | ',
    ]);
  });

  it('stand in files whose every line can be read', async () => {
    const { notes } = await outcome('services: {web: {image: web, env_file: a.env}}', {
      files: { 'a.env': 'A=1\nB="open\n' },
    });
    assert.deepEqual(notes, [
      'taken services/web/env_file: fileTaken a.env',
      'blocked services/web/env_file: envFileLine a.env | 2',
    ]);
  });

  it('of this computer are told, and typed ones take their place', async () => {
    const around = {
      machine: { TAG: '5', HOME: '/home/ada', UNUSED: 'x' },
      files: { '.env': 'TAG=1\nOTHER=2\n' },
    };
    const text = 'services: {web: {image: "web:${TAG}-${OTHER}", environment: [HOME]}}';
    const { group, notes, images } = await outcome(text, around);
    assert.deepEqual(images, { web: 'web:5-2' });
    assert.deepEqual(group.machineVariables, ['HOME', 'TAG']);
    assert.deepEqual(notes, [
      'taken services/web/image: variableTaken TAG',
      'taken services/web/environment/0: variableTaken HOME',
    ]);
    const typed = await outcome(text, { ...around, answers: { TAG: '6', HOME: '/' } });
    assert.deepEqual(typed.images, { web: 'web:6-2' });
    assert.deepEqual(typed.group.machineVariables, []);
  });

  it('are filled in as compose-go does, a lone dollar sign left as it is', async () => {
    const { containers, notes } = await outcome(
      'services: {web: {image: web, environment: {A: "$(date) $1 $", B: "$$HOME", C: "${X:-a${Y:-b}}", D: "${E+alt}"}}}',
      { machine: { E: '' } },
    );
    assert.deepEqual(variables(containers[0]), { A: '$(date) $1 $', B: '$HOME', C: 'ab', D: 'alt' });
    assert.deepEqual(notes, []);
  });

  it('keep what is written: texts as texts, numbers and truth values as Compose prints them', async () => {
    const { containers } = await outcome(
      'services: {web: {image: web, environment: {A: Y, B: yes, C: 1.10, D: true, E: "123456789012345678"}}}',
    );
    assert.deepEqual(variables(containers[0]), {
      A: 'Y',
      B: 'yes',
      C: '1.1',
      D: 'true',
      E: '123456789012345678',
    });
  });
});

describe('What is wrong with the group of a Compose file', () => {
  it('stands where it comes from', async () => {
    const { sourcePathOf, document } = await read(
      `
      services:
        db: {image: db, volumes: ["data:/x"]}
        web: {image: web, ports: ["80:80"], environment: [A=1], command: [run], healthcheck: {test: [CMD, a]}}
      volumes: {data: }`,
    );
    const web = ['properties', 'containers', 1];
    assert.deepEqual(sourcePathOf([...web, 'properties', 'image']), ['services', 'web', 'image']);
    assert.deepEqual(sourcePathOf([...web, 'name']), ['services', 'web']);
    assert.deepEqual(sourcePathOf([...web, 'properties', 'command', 0]), ['services', 'web', 'command']);
    assert.deepEqual(sourcePathOf([...web, 'properties', 'livenessProbe']), [
      'services',
      'web',
      'healthcheck',
    ]);
    assert.deepEqual(sourcePathOf([...web, 'properties', 'environmentVariables', 0, 'name']), [
      ...['services', 'web', 'environment', 0],
    ]);
    assert.deepEqual(sourcePathOf([...web, 'properties', 'ports', 0, 'port']), [
      'services',
      'web',
      'ports',
      0,
    ]);
    assert.deepEqual(sourcePathOf(['properties', 'ipAddress', 'ports', 0]), ['services', 'web', 'ports', 0]);
    assert.deepEqual(sourcePathOf(['properties', 'volumes', 0, 'name']), ['volumes', 'data']);
    assert.deepEqual(sourcePathOf(['properties', 'restartPolicy']), ['services']);
    assert.equal(document.body['location'], undefined);
  });
});
