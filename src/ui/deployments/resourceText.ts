/** Azure resources as people call them, from their ids. */
import * as l10n from '@vscode/l10n';

export interface ResourceText {
  /** The last part of the name; with its parents where it is a part of something: `data / files`. */
  readonly name: string;
  /** `container group`, or Azure's own name of the type. */
  readonly type: string;
}

/** An id such as `/subscriptions/…/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/data`. */
export function resourceText(id: string): ResourceText {
  const [, provider = ''] = /^.*\/providers\/(.*)$/i.exec(id) ?? [];
  const [namespace = '', ...steps] = provider.split('/');
  const types = steps.filter((_, index) => index % 2 === 0);
  const names = steps.filter((_, index) => index % 2 === 1);
  if (names.length === 0) return { name: id.split('/').at(-1) ?? id, type: '' };
  return { name: names.join(' / '), type: typeText(`${namespace}/${types.join('/')}`) };
}

/** A type such as `Microsoft.Storage/storageAccounts`, in words where it is one that goes with container groups. */
export function typeText(type: string): string {
  switch (type.toLowerCase()) {
    case 'microsoft.containerinstance/containergroups':
      return l10n.t('container group');
    case 'microsoft.containerregistry/registries':
      return l10n.t('container registry');
    case 'microsoft.managedidentity/userassignedidentities':
      return l10n.t('managed identity');
    case 'microsoft.network/networksecuritygroups':
      return l10n.t('network security group');
    case 'microsoft.network/virtualnetworks':
      return l10n.t('virtual network');
    case 'microsoft.network/virtualnetworks/subnets':
      return l10n.t('subnet');
    case 'microsoft.operationalinsights/workspaces':
      return l10n.t('Log Analytics workspace');
    case 'microsoft.resources/deployments':
      return l10n.t('inner deployment');
    case 'microsoft.storage/storageaccounts':
      return l10n.t('storage account');
    case 'microsoft.storage/storageaccounts/fileservices':
      return l10n.t('file service');
    case 'microsoft.storage/storageaccounts/fileservices/shares':
      return l10n.t('file share');
    default:
      return type;
  }
}

/** `web (container group)` */
export function resourceLabel(id: string): string {
  const { name, type } = resourceText(id);
  return type === '' ? name : l10n.t('{0} ({1})', name, type);
}
