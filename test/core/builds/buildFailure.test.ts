import assert from 'node:assert/strict';
import { findBuildFailure } from '../../../src/core/builds/buildFailure.ts';
import { parseDockerfile } from '../../../src/core/builds/dockerfile.ts';

const dockerfile = parseDockerfile(
  [
    'ARG V=20',
    '# the base',
    'FROM node:20',
    'WORKDIR /app',
    'COPY . .',
    'RUN npm ci \\',
    '  --omit=dev',
    'CMD ["node", "."]',
  ].join('\n'),
);

describe('The log of a build that failed', () => {
  it('names the step that was under way, and its line in the Dockerfile', () => {
    const log = [
      '2026/11/29 21:00:00 Using acb_vol_1 as the home volume',
      'Step 1/6 : ARG V=20',
      'Step 2/6 : FROM node:20',
      'Step 5/6 : RUN npm ci   --omit=dev',
      ' ---> Running in 0123456789ab',
      'npm error code EUSAGE',
      "The command '/bin/sh -c npm ci   --omit=dev' returned a non-zero code: 1",
      '2026/11/29 21:00:09 Container failed during run: build. No retries remaining.',
      'failed to run step ID: build: exit status 1',
      '',
      'Run ID: cf1 failed after 9s. Error: failed during run, err: exit status 1',
    ];
    const failure = findBuildFailure(log, dockerfile);
    assert.equal(failure.line, 5);
    assert.match(failure.message ?? '', /^The command .+ returned a non-zero code: 1$/);
    assert.deepEqual(failure.step, { number: 5, total: 6, text: 'RUN npm ci   --omit=dev' });
  });

  it('is told of the line by BuildKit itself', () => {
    const log = [
      '#7 [4/4] RUN npm ci --omit=dev',
      '#7 0.4 npm error',
      '#7 ERROR: process "/bin/sh -c npm ci --omit=dev" did not complete successfully: exit code: 1',
      '------',
      'Dockerfile:6',
      '   6 | >>> RUN npm ci \\',
    ];
    const failure = findBuildFailure(log, dockerfile);
    assert.equal(failure.line, 5);
    assert.equal(failure.step?.number, 4);
    assert.match(failure.message ?? '', /exit code: 1/);
  });

  for (const [wall, text] of [
    ['platform', 'unable to understand line FROM --platform=$BUILDPLATFORM node:20'],
    ['buildKit', 'the --mount option requires BuildKit. Refer to https://docs.docker.com/go/buildkit/'],
    [
      'firewall',
      `denied: {"errors":[{"code":"DENIED","message":"client with IP '20.1.2.3' is not allowed access."}]}`,
    ],
    ['pullLimit', 'toomanyrequests: You have reached your unauthenticated pull rate limit.'],
    ['registryRights', 'unauthorized: authentication required, visit https://aka.ms/acr/authorization'],
  ] as const)
    it(`tells the wall: ${wall}`, () => {
      assert.equal(findBuildFailure([text], dockerfile).wall, wall);
    });

  it('says nothing where it tells nothing', () => {
    assert.deepEqual(findBuildFailure(['hello'], dockerfile), {});
  });
});
