import assert from 'node:assert/strict';
import { asObject, asObjects, asText, type JsonObject } from '../../../src/core/json.ts';
import { type ComposeEnvironment, linesOf, propertiesOf, read } from './composeFixture.ts';

interface Container {
  readonly name: string;
  readonly properties: JsonObject;
}

async function convert(text: string, around: ComposeEnvironment = {}) {
  const group = await read(text, around);
  const { containers, initContainers, restartPolicy, volumes } = propertiesOf(group);
  const notes = linesOf(group).filter(line => !/sizeDefault|restartDefault|serviceNames/.test(line));
  return {
    containers: asObjects(containers).map(containerOf),
    initContainers: initContainers === undefined ? undefined : asObjects(initContainers).map(containerOf),
    restartPolicy,
    volumes: volumes === undefined ? undefined : asObjects(volumes),
    notes,
    group,
  };
}

function containerOf({ name, properties }: JsonObject): Container {
  return { name: asText(name), properties: asObject(properties) };
}

function environmentOf({ properties }: Container): Record<string, unknown> {
  const list = (properties['environmentVariables'] ?? []) as readonly JsonObject[];
  return Object.fromEntries<unknown>(
    list.map(({ name, value, secureValue }) => [asText(name), value ?? secureValue]),
  );
}

describe('A command without its entry point', () => {
  const text = 'services: {db: {image: "mysql:8", command: [--character-set-server=utf8mb4]}}';

  it("gets the image's in front, as its registry says", async () => {
    const images = { 'mysql:8': { entrypoint: ['docker-entrypoint.sh'], command: ['mysqld'] } };
    const { containers, notes } = await convert(text, { images });
    assert.deepEqual(containers[0]?.properties['command'], [
      ...['docker-entrypoint.sh', '--character-set-server=utf8mb4'],
    ]);
    assert.deepEqual(notes, ['changed services/db/command: entrypointAdded docker-entrypoint.sh']);
  });

  it('stands alone where the image has none', async () => {
    const { containers, notes } = await convert('services: {web: {image: web, command: npm start}}', {
      images: { web: { command: ['node'] } },
    });
    assert.deepEqual(containers[0]?.properties['command'], ['npm', 'start']);
    assert.deepEqual(notes, []);
  });

  it('is refused where the image is not known and it can be no program', async () => {
    assert.deepEqual((await convert(text)).notes, [
      'blocked services/db/command: commandNoProgram --character-set-server=utf8mb4',
    ]);
    for (const command of ['-c x', 'traefik.yml', 'A=1 run', '"npm start"'])
      assert.match(
        (await convert(`services: {web: {image: web, command: '${command}'}}`)).notes[0] ?? '',
        /^blocked/,
      );
    assert.deepEqual((await convert('services: {web: {image: web, command: redis-server --x}}')).notes, [
      'changed services/web/command: commandReplacesEntrypoint',
    ]);
  });

  it('is not asked for where the file has an entry point, or takes it away', async () => {
    const images = { web: { entrypoint: ['/theirs'], command: ['run'] } };
    const ours = await convert('services: {web: {image: web, entrypoint: [/ours], command: [a]}}', {
      images,
    });
    assert.deepEqual(ours.containers[0]?.properties['command'], ['/ours', 'a']);
    const none = await convert('services: {web: {image: web, entrypoint: [], command: [a]}}', { images });
    assert.deepEqual(none.containers[0]?.properties['command'], ['a']);
    const nothing = await convert('services: {web: {image: web, entrypoint: ""}}', { images });
    assert.deepEqual(nothing.containers[0]?.properties['command'], ['run']);
  });
});

describe('A service that others wait for until it has completed', () => {
  it('becomes an init container, which has neither ports nor a size', async () => {
    const { containers, initContainers, restartPolicy, notes } = await convert(`
      services:
        app: {image: app, restart: unless-stopped, depends_on: {migrate: {condition: service_completed_successfully}}}
        migrate:
          image: app
          restart: "no"
          ports: ["1:1"]
          environment: {A: 1}
          depends_on: {fetch: {condition: service_completed_successfully}}
        fetch: {image: fetch}`);
    assert.deepEqual(
      initContainers?.map(({ name }) => name),
      ['fetch', 'migrate'],
    );
    assert.deepEqual(initContainers[1]?.properties, {
      image: 'app',
      environmentVariables: [{ name: 'A', value: '1' }],
    });
    assert.deepEqual(
      containers.map(({ name }) => name),
      ['app'],
    );
    assert.equal(restartPolicy, 'Always');
    assert.deepEqual(notes, [
      'changed services/migrate: initContainer migrate | app',
      'changed services/fetch: initContainer fetch | migrate',
      'dropped services/migrate/ports: initDetail ports',
    ]);
  });

  it('runs beside the others where it needs one of them to run, and is not started again once it is done', async () => {
    const { containers, initContainers, restartPolicy, notes } = await convert(`
      services:
        db: {image: db, restart: always}
        migrate: {image: app, depends_on: [db]}
        app: {image: app, restart: always, depends_on: {migrate: {condition: service_completed_successfully}}}`);
    assert.equal(initContainers, undefined);
    assert.equal(containers.length, 3);
    assert.equal(restartPolicy, 'OnFailure');
    assert.deepEqual(notes, [
      'changed services/migrate: initNeedsRunning migrate | db',
      'dropped services/migrate/depends_on: order db',
      'dropped services/app/depends_on: order migrate',
      'changed services/db/restart: restartShared OnFailure',
      'changed services/migrate: restartShared OnFailure',
      'changed services/app/restart: restartShared OnFailure',
    ]);
  });
});

describe('The name of another service', () => {
  const services = 'api: {image: api}, db: {image: "postgres:16"}, sql: {image: "mysql:8"}';

  async function web(more: string, around: ComposeEnvironment = {}) {
    const { containers, notes } = await convert(
      `services: {web: {image: web, ${more}}, ${services}}`,
      around,
    );
    return { web: containers[0] ?? { name: '', properties: {} }, notes };
  }

  const addresses: readonly (readonly [name: string, value: string, inAzure: string])[] = [
    ['API', 'http://api:5000/items', 'http://localhost:5000/items'],
    ['API', 'http://api', 'http://localhost'],
    ['DATABASE', 'postgres://api:api@db:5432/db', 'postgres://api:api@localhost:5432/db'],
    ['DATABASE', 'postgres://db:1234@db/api', 'postgres://db:1234@localhost/api'],
    ['PEERS', 'api:1,db:22,sql:3306', 'api:1,localhost:22,127.0.0.1:3306'],
    ['DB_HOST', 'db', 'localhost'],
    ['PAPERLESS_DBHOST', 'db', 'localhost'],
    ['CACHE', '//db:6379', '//localhost:6379'],
    ['WORDPRESS_DB_HOST', 'sql', '127.0.0.1'],
    ['ConnectionStrings__Db', 'Server=sql;Database=db;User=db', 'Server=127.0.0.1;Database=db;User=db'],
    ['DSN', 'root:x@tcp(sql)/api', 'root:x@tcp(127.0.0.1)/api'],
    [
      'LISTENERS',
      'PLAINTEXT://api:9092,INNER://db:9093',
      'PLAINTEXT://localhost:9092,INNER://localhost:9093',
    ],
  ];
  for (const [name, value, inAzure] of addresses)
    it(`becomes the group's own address in ${name}=${value}`, async () => {
      const { web: container } = await web(`environment: {${name}: '${value}'}`);
      assert.deepEqual(environmentOf(container), { [name]: inAzure });
    });

  const others: readonly (readonly [name: string, value: string])[] = [
    ['POSTGRES_DB', 'db'],
    ['CACHE_DRIVER', 'api'],
    ['PUBLIC_URL', 'https://api.example.com'],
    ['IMAGE', 'db:1600'],
    ['BASE', 'db:16-alpine'],
    ['MAIL', 'someone@api'],
    ['TEXT', 'the api is http://apidocs:80'],
    ['HOSTNAME', 'api'],
    ['GHOST_NAME', 'api'],
  ];
  for (const [name, value] of others)
    it(`stays what it is in ${name}=${value}`, async () => {
      const { web: container, notes } = await web(`environment: {${name}: '${value}'}`);
      assert.deepEqual(environmentOf(container), { [name]: value });
      assert.deepEqual(notes, []);
    });

  it('is told at its very place, and stays where the person wants that', async () => {
    const more = 'environment: {API_URL: "http://api:5000"}';
    assert.deepEqual((await web(more)).notes, [
      'changed services/web/environment/API_URL: nameReplaced api | localhost',
    ]);
    const kept = await web(more, { choices: { useLocalhost: false } });
    assert.deepEqual(environmentOf(kept.web), { API_URL: 'http://api:5000' });
    assert.deepEqual(kept.notes, ['changed services/web/environment/API_URL: nameUnknown api']);
  });

  it('is found in commands and health checks', async () => {
    const { web: container } = await web(
      'entrypoint: [wait, "api:80", --host=db, --broker, api, "--name=api", -h, db, sh, "nc -z db 5432 && psql -h db api"], healthcheck: {test: [CMD, curl, "http://web:80"]}',
    );
    assert.deepEqual(container.properties['command'], [
      ...[
        'wait',
        'localhost:80',
        '--host=localhost',
        '--broker',
        'localhost',
        '--name=api',
        '-h',
        'localhost',
      ],
      ...['sh', 'nc -z localhost 5432 && psql -h localhost api'],
    ]);
    const { exec } = container.properties['livenessProbe'] as { exec: JsonObject };
    assert.deepEqual(exec['command'], ['curl', 'http://localhost:80']);
  });

  it('may be another one: an alias, a link, the name of its container', async () => {
    const { containers } = await convert(`
      services:
        web: {image: web, links: ["db:database"], environment: {A: "x://database:80", B: "x://store:80", C: "x://the-db:80"}}
        db: {image: db, container_name: the-db, networks: {back: {aliases: [store]}}}`);
    assert.deepEqual(Object.values(environmentOf(containers[0] ?? { name: '', properties: {} })), [
      ...['x://localhost:80', 'x://localhost:80', 'x://localhost:80'],
    ]);
  });
});

describe('What a service mounts from beside the file', () => {
  const conf =
    'services: {web: {image: web, volumes: ["./nginx.conf:/etc/nginx/conf.d/default.conf:ro"]}, api: {image: api}}';

  it('goes along in a secret volume where it is one small file, names of services in it changed', async () => {
    const text = 'upstream backend { server api:5000; }\nlocation / { proxy_pass http://api:5000; }\n';
    const { containers, volumes, notes, group } = await convert(conf, { files: { 'nginx.conf': text } });
    const [volume] = volumes ?? [];
    assert.deepEqual(containers[0]?.properties['volumeMounts'], [
      { name: 'web-files', mountPath: '/etc/nginx/conf.d', readOnly: true },
    ]);
    const secret = volume?.['secret'] as Record<string, string>;
    assert.equal(
      Buffer.from(secret['default.conf'] ?? '', 'base64').toString(),
      text.replaceAll('api:5000', 'localhost:5000'),
    );
    assert.deepEqual(notes, [
      'taken services/web/volumes/0: fileTaken ./nginx.conf',
      'changed services/web/volumes/0: fileCarried ./nginx.conf | /etc/nginx/conf.d',
      'changed services/web/volumes/0: fileNameReplaced api | localhost | ./nginx.conf',
    ]);
    assert.deepEqual(group.open, ['useLocalhost', 'carryFiles']);
  });

  it('may be written with the separators of Windows', async () => {
    const { containers, notes } = await convert(
      String.raw`services: {web: {image: web, volumes: ['.\conf\web.conf:/etc/web/web.conf', '.\..\up.conf:/conf/b']}}`,
      { files: { 'conf/web.conf': 'x', '../up.conf': 'x' } },
    );
    assert.deepEqual(containers[0]?.properties['volumeMounts'], [
      { name: 'web-files', mountPath: '/etc/web', readOnly: true },
    ]);
    assert.deepEqual(notes, [
      String.raw`taken services/web/volumes/0: fileTaken .\conf\web.conf`,
      String.raw`changed services/web/volumes/0: fileCarried .\conf\web.conf | /etc/web`,
      String.raw`dropped services/web/volumes/1: bindMount .\..\up.conf`,
    ]);
  });

  it('stays here where the person wants that', async () => {
    const around = { files: { 'nginx.conf': 'x' }, choices: { carryFiles: false } };
    const { volumes, notes } = await convert(conf, around);
    assert.equal(volumes, undefined);
    assert.deepEqual(notes, ['dropped services/web/volumes/0: bindMount ./nginx.conf']);
  });

  it('is told where it is not there, outside the folder, or would hide what the image needs', async () => {
    const { volumes, notes } = await convert(
      `services: {web: {image: web, volumes: ["./gone.conf:/conf/a", "../up.conf:/conf/b", "/var/run/docker.sock:/var/run/docker.sock", "./all.conf:/etc/all.conf", "./src:/app"]}}`,
      { files: { '../up.conf': 'x', 'all.conf': 'x', 'src/main.js': 'x' } },
    );
    assert.equal(volumes, undefined);
    assert.deepEqual(notes, [
      'dropped services/web/volumes/0: mountedFileMissing ./gone.conf',
      'dropped services/web/volumes/1: bindMount ../up.conf',
      'dropped services/web/volumes/2: bindMount /var/run/docker.sock',
      'dropped services/web/volumes/3: fileNotCarried ./all.conf | /etc',
      'dropped services/web/volumes/4: bindMount ./src',
    ]);
  });

  it('goes along as a whole where it is a small directory that is only read, once for all that mount it', async () => {
    const { containers, volumes } = await convert(
      'services: {a: {image: a, volumes: ["./init:/docker-entrypoint-initdb.d"]}, b: {image: b, volumes: ["./init:/etc/b/settings:ro"]}}',
      { files: { 'init/1.sql': 'one', 'init/2.sql': 'two', 'init/.gitkeep': '' } },
    );
    assert.deepEqual(volumes, [{ name: 'a-files', secret: { '1.sql': 'b25l', '2.sql': 'dHdv' } }]);
    assert.deepEqual(
      containers.map(({ properties }) => properties['volumeMounts']),
      [
        [{ name: 'a-files', mountPath: '/docker-entrypoint-initdb.d', readOnly: true }],
        [{ name: 'a-files', mountPath: '/etc/b/settings', readOnly: true }],
      ],
    );
  });

  it('stays here where another volume is mounted at the same place', async () => {
    const { notes } = await convert(
      'services: {web: {image: web, volumes: ["./a.conf:/conf/a.conf", "/conf"]}}',
      { files: { 'a.conf': 'x' } },
    );
    assert.ok(notes.includes('dropped services/web/volumes/0: fileNotCarried ./a.conf | /conf'));
  });
});

describe('Services of one group', () => {
  it('that ask for more than most regions have are told', async () => {
    const { notes } = await convert(
      'services: {a: {image: a, cpus: 3}, b: {image: b, cpus: 3, mem_limit: 2g}}',
    );
    assert.deepEqual(notes, ['changed services: groupSize 6 | 3 | 4 | 16']);
  });

  it('of which no container is wanted are left out', async () => {
    const { containers, notes } = await convert('services: {a: {image: a, scale: 0}, b: {image: b}}');
    assert.deepEqual(
      containers.map(({ name }) => name),
      ['b'],
    );
    assert.deepEqual(notes, ['dropped services/a/scale: noReplicas a']);
  });

  it("that something else than an image makes can't be created", async () => {
    const { notes } = await convert('services: {a: {provider: {type: awesomecloud}}, b: {image: b}}');
    assert.deepEqual(notes, ['blocked services/a/provider: provider a']);
  });
});

describe('A file of variables of a service', () => {
  it('may have values of several lines, and names that begin or end with an underscore', async () => {
    const files = { 'a.env': 'PEM="one\ntwo"\n_JAVA_OPTIONS=-Xmx512m\nX_=1\n' };
    const { containers } = await convert('services: {a: {image: a, env_file: a.env}}', { files });
    const [only] = containers;
    assert.ok(only);
    assert.deepEqual(environmentOf(only), { PEM: 'one\ntwo', _JAVA_OPTIONS: '-Xmx512m', X_: '1' });
  });

  it('is refused for a line that is no variable, as Docker Compose refuses it', async () => {
    const files = { 'a.env': 'A=1\nB="never closed\n' };
    const { notes } = await convert('services: {a: {image: a, env_file: a.env}}', { files });
    assert.ok(notes.includes('blocked services/a/env_file: envFileLine a.env | 2'), notes.join('\n'));
  });
});
