/** One way to sign in → the credential of `@azure/identity` that goes it. */
import type { TokenCredential } from '@azure/core-auth';
import { AciError } from '../../core/errors.ts';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import type { SignInMethod } from '../../core/account/signInMethod.ts';
import { isPublicAuthority } from '../../core/account/cloudEndpoints.ts';
import { createCertificateAssertion } from './certificateAssertion.ts';
import { entraTransport, type EntraObservations, managedIdentityTransport } from './identityTransport.ts';

/** How long `az` may take, in ms: it starts a Python. */
const azTimeout = 60_000;

export interface IdentityCredentialOptions {
  readonly cloud: CloudEndpoints;
  /** Undefined: the method's own. */
  readonly tenantId: string | undefined;
  readonly observations: EntraObservations;
  /** This machine's time, in ms. */
  readonly now: () => number;
  /** How long one answer of Entra's is waited for, in ms. */
  readonly wait: number;
}

/**
 * Makes a fresh credential, so that nothing but our own cache keeps tokens. `@azure/identity` is loaded here, at first
 * use. Throws `AciError` where a secret is missing.
 */
export async function createIdentityCredential(
  method: SignInMethod,
  opening: IdentityCredentialOptions,
): Promise<TokenCredential> {
  const { cloud, observations, now, wait } = opening;
  const identity = await import('./identityCredentials.ts');
  const { authorityHost } = cloud;
  const options = () => ({
    ...entraTransport(cloud, observations, now, wait),
    authorityHost,
    // MSAL knows the public clouds' authorities by itself, and would ask the public cloud about any other.
    disableInstanceDiscovery: !isPublicAuthority(authorityHost),
    additionallyAllowedTenants: ['*'],
  });
  switch (method.kind) {
    case 'clientSecret': {
      const secret = await method.secret();
      if (!secret) throw new AciError('signedOut', noSecret, { code: 'NoSecret' });
      return new identity.ClientSecretCredential(method.tenantId, method.clientId, secret, options());
    }
    case 'clientCertificate': {
      const { tenantId, clientId, certificatePath } = method;
      // Without one, MSAL calls a key that has a password no key at all.
      const password = (await method.password?.()) ?? '';
      const { clockAhead } = observations;
      if (clockAhead === undefined) {
        const certificate = { certificatePath, certificatePassword: password };
        return new identity.ClientCertificateCredential(tenantId, clientId, certificate, options());
      }
      const audience = `${authorityHost}/${opening.tenantId ?? tenantId}/oauth2/v2.0/token`;
      const asserting = { clientId, audience, certificatePath, password };
      const assert = () => createCertificateAssertion(asserting, now() + clockAhead);
      return new identity.ClientAssertionCredential(tenantId, clientId, assert, options());
    }
    case 'managedIdentity': {
      const transport = managedIdentityTransport();
      return method.clientId === undefined
        ? new identity.ManagedIdentityCredential(transport)
        : new identity.ManagedIdentityCredential({ ...transport, clientId: method.clientId });
    }
    case 'azureCli': {
      const tenant = method.tenantId === undefined ? {} : { tenantId: method.tenantId };
      return new identity.AzureCliCredential({
        ...tenant,
        additionallyAllowedTenants: ['*'],
        processTimeoutInMs: azTimeout,
      });
    }
    case 'workloadIdentity': {
      const { kind: _, ...given } = method;
      return new identity.WorkloadIdentityCredential({ ...options(), ...given });
    }
    case 'environment':
      return new identity.EnvironmentCredential(options());
  }
}

const noSecret = 'The client secret is not stored any more. Sign in again and enter it.';
