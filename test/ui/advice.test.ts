import assert from 'node:assert/strict';
import type { ErrorKind } from '../../src/core/errors.ts';
import { advice } from '../../src/ui/advice.ts';
import { t } from './tree/words.ts';

const remedies: Record<ErrorKind, 'signIn' | 'retry' | 'settings' | 'register' | undefined> = {
  signedOut: 'signIn',
  signInFailed: undefined,
  settings: 'settings',
  forbidden: undefined,
  notFound: undefined,
  nameTaken: undefined,
  conflict: 'retry',
  locked: undefined,
  policy: undefined,
  quota: undefined,
  capacity: undefined,
  image: undefined,
  invalid: undefined,
  notRegistered: 'register',
  throttled: 'retry',
  offline: 'retry',
  service: 'retry',
  unexpected: undefined,
};

describe('What a person is told about an error', () => {
  for (const [kind, remedy] of Object.entries(remedies) as [
    ErrorKind,
    'signIn' | 'retry' | 'settings' | 'register' | undefined,
  ][]) {
    it(`is plain sentences where it is ${kind}, with ${remedy ?? 'nothing'} as its button`, () => {
      const { sentence, ...rest } = advice(kind, t);
      assert.match(sentence, /^[A-Z].*\.$/);
      assert.equal(rest.remedy, remedy);
    });
  }
});
