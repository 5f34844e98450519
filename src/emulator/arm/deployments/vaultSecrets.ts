/** Parameters whose values are secrets of a key vault ("Use Azure Key Vault to pass secure parameter value"). */
import type { ArmContext } from '../context.ts';
import { ArmError } from '../armError.ts';
import { objectAt, textAt } from '../../json.ts';
import type { ReadSecret } from './template/parameters.ts';

/** The words are those that people quote; that of a missing secret is the vault's own. */
export function vaultSecretReader({
  estate,
  vaultSecrets,
}: Pick<ArmContext, 'estate' | 'vaultSecrets'>): ReadSecret {
  return reference => {
    const vaultId = textAt(objectAt(reference, 'keyVault'), 'id');
    const secretName = textAt(reference, 'secretName');
    const vault = estate.resources.get(vaultId);
    if (!vault) {
      throw new ArmError(
        400,
        'KeyVaultParameterReferenceNotFound',
        `The specified KeyVault '${vaultId}' could not be found. Please see https://aka.ms/arm-keyvault for usage details.`,
      );
    }
    if (objectAt(vault, 'properties')['enabledForTemplateDeployment'] !== true) {
      throw unreadable(
        secretName,
        'Forbidden',
        `Access denied to first party service. Vault: ${vault.name};location=${textAt(vault, 'location')}`,
      );
    }
    const value = vaultSecrets.get(`${vaultId}/secrets/${secretName}`.toLowerCase());
    if (value !== undefined) return value;
    throw unreadable(
      secretName,
      'NotFound',
      `A secret with (name/id) ${secretName} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
    );
  };
}

function unreadable(secret: string, status: string, why: string): ArmError {
  return new ArmError(
    400,
    'KeyVaultParameterReferenceSecretRetrieveFailed',
    `The secret of KeyVault parameter '${secret}' cannot be retrieved. Http status code: '${status}'. Error message: '${why}'. Please see https://aka.ms/arm-keyvault for usage details.`,
  );
}
