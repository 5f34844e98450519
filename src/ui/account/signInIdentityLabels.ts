/** What people call the ways to sign in, and who signs in by them. */
import type { Translate } from '../shared/translate.ts';
import type { SignInIdentity, SignInKind } from './signInIdentity.ts';

/** The way to sign in. */
export function signInKindName(kind: SignInKind, t: Translate): string {
  const names: Record<SignInKind, string> = {
    microsoft: t('Microsoft account of VS Code'),
    clientSecret: t('App registration with a client secret'),
    clientCertificate: t('App registration with a certificate'),
    managedIdentity: t('Managed identity'),
    azureCli: t('Azure CLI'),
    workloadIdentity: t('Workload identity'),
    environment: t('Environment variables'),
  };
  return names[kind];
}

/** Who it is; no two identities of a cloud have the same. */
export function signInIdentityLabel(identity: SignInIdentity, t: Translate): string {
  switch (identity.kind) {
    case 'microsoft':
      return identity.account?.label ?? t('Microsoft account');
    case 'clientSecret':
      return t('App {0}', identity.clientId);
    case 'clientCertificate':
      return t('App {0} (certificate)', identity.clientId);
    case 'managedIdentity':
      return identity.clientId === undefined
        ? t('Managed identity of this machine')
        : t('Managed identity {0}', identity.clientId);
    case 'azureCli':
      return t('Azure CLI');
    case 'workloadIdentity':
      return identity.clientId === undefined
        ? t('Workload identity')
        : t('Workload identity {0}', identity.clientId);
    case 'environment':
      return t('Environment variables');
  }
}
