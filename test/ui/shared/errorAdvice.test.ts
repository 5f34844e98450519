import assert from 'node:assert/strict';
import type { ErrorKind } from '../../../src/core/errors.ts';
import { errorAdvice, type ErrorAdvice } from '../../../src/ui/shared/errorAdvice.ts';

type Remedy = ErrorAdvice['remedy'];

const remedies: Record<ErrorKind, Remedy> = {
  signedOut: 'signIn',
  signInFailed: undefined,
  settings: 'settings',
  forbidden: undefined,
  denied: undefined,
  notFound: undefined,
  subscriptionNotFound: undefined,
  subscriptionDisabled: undefined,
  nameTaken: undefined,
  labelTaken: undefined,
  conflict: 'retry',
  beingDeleted: undefined,
  locked: undefined,
  policy: undefined,
  region: undefined,
  location: undefined,
  doesNotFit: undefined,
  quota: 'usage',
  capacity: undefined,
  image: undefined,
  registry: 'retry',
  invalid: undefined,
  buildsNotAllowed: undefined,
  contextTooLarge: undefined,
  notRegistered: 'register',
  throttled: 'retry',
  timeout: 'retry',
  refused: undefined,
  failed: undefined,
  offline: 'retry',
  certificate: 'networkSettings',
  certificateTime: 'networkSettings',
  proxy: 'networkSettings',
  notAzure: 'retry',
  service: 'retry',
  unexpected: undefined,
};

describe('What a person is told about an error', () => {
  for (const [kind, remedy] of Object.entries(remedies) as [ErrorKind, Remedy][]) {
    it(`is plain sentences where it is ${kind}, with ${remedy ?? 'nothing'} as its button`, () => {
      const { sentence, ...rest } = errorAdvice(kind);
      assert.match(sentence, /^[A-Z].*\.$/);
      assert.equal(rest.remedy, remedy);
    });
  }

  for (const kind of ['certificate', 'certificateTime', 'proxy', 'notAzure'] as const) {
    it(`names the host where the way to it is the trouble: ${kind}`, () => {
      assert.ok(errorAdvice(kind, 'management.azure.com').sentence.includes('management.azure.com'));
    });
  }

  for (const kind of ['refused', 'failed', 'invalid'] as const) {
    it(`claims no cause and promises nothing where only Azure knows: ${kind}`, () => {
      assert.doesNotMatch(errorAdvice(kind).sentence, /role|owner|again|moment|connection|problem/i);
    });
  }
});
