/** Ways to sign in, as they are remembered: plain data, never a secret. */
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import type { SignInMethod } from '../../core/account/signInMethod.ts';

/** `account` is absent where VS Code decides which of its Microsoft accounts it is. */
export type SignInIdentity =
  | { readonly kind: 'microsoft'; readonly account?: { readonly id: string; readonly label: string } }
  | { readonly kind: 'clientSecret'; readonly tenantId: string; readonly clientId: string }
  | {
      readonly kind: 'clientCertificate';
      readonly tenantId: string;
      readonly clientId: string;
      readonly certificatePath: string;
    }
  | { readonly kind: 'managedIdentity'; readonly clientId?: string }
  | { readonly kind: 'azureCli' }
  | {
      readonly kind: 'workloadIdentity';
      readonly tenantId?: string;
      readonly clientId?: string;
      readonly tokenFilePath?: string;
    }
  | { readonly kind: 'environment' };

export type SignInKind = SignInIdentity['kind'];

/** Identifies it among those of its cloud. */
export function signInIdentityKey(identity: SignInIdentity): string {
  switch (identity.kind) {
    case 'microsoft':
      return `microsoft/${identity.account?.id ?? ''}`;
    case 'clientSecret':
    case 'clientCertificate':
      return `${identity.kind}/${identity.tenantId}/${identity.clientId}`.toLowerCase();
    case 'managedIdentity':
      return `managedIdentity/${identity.clientId ?? ''}`.toLowerCase();
    case 'workloadIdentity':
      return `workloadIdentity/${identity.tenantId ?? ''}/${identity.clientId ?? ''}`.toLowerCase();
    case 'azureCli':
    case 'environment':
      return identity.kind;
  }
}

/** What asks for tokens as this identity; `secret` is asked for when it is needed. */
export function signInMethodOf(
  identity: Exclude<SignInIdentity, { kind: 'microsoft' }>,
  secret: () => Promise<string | undefined>,
): SignInMethod {
  switch (identity.kind) {
    case 'clientSecret':
      return { ...identity, secret };
    case 'clientCertificate':
      return { ...identity, password: secret };
    case 'managedIdentity':
    case 'azureCli':
    case 'workloadIdentity':
    case 'environment':
      return identity;
  }
}

/**
 * Where identities belong: a cloud, and for a custom one the address of its sign-in too, so that no secret ever goes
 * to another address than the one that it was entered for.
 */
export function identityCloudKey({
  id,
  authorityHost,
}: Pick<CloudEndpoints, 'id' | 'authorityHost'>): string {
  return id === 'custom' ? `custom ${authorityHost.toLowerCase()}` : id;
}
