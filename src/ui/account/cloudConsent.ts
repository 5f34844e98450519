/** A cloud that somebody described gets no token before the person has agreed to where it goes. */
import { AciError } from '../../core/errors.ts';
import { isLoopback } from '../../core/loopback.ts';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import type { CloudConnection } from './connection.ts';

const agreedCloudsKey = 'aci.agreedClouds';

export type CustomCloudAddresses = Pick<
  CloudEndpoints,
  'displayName' | 'resourceManagerEndpoint' | 'authorityHost' | 'scope'
>;

export interface CloudConsent {
  isGiven(): boolean;
  /** Asks where it is not given yet. Throws `AciError('signedOut')` where the person doesn't agree. */
  ask(): Promise<void>;
}

interface ConsentMemory {
  get(key: string): unknown;
  update(key: string, value: readonly string[]): PromiseLike<void>;
}

/** What was agreed to is remembered by all the addresses together. What stays on this machine needs no consent. */
export function createCloudConsent(
  cloud: CustomCloudAddresses,
  memory: ConsentMemory,
  confirm: (cloud: CustomCloudAddresses) => Promise<boolean>,
): CloudConsent {
  const { resourceManagerEndpoint, authorityHost, scope } = cloud;
  const addresses = [resourceManagerEndpoint, authorityHost, scope].join(' ').toLowerCase();
  const agreed = () => {
    const kept = memory.get(agreedCloudsKey);
    return Array.isArray(kept) ? kept.filter(each => typeof each === 'string') : [];
  };
  const isGiven = () =>
    (isLoopback(resourceManagerEndpoint) && isLoopback(authorityHost)) || agreed().includes(addresses);
  return {
    isGiven,
    async ask() {
      if (isGiven()) return;
      if (!(await confirm(cloud))) {
        throw new AciError('signedOut', 'The person did not consent to the new cloud.');
      }
      await memory.update(agreedCloudsKey, [...agreed(), addresses]);
    },
  };
}

/** The same connection, through which nothing goes before. */
export function requireConsent(inner: CloudConnection, consent: CloudConsent): CloudConnection {
  return {
    cloud: inner.cloud,
    onDidChange: inner.onDidChange,
    get accounts() {
      return consent.isGiven() ? inner.accounts : [];
    },
    getAccountLabel: () => (consent.isGiven() ? inner.getAccountLabel() : Promise.resolve(undefined)),
    aci: () =>
      consent.isGiven()
        ? inner.aci()
        : Promise.reject(new AciError('signedOut', 'Nobody has agreed to use this cloud.')),
    async signIn(how) {
      await consent.ask();
      await inner.signIn(how);
    },
    async add(identity, secret, instead) {
      await consent.ask();
      await inner.add(identity, secret, instead);
    },
    async signInAs(accountId, how) {
      await consent.ask();
      await inner.signInAs(accountId, how);
    },
    remove: accountId => inner.remove(accountId),
    dispose: () => inner.dispose(),
  };
}
