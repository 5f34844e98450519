import type { ErrorKind } from '../../core/errors.ts';
import type { Translate } from './translate.ts';

/** What a person is told about an error, and what they can do with one click. */
export interface ErrorAdvice {
  readonly sentence: string;
  readonly remedy?: 'signIn' | 'retry' | 'settings' | 'networkSettings' | 'register';
}

/**
 * One sentence per kind of error, in the user's words: a kind without one does not compile. `host` is named where the
 * way to it is the trouble.
 */
export function errorAdvice(kind: ErrorKind, t: Translate, host = 'Azure'): ErrorAdvice {
  const table: Record<ErrorKind, ErrorAdvice> = {
    signedOut: {
      sentence: t('You are not signed in, or Azure does not accept the sign-in. Sign in to Azure again.'),
      remedy: 'signIn',
    },
    signInFailed: { sentence: t('Check what you entered, or sign in another way.') },
    settings: { sentence: t('A setting has to be changed first.'), remedy: 'settings' },
    forbidden: {
      sentence: t('Your account is not allowed to do this. Ask an owner for the role it needs.'),
    },
    denied: {
      sentence: t('A deny assignment in Azure forbids this, whatever your roles. Ask who made it.'),
    },
    notFound: { sentence: t('It does not exist in Azure, or no longer.') },
    subscriptionNotFound: {
      sentence: t(
        'Your account cannot see this subscription. Check that it still exists, or use another account.',
      ),
    },
    subscriptionDisabled: {
      sentence: t('The subscription is disabled. Enable it in the Azure portal, or use another one.'),
    },
    nameTaken: { sentence: t('That name is already taken. Choose another one.') },
    labelTaken: { sentence: t('The DNS label is already taken. Choose another one.') },
    conflict: {
      sentence: t('The container group is still changing. Try again in a moment.'),
      remedy: 'retry',
    },
    beingDeleted: {
      sentence: t(
        'The resource group is being deleted. Wait until it is gone, or choose another resource group.',
      ),
    },
    locked: { sentence: t('A lock in Azure forbids this. Remove the lock first.') },
    policy: { sentence: t('A policy does not allow this.') },
    region: { sentence: t('Your subscription may not use this location. Choose another one.') },
    location: { sentence: t('Azure does not offer this in that location. Choose another one.') },
    quota: {
      sentence: t('A quota is used up. Choose another location, delete groups, or ask for more quota.'),
    },
    capacity: {
      sentence: t('The location has no room for this at the moment. Try a smaller size or another location.'),
    },
    image: { sentence: t('The image cannot be pulled.') },
    registry: {
      sentence: t('The registry of the image answered with an error. Try again later.'),
      remedy: 'retry',
    },
    invalid: { sentence: t('Azure did not accept the request.') },
    notRegistered: {
      sentence: t('Container instances are not registered in the subscription. Register them first.'),
      remedy: 'register',
    },
    throttled: { sentence: t('Azure asks us to slow down. Try again later.'), remedy: 'retry' },
    timeout: { sentence: t('Azure did not answer in time. Try again in a moment.'), remedy: 'retry' },
    refused: { sentence: t('Azure refused this.') },
    failed: { sentence: t('Azure could not do this.') },
    offline: {
      sentence: t('Azure cannot be reached. Check your connection and try again.'),
      remedy: 'retry',
    },
    certificate: {
      sentence: t(
        'The certificate of {0} is not trusted: mostly a proxy of your organization opens the connection. Let VS Code use the certificates of the system, or ask who runs the proxy.',
        host,
      ),
      remedy: 'networkSettings',
    },
    certificateTime: {
      sentence: t(
        'The certificate of {0} is not valid at the time of this machine. Check its clock; if it is right, ask who runs your network.',
        host,
      ),
      remedy: 'networkSettings',
    },
    proxy: {
      sentence: t(
        'A proxy on the way to {0} wants a sign-in. Name the proxy and its user in the settings, or ask who runs it.',
        host,
      ),
      remedy: 'networkSettings',
    },
    notAzure: {
      sentence: t(
        'Something else answered in place of {0}: mostly a proxy, a firewall or the sign-in page of a network. Open a page in a browser to see whether you have to sign in there.',
        host,
      ),
      remedy: 'retry',
    },
    service: {
      sentence: t('Azure did not answer as it should. Try again in a moment.'),
      remedy: 'retry',
    },
    unexpected: { sentence: t('Something went wrong in the extension.') },
  };
  return table[kind];
}
