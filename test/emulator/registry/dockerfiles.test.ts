import assert from 'node:assert/strict';
import { findImage, type Registry } from '../../../src/emulator/registry/registries.ts';
import { objectAt, type Json, type JsonObject } from '../../../src/emulator/json.ts';
import { dockerBuild, startBuildWorld, type BuildWorld, type Finished } from './buildFixture.ts';

describe('A Dockerfile that is built in a registry', () => {
  let world: BuildWorld;
  before(async () => (world = await startBuildWorld()));
  after(() => world.close());

  const registry = (): Registry => {
    const found = world.emulator.registries.all.find(({ name }) => name === 'contosoprod');
    assert.ok(found);
    return found;
  };
  const build = (dockerfile: string | string[], files: Record<string, string> = {}, request = {}) =>
    world.build({ Dockerfile: [dockerfile].flat().join('\n'), ...files }, request);
  /** `config` of the image's configuration. */
  const configOf = ({ outputImages: [image] }: Finished): JsonObject => {
    const stored = findImage(registry(), image?.repository ?? '', image?.digest ?? '');
    return objectAt(JSON.parse(stored?.config ?? '{}') as Record<string, Json>, 'config');
  };
  const filesOf = ({ outputImages: [image] }: Finished) =>
    findImage(registry(), image?.repository ?? '', image?.digest ?? '')?.image.files ??
    new Map<string, string>();
  const failure = (run: Finished) => {
    assert.deepEqual([run.status, run.mark], ['Failed', 'failed'], run.log);
    assert.match(
      run.log,
      /\nRun ID: \w+ failed after \d+s\. Error: failed during run, err: exit status 1\n$/,
    );
    return run.log;
  };
  const success = (run: Finished) => {
    assert.equal(run.status, 'Succeeded', run.log);
    return run;
  };

  describe('configures its image', () => {
    it('with environment, ports, command, entry point, labels, user and folder', async () => {
      const run = success(
        await build([
          '# syntax=docker/dockerfile:1',
          'FROM alpine:3.20',
          'ARG VERSION=1.0',
          'ENV APP_VERSION=$VERSION GREETING="hello world"',
          'ENV OLD style value',
          'LABEL team="web shop" \\',
          '  # a comment between',
          '  version=${VERSION}',
          'WORKDIR /srv',
          'WORKDIR app',
          'EXPOSE 8080 53/udp 9000-9001',
          'USER 1000:1000',
          'VOLUME ["/data"]',
          'HEALTHCHECK --interval=5s CMD curl -f http://localhost/',
          'ENTRYPOINT ["/entry.sh"]',
          'CMD ["--port", "8080"]',
        ]),
      );
      assert.deepEqual(configOf(run), {
        Hostname: '',
        User: '1000:1000',
        ExposedPorts: { '8080/tcp': {}, '53/udp': {}, '9000/tcp': {}, '9001/tcp': {} },
        Env: ['APP_VERSION=1.0', 'GREETING=hello world', 'OLD=style value'],
        Cmd: ['--port', '8080'],
        Healthcheck: { Test: ['CMD-SHELL', 'curl -f http://localhost/'] },
        Volumes: { '/data': {} },
        WorkingDir: '/srv/app',
        Entrypoint: ['/entry.sh'],
        Labels: { team: 'web shop', version: '1.0' },
      });
    });

    it('with what its base image says, unless it says otherwise itself', async () => {
      const inherited = configOf(
        success(await build('FROM nginx\nCOPY index.html /x\n', { 'index.html': '' })),
      );
      assert.deepEqual(inherited['ExposedPorts'], { '80/tcp': {} });
      assert.deepEqual(inherited['Cmd'], ['nginx', '-g', 'daemon off;']);
      const own = configOf(success(await build('FROM nginx\nENTRYPOINT ["/app"]\n')));
      assert.deepEqual([own['Entrypoint'], own['Cmd']], [['/app'], undefined]);
    });

    it('with the shell where a command is no list', async () => {
      const run = success(await build('FROM alpine\nCMD echo $HOME\n'));
      assert.deepEqual(configOf(run)['Cmd'], ['/bin/sh', '-c', 'echo $HOME']);
    });

    it('with build arguments that an ARG names, of which the build says which were not used', async () => {
      const run = success(
        await build(
          'ARG TAG=3.18\nFROM alpine:${TAG}\nARG TAG\nARG NAME\nENV A=$TAG B=$NAME C=${NONE:-c}\n',
          {},
          {
            arguments: [
              { name: 'NAME', value: 'n', isSecret: false },
              { name: 'OTHER', value: 'x', isSecret: true },
            ],
          },
        ),
      );
      assert.deepEqual(configOf(run)['Env'], ['A=3.18', 'B=n', 'C=c']);
      assert.match(
        run.log,
        /Step 1\/5 : ARG TAG=3\.18\nStep 2\/5 : FROM alpine:\$\{TAG\}\n3\.18: Pulling from library\/alpine/,
      );
      assert.match(run.log, /\[Warning\] One or more build-args \[OTHER\] were not consumed/);
    });
  });

  describe('copies files', () => {
    const files = { 'package.json': '{}', 'package-lock.json': '{}', 'src/a.js': 'a', 'src/lib/b.js': 'b' };

    it('and folders, with patterns, into the folder that it works in', async () => {
      const run = success(
        await build(
          'FROM alpine\nWORKDIR /app\nCOPY package*.json ./\nCOPY src src/\nADD ["src/a.js", "/one.js"]\n',
          files,
        ),
      );
      const copied = filesOf(run);
      assert.equal(copied.get('app/package-lock.json'), '{}');
      assert.equal(copied.get('app/src/lib/b.js'), 'b');
      assert.equal(copied.get('one.js'), 'a');
    });

    it('from earlier stages, whose simulated programs may have made any file', async () => {
      const run = success(
        await build(
          [
            'FROM node:20 AS Build',
            'WORKDIR /src',
            'COPY . .',
            'RUN npm run build',
            'FROM nginx:alpine',
            'COPY --from=build /src/dist /usr/share/nginx/html',
            'COPY --from=build /src/src/a.js /a.js',
            'COPY --from=busybox /bin/wget /wget',
          ],
          files,
        ),
      );
      assert.equal(filesOf(run).get('a.js'), 'a');
      assert.match(run.log, /\(simulated\) npm run build\n/);
    });

    it('but none that are not there', async () => {
      const refused = async (line: string) => failure(await build(`FROM alpine\n${line}\n`, files));
      assert.match(
        await refused('COPY app.js /'),
        /\nCOPY failed: file not found in build context or excluded by \.dockerignore: stat app\.js: file does not exist\n/,
      );
      assert.match(await refused('COPY *.txt /'), /\nCOPY failed: no source files were specified\n/);
      assert.match(
        await refused('ADD ../x /'),
        /\nADD failed: forbidden path outside the build context: \.\.\/x \(\)\n/,
      );
      assert.match(
        await refused('COPY *.json /a'),
        /\nWhen using COPY with more than one source file, the destination must be a directory and end with a \/\n/,
      );
      assert.match(
        failure(await build('FROM scratch AS one\nFROM alpine\nCOPY --from=one /missing /\n')),
        /\nCOPY failed: stat missing: file does not exist\n/,
      );
    });
  });

  describe('runs commands', () => {
    it('in the simulated shell, whose files stay in the image', async () => {
      const run = success(
        await build('FROM alpine\nWORKDIR /app\nRUN echo "built for $(uname)" > note && cat note\n'),
      );
      assert.match(
        run.log,
        /\nStep 3\/3 : RUN echo .*\n ---> Running in [0-9a-f]{12}\nbuilt for Linux\n ---> Removed/,
      );
      assert.equal(filesOf(run).get('app/note'), 'built for Linux\n');
    });

    it('and fails with the one that fails', async () => {
      const refused = async (line: string) => failure(await build(`FROM alpine\n${line}\n`));
      assert.match(
        await refused('RUN exit 3'),
        /\nThe command '\/bin\/sh -c exit 3' returned a non-zero code: 3\n.* Container failed during run: build\. No retries remaining\.\nfailed to run step ID: build: exit status 1\n/,
      );
      assert.match(
        await refused('RUN npm ci && false'),
        /\(simulated\) npm ci\nThe command '\/bin\/sh -c npm ci && false' returned a non-zero code: 1\n/,
      );
      assert.match(await refused('RUN ["false"]'), /\nThe command 'false' returned a non-zero code: 1\n/);
    });

    it('and scripts that are written in the Dockerfile', async () => {
      const run = success(
        await build(['FROM alpine', 'RUN <<EOF', 'echo one', 'echo two > /two', 'EOF', 'CMD ["sh"]']),
      );
      assert.match(run.log, /\none\n/);
      assert.equal(filesOf(run).get('two'), 'two\n');
      assert.deepEqual(configOf(run)['Cmd'], ['sh']);
    });

    it('but none with what only BuildKit has', async () => {
      assert.match(
        failure(await build('FROM alpine\nRUN --mount=type=cache,target=/root npm ci\n')),
        /\nthe --mount option requires BuildKit\. Refer to https:\/\/docs\.docker\.com\/go\/buildkit\//,
      );
    });
  });

  describe('is refused', () => {
    it('by the scan for base images where FROM has a platform', async () => {
      assert.match(
        failure(await build('FROM --platform=$BUILDPLATFORM node:20 AS build\n')),
        /Output from dependency scanning: [^]*\nunable to understand line FROM --platform=\$BUILDPLATFORM node:20 AS build\nfailed to run step ID: build: failed to scan dependencies: exit status 1\n/,
      );
    });

    it('where it is not there, or has no FROM', async () => {
      assert.match(
        failure(await world.build({ 'a.txt': '' }, { dockerFilePath: 'docker/Dockerfile' })),
        /error opening dockerfile: docker\/Dockerfile, error: open docker\/Dockerfile: no such file or directory\n/,
      );
      assert.match(failure(await build('# nothing\n')), /unexpected dockerfile format\n/);
    });

    it('where its base image does not exist', async () => {
      assert.match(
        failure(await build('FROM nosuchimage:1\n')),
        /\nStep 1\/1 : FROM nosuchimage:1\npull access denied for nosuchimage, repository does not exist or may require 'docker login': denied: requested access to the resource is denied\n/,
      );
      assert.match(
        failure(await build(`FROM ${registry().loginServer}/storefront/web:0.0.0\n`)),
        /manifest for .*\/storefront\/web:0\.0\.0 not found: manifest unknown: manifest tagged by "0\.0\.0" is not found\n/,
      );
    });

    it('where an instruction is unknown, or comes before FROM', async () => {
      assert.match(
        failure(await build('FROM alpine\nRUNN x\n')),
        /\ndockerfile parse error line 2: unknown instruction: RUNN\n/,
      );
      assert.match(failure(await build('RUN x\nFROM alpine\n')), /\nno build stage in current context\n/);
    });

    it('where there is no such target', async () => {
      assert.match(
        failure(await build('FROM alpine AS a\n', {}, { target: 'b' })),
        /\nfailed to reach build target b in Dockerfile\n/,
      );
    });
  });

  it('is built up to the target', async () => {
    const run = success(
      await build('FROM alpine AS one\nENV A=1\nFROM alpine AS two\nENV B=2\n', {}, { target: 'one' }),
    );
    assert.match(run.log, /Step 2\/2 : ENV A=1\n/);
    assert.deepEqual(configOf(run)['Env'], ['A=1']);
  });

  it('may lie in a folder, and may stand on an image that was built before', async () => {
    const first = success(await build('FROM alpine\nENV FIRST=1\nRUN echo x > /x\n'));
    const [image] = first.outputImages;
    const base = `${image?.registry ?? ''}/${image?.repository ?? ''}@${image?.digest ?? ''}`;
    const second = success(
      await world.build(
        { 'docker/app.Dockerfile': `FROM ${base}\nENV SECOND=2\n` },
        { dockerFilePath: 'docker/app.Dockerfile' },
      ),
    );
    assert.deepEqual(configOf(second)['Env'], ['FIRST=1', 'SECOND=2']);
    assert.equal(filesOf(second).get('x'), 'x\n');
  });

  it('is built and not pushed where that is not wanted', async () => {
    const run = success(await build('FROM alpine\n', {}, { isPushEnabled: false, imageNames: [] }));
    assert.deepEqual(run.outputImages, []);
    assert.doesNotMatch(run.log, /Pushing image/);
  });

  it('gets every name that it is to have', async () => {
    const run = success(
      await build('FROM alpine\n', {}, { imageNames: ['a/b:v1', `${registry().loginServer}/c`] }),
    );
    assert.deepEqual(
      run.outputImages.map(({ repository, tag }) => `${repository}:${tag}`),
      ['a/b:v1', 'c:latest'],
    );
  });

  it('needs source code that was uploaded, in an archive that is one', async () => {
    const notTheSource = ['source/none.tar.gz', await world.upload(Buffer.from('no archive'))];
    for (const sourceLocation of notTheSource) {
      const { body } = await world.schedule({ ...dockerBuild, sourceLocation });
      world.clock.advance(60_000);
      const run = await world.finished((body as { name: string }).name);
      assert.deepEqual([run.status, run.mark], ['Failed', 'failed']);
      assert.match(
        run.log,
        /Downloading source code\.\.\.\n\nRun ID: \w+ failed after 1s\. Error: failed to download context\. Please check if the URL is incorrect\. If it has credentials, please check if they are expired\n$/,
      );
    }
  });
});
