import * as l10n from '@vscode/l10n';
import type { ErrorKind } from '../../core/errors.ts';

/** What a person is told about an error, and what they can do with one click. */
export interface ErrorAdvice {
  readonly sentence: string;
  readonly remedy?: 'signIn' | 'retry' | 'settings' | 'networkSettings' | 'register' | 'usage';
}

/**
 * One sentence per kind of error, in the user's words: a kind without one does not compile. `host` is named where the
 * way to it is the trouble.
 */
export function errorAdvice(kind: ErrorKind, host = 'Azure'): ErrorAdvice {
  const table: Record<ErrorKind, ErrorAdvice> = {
    signedOut: {
      sentence: l10n.t(
        'You are not signed in, or Azure does not accept the sign-in. Sign in to Azure again.',
      ),
      remedy: 'signIn',
    },
    signInFailed: { sentence: l10n.t('Check what you entered, or sign in another way.') },
    settings: { sentence: l10n.t('A setting has to be changed first.'), remedy: 'settings' },
    forbidden: {
      sentence: l10n.t('Your account is not allowed to do this. Ask an owner for the role it needs.'),
    },
    denied: {
      sentence: l10n.t('A deny assignment in Azure forbids this, whatever your roles. Ask who made it.'),
    },
    notFound: { sentence: l10n.t('It does not exist in Azure, or no longer.') },
    subscriptionNotFound: {
      sentence: l10n.t(
        'Your account cannot see this subscription. Check that it still exists, or use another account.',
      ),
    },
    subscriptionDisabled: {
      sentence: l10n.t('The subscription is disabled. Enable it in the Azure portal, or use another one.'),
    },
    nameTaken: { sentence: l10n.t('That name is already taken. Choose another one.') },
    labelTaken: { sentence: l10n.t('The DNS label is already taken. Choose another one.') },
    conflict: {
      sentence: l10n.t('The container group is still changing. Try again in a moment.'),
      remedy: 'retry',
    },
    beingDeleted: {
      sentence: l10n.t(
        'The resource group is being deleted. Wait until it is gone, or choose another resource group.',
      ),
    },
    locked: { sentence: l10n.t('A lock in Azure forbids this. Remove the lock first.') },
    policy: { sentence: l10n.t('A policy does not allow this.') },
    region: { sentence: l10n.t('Your subscription may not use this location. Choose another one.') },
    location: { sentence: l10n.t('Azure does not offer this in that location. Choose another one.') },
    doesNotFit: { sentence: l10n.t('It does not fit there. Nothing was sent.') },
    quota: {
      sentence: l10n.t('A quota is used up. Choose another location, delete groups, or ask for more quota.'),
      remedy: 'usage',
    },
    capacity: {
      sentence: l10n.t(
        'The location has no room for this at the moment. Try a smaller size or another location.',
      ),
    },
    image: { sentence: l10n.t('The image cannot be pulled.') },
    registry: {
      sentence: l10n.t('The registry of the image answered with an error. Try again later.'),
      remedy: 'retry',
    },
    invalid: { sentence: l10n.t('Azure did not accept the request.') },
    buildsNotAllowed: {
      sentence: l10n.t(
        'Azure does not let registries of this subscription build images: free, student and sponsored subscriptions are kept out, whatever your roles. Build with local Docker or Podman and push, or use a registry of another subscription.',
      ),
    },
    contextTooLarge: {
      sentence: l10n.t(
        'The files of the build are larger than a registry takes. Leave out what the image does not need, in a .dockerignore file.',
      ),
    },
    notRegistered: {
      sentence: l10n.t('Container instances are not registered in the subscription. Register them first.'),
      remedy: 'register',
    },
    throttled: { sentence: l10n.t('Azure asks us to slow down. Try again later.'), remedy: 'retry' },
    timeout: { sentence: l10n.t('Azure did not answer in time. Try again in a moment.'), remedy: 'retry' },
    refused: { sentence: l10n.t('Azure refused this.') },
    failed: { sentence: l10n.t('Azure could not do this.') },
    offline: {
      sentence: l10n.t('Azure cannot be reached. Check your connection and try again.'),
      remedy: 'retry',
    },
    certificate: {
      sentence: l10n.t(
        'The certificate of {0} is not trusted: mostly a proxy of your organization opens the connection. Let VS Code use the certificates of the system, or ask who runs the proxy.',
        host,
      ),
      remedy: 'networkSettings',
    },
    certificateTime: {
      sentence: l10n.t(
        'The certificate of {0} is not valid at the time of this machine. Check its clock; if it is right, ask who runs your network.',
        host,
      ),
      remedy: 'networkSettings',
    },
    proxy: {
      sentence: l10n.t(
        'A proxy on the way to {0} wants a sign-in. Name the proxy and its user in the settings, or ask who runs it.',
        host,
      ),
      remedy: 'networkSettings',
    },
    notAzure: {
      sentence: l10n.t(
        'Something else answered in place of {0}: mostly a proxy, a firewall or the sign-in page of a network. Open a page in a browser to see whether you have to sign in there.',
        host,
      ),
      remedy: 'retry',
    },
    service: {
      sentence: l10n.t('Azure did not answer as it should. Try again in a moment.'),
      remedy: 'retry',
    },
    unexpected: { sentence: l10n.t('Something went wrong in the extension.') },
  };
  return table[kind];
}
