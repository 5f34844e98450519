import * as l10n from '@vscode/l10n';
import type { SignInIdentity, SignInKind } from './signInIdentity.ts';

/** The way to sign in. */
export function signInKindName(kind: SignInKind): string {
  const names: Record<SignInKind, string> = {
    microsoft: l10n.t('Microsoft account of VS Code'),
    clientSecret: l10n.t('App registration with a client secret'),
    clientCertificate: l10n.t('App registration with a certificate'),
    managedIdentity: l10n.t('Managed identity'),
    azureCli: l10n.t('Azure CLI'),
    workloadIdentity: l10n.t('Workload identity'),
    environment: l10n.t('Environment variables'),
  };
  return names[kind];
}

/** Who it is; no two identities of a cloud have the same. */
export function signInIdentityLabel(identity: SignInIdentity): string {
  switch (identity.kind) {
    case 'microsoft':
      return identity.account?.label ?? l10n.t('Microsoft account');
    case 'clientSecret':
      return l10n.t('App {0}', identity.clientId);
    case 'clientCertificate':
      return l10n.t('App {0} (certificate)', identity.clientId);
    case 'managedIdentity':
      return identity.clientId === undefined
        ? l10n.t('Managed identity of this machine')
        : l10n.t('Managed identity {0}', identity.clientId);
    case 'azureCli':
      return l10n.t('Azure CLI');
    case 'workloadIdentity':
      return identity.clientId === undefined
        ? l10n.t('Workload identity')
        : l10n.t('Workload identity {0}', identity.clientId);
    case 'environment':
      return l10n.t('Environment variables');
  }
}
