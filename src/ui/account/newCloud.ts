/** A cloud that somebody described gets no token before the person has agreed to where it goes. */
import { AciError } from '../../core/errors.ts';
import { isLoopback } from '../../core/loopback.ts';
import type { CloudEndpoints } from '../../core/ports.ts';
import type { CloudConnection } from './connection.ts';

const key = 'aci.agreedClouds';

export type NewCloud = Pick<
  CloudEndpoints,
  'displayName' | 'resourceManagerEndpoint' | 'authorityHost' | 'scope'
>;

export interface Consent {
  given(): boolean;
  /** Asks where it is not given yet. Throws `AciError('signedOut')` where the person doesn't agree. */
  ask(): Promise<void>;
}

interface Memory {
  get(key: string): unknown;
  update(key: string, value: readonly string[]): PromiseLike<void>;
}

/** What was agreed to is remembered by all the addresses together. What stays on this machine needs no consent. */
export function consentTo(
  cloud: NewCloud,
  memory: Memory,
  confirm: (cloud: NewCloud) => Promise<boolean>,
): Consent {
  const { resourceManagerEndpoint, authorityHost, scope } = cloud;
  const addresses = [resourceManagerEndpoint, authorityHost, scope].join(' ').toLowerCase();
  const agreed = () => {
    const kept = memory.get(key);
    return Array.isArray(kept) ? kept.filter(each => typeof each === 'string') : [];
  };
  const given = () =>
    (isLoopback(resourceManagerEndpoint) && isLoopback(authorityHost)) || agreed().includes(addresses);
  return {
    given,
    async ask() {
      if (given()) return;
      if (!(await confirm(cloud))) {
        throw new AciError('signedOut', 'The person did not consent to the new cloud.');
      }
      await memory.update(key, [...agreed(), addresses]);
    },
  };
}

/** The same connection, through which nothing goes before. */
export function afterConsent(inner: CloudConnection, consent: Consent): CloudConnection {
  return {
    cloud: inner.cloud,
    onDidChange: inner.onDidChange,
    get accounts() {
      return consent.given() ? inner.accounts : [];
    },
    who: () => (consent.given() ? inner.who() : Promise.resolve(undefined)),
    aci: () =>
      consent.given()
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
