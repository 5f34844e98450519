import * as l10n from '@vscode/l10n';
import type { Deployment } from '../../core/deployments/deploymentsApi.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { formatList } from '../shared/languageFormats.ts';

/** What is said of a deployment that went well. */
export function succeededText(
  { ref, outputResources }: Pick<Deployment, 'ref' | 'outputResources'>,
  groups: readonly GroupRef[],
): string {
  if (groups.length > 0) {
    const names = formatList(groups.map(({ name }) => `"${name}"`));
    return groups.length === 1
      ? l10n.t('Deployed the container group {0} to {1}.', names, ref.resourceGroup)
      : l10n.t('Deployed the container groups {0} to {1}.', names, ref.resourceGroup);
  }
  return outputResources.length === 1
    ? l10n.t('Deployed 1 resource to {0}.', ref.resourceGroup)
    : l10n.t('Deployed {0} resources to {1}.', outputResources.length, ref.resourceGroup);
}
