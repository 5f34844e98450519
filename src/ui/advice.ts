import type { ErrorKind } from '../core/errors.ts';
import type { Translate } from './translate.ts';

/** What a person is told about an error, and what they can do with one click. */
export interface Advice {
  readonly sentence: string;
  readonly remedy?: 'signIn' | 'retry' | 'settings' | 'register';
}

/** One sentence per kind of error, in the user's words: a kind without one does not compile. */
export function advice(kind: ErrorKind, t: Translate): Advice {
  const table: Record<ErrorKind, Advice> = {
    signedOut: { sentence: t('Your sign-in has ended. Sign in to Azure again.'), remedy: 'signIn' },
    signInFailed: { sentence: t('Check what you entered, or sign in another way.') },
    settings: { sentence: t('A setting has to be changed first.'), remedy: 'settings' },
    forbidden: {
      sentence: t('Your account is not allowed to do this. Ask an owner for the role it needs.'),
    },
    notFound: { sentence: t('It no longer exists in Azure.') },
    nameTaken: { sentence: t('That name is already taken. Choose another one.') },
    conflict: {
      sentence: t('The container group is still changing. Try again in a moment.'),
      remedy: 'retry',
    },
    locked: { sentence: t('A lock in Azure forbids this. Remove the lock first.') },
    policy: { sentence: t('A policy of your organization does not allow this.') },
    quota: {
      sentence: t('A quota is used up. Choose another location, delete groups, or ask for more quota.'),
    },
    capacity: {
      sentence: t('The location has no room for this at the moment. Try a smaller size or another location.'),
    },
    image: {
      sentence: t('The image cannot be pulled. Check its name, its tag and the registry credentials.'),
    },
    invalid: { sentence: t('Azure did not accept the request.') },
    notRegistered: {
      sentence: t('Container instances are not registered in the subscription. Register them first.'),
      remedy: 'register',
    },
    throttled: { sentence: t('Azure asks us to slow down. Try again in a minute.'), remedy: 'retry' },
    offline: {
      sentence: t('Azure cannot be reached. Check your connection and try again.'),
      remedy: 'retry',
    },
    service: { sentence: t('Azure has a problem at its end. Try again in a moment.'), remedy: 'retry' },
    unexpected: { sentence: t('Something went wrong in the extension.') },
  };
  return table[kind];
}
