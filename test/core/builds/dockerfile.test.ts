import assert from 'node:assert/strict';
import { parseDockerfile } from '../../../src/core/builds/dockerfile.ts';
import {
  askedArguments,
  imageOffer,
  namedStages,
  platformArgumentsOf,
  unsupportedFeatures,
  withoutPlatforms,
} from '../../../src/core/builds/buildPlan.ts';

const read = (...lines: readonly string[]) => parseDockerfile(lines.join('\n'));
const keywords = (...lines: readonly string[]) =>
  read(...lines).instructions.map(({ keyword, text, line }) => [keyword, text, line]);

describe('A Dockerfile', () => {
  it('has instructions in whatever case, each with its line', () => {
    assert.deepEqual(keywords('# a comment', 'from alpine', '', '  run echo hi'), [
      ['FROM', 'alpine', 1],
      ['RUN', 'echo hi', 3],
    ]);
  });

  it('continues lines, with comments and empty lines between', () => {
    const text = [
      'FROM alpine',
      'RUN apk add \\',
      '  # for the tests',
      '',
      '    curl \\ ',
      '    jq',
      'CMD ["sh"]',
    ];
    assert.deepEqual(keywords(...text), [
      ['FROM', 'alpine', 0],
      ['RUN', 'apk add     curl     jq', 1],
      ['CMD', '["sh"]', 6],
    ]);
  });

  it('may name another character that continues lines', () => {
    const text = ['# escape=`', 'FROM alpine', 'RUN dir C:\\', 'RUN a `', ' b'];
    assert.deepEqual(keywords(...text), [
      ['FROM', 'alpine', 1],
      ['RUN', 'dir C:\\', 2],
      ['RUN', 'a  b', 3],
    ]);
  });

  it('has here-documents, whose lines are no instructions', () => {
    const text = [
      'FROM alpine',
      'RUN <<EOF',
      'FROM nowhere',
      'EOF',
      'COPY <<-"A" <<B /x/',
      '\tx',
      '\tA',
      'y',
      'B',
      'USER 1',
    ];
    assert.deepEqual(keywords(...text), [
      ['FROM', 'alpine', 0],
      ['RUN', '<<EOF', 1],
      ['COPY', '<<-"A" <<B /x/', 4],
      ['USER', '1', 9],
    ]);
  });

  it('takes a shift or a here-string for no here-document', () => {
    assert.equal(
      read('FROM a', 'RUN echo $((1 << 2)) $((1<<2))', 'RUN cat <<<word', 'CMD x').instructions.length,
      4,
    );
  });

  it('never ends where a here-document does not', () => {
    assert.deepEqual(keywords('FROM a', 'RUN <<EOF', 'x'), [
      ['FROM', 'a', 0],
      ['RUN', '<<EOF', 1],
    ]);
  });

  it('has flags before the words', () => {
    const { instructions } = read(
      'FROM --platform=$BUILDPLATFORM node:20 AS build',
      'RUN --mount=type=cache,target=/x npm ci',
    );
    assert.deepEqual(instructions[0]?.flags, ['--platform=$BUILDPLATFORM']);
    assert.deepEqual(instructions[1]?.flags, ['--mount=type=cache,target=/x']);
    assert.equal(instructions[1].text, 'npm ci');
  });

  it('has stages, named or not', () => {
    const file = read('ARG V=20', 'FROM node:${V} as Build', 'RUN x', 'FROM nginx');
    assert.deepEqual(
      file.stages.map(({ name, from }) => [name, from]),
      [
        ['Build', 'node:${V}'],
        [undefined, 'nginx'],
      ],
    );
    assert.deepEqual(namedStages(file), ['Build']);
    assert.deepEqual(file.globalArguments, [{ name: 'V', defaultValue: '20' }]);
  });

  it('may come from Windows', () => {
    assert.equal(read('\uFEFFFROM a\r', 'ARG X="a b"\r').instructions[1]?.text, 'X="a b"');
  });

  it('may be no Dockerfile at all', () => {
    assert.deepEqual(parseDockerfile('').stages, []);
    assert.deepEqual(parseDockerfile('hello').stages, []);
  });
});

describe('The arguments of a build', () => {
  const file = read(
    'ARG VERSION=20',
    'FROM node:$VERSION AS build',
    'ARG NPM_TOKEN',
    'ARG VERSION',
    'ARG TARGETARCH HTTP_PROXY',
    "ARG GREETING='hello there' COLOR=red",
    'FROM nginx',
    'ARG LATE',
  );

  it('are asked once each, with their defaults, secrets told by their names', () => {
    assert.deepEqual(askedArguments(file, undefined), [
      { name: 'VERSION', defaultValue: '20', isSecret: false },
      { name: 'NPM_TOKEN', isSecret: true },
      { name: 'GREETING', defaultValue: 'hello there', isSecret: false },
      { name: 'COLOR', defaultValue: 'red', isSecret: false },
      { name: 'LATE', isSecret: false },
    ]);
  });

  it('end with the stage that is built', () => {
    assert.ok(!askedArguments(file, 'build').some(({ name }) => name === 'LATE'));
  });

  it('are set where BuildKit would have set them', () => {
    assert.deepEqual(platformArgumentsOf(file), [{ name: 'TARGETARCH', value: 'amd64' }]);
  });
});

describe('What an image offers', () => {
  it('is the ports of its stage and of the stages that this begins from', () => {
    const file = read(
      'FROM node AS base',
      'ENV PORT=8080 OTHER=1',
      'EXPOSE $PORT',
      'FROM base AS build',
      'EXPOSE 9000',
      'FROM base',
      'EXPOSE 53/udp 8000-8002/tcp',
    );
    assert.deepEqual(imageOffer(file, undefined, {}).ports, [
      { port: 8080, protocol: 'TCP' },
      { port: 53, protocol: 'UDP' },
      { port: 8000, protocol: 'TCP' },
      { port: 8001, protocol: 'TCP' },
      { port: 8002, protocol: 'TCP' },
    ]);
    assert.deepEqual(
      imageOffer(file, 'BUILD', {}).ports.map(({ port }) => port),
      [8080, 9000],
    );
  });

  it('follows the arguments of the build', () => {
    const file = read('ARG P=80', 'FROM a', 'ARG P', 'ARG Q=${P:-1}', 'EXPOSE ${Q}');
    assert.deepEqual(imageOffer(file, undefined, {}).ports, [{ port: 80, protocol: 'TCP' }]);
    assert.deepEqual(imageOffer(file, undefined, { P: '81' }).ports, [{ port: 81, protocol: 'TCP' }]);
  });

  it('leaves out ports that are none', () => {
    assert.deepEqual(imageOffer(read('FROM a', 'EXPOSE 0 70000 x 1-60000 $NONE'), undefined, {}).ports, []);
  });

  it('is the command as written; an entry point voids the one before it', () => {
    const file = read('FROM a', 'CMD echo hi', 'ENTRYPOINT ["node", "a b.js"]');
    assert.deepEqual(imageOffer(file, undefined, {}), { ports: [], entrypoint: 'node a b.js' });
    assert.deepEqual(imageOffer(read('FROM a', 'CMD ["x"]'), undefined, {}), { ports: [], command: 'x' });
  });
});

describe('What the builder of a registry does not understand', () => {
  it('is found with its line before anything is sent', () => {
    const file = read(
      'FROM --platform=linux/amd64 node',
      'RUN --mount=type=cache,target=/c true',
      'COPY --from=x --chown=1 a b',
      'COPY --link a b',
      'RUN <<E',
      'E',
      'HEALTHCHECK --interval=5s CMD true',
    );
    assert.deepEqual(unsupportedFeatures(file), [
      { line: 0, kind: 'platform', text: 'FROM --platform=linux/amd64' },
      { line: 1, kind: 'buildKit', text: 'RUN --mount=type=cache,target=/c' },
      { line: 3, kind: 'buildKit', text: 'COPY --link' },
      { line: 4, kind: 'buildKit', text: 'RUN <<' },
    ]);
  });

  it('can be taken out where it is only the platform', () => {
    const text =
      'FROM --platform=$BUILDPLATFORM node:20 AS b\nRUN echo --platform=x\n  from --platform=linux/amd64 nginx\n';
    assert.equal(withoutPlatforms(text), 'FROM node:20 AS b\nRUN echo --platform=x\n  from nginx\n');
  });
});
