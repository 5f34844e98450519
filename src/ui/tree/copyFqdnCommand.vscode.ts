import type { ContainerGroup } from '../../core/model/containerGroup.ts';
import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { copyToClipboard } from '../shared/clipboard.vscode.ts';
import { selectedGroups } from './selection.vscode.ts';

export const copyFqdn: Command = {
  id: 'aci.copyFqdn',
  failure: () => l10n.t('Could not copy the FQDN'),
  async run(app, argument, selected) {
    const fqdn = (group: ContainerGroup | undefined) => group?.ipAddress?.fqdn;
    const has = (group: ContainerGroup) => fqdn(group) !== undefined;
    const refs = await selectedGroups(app, has, argument, selected, 'one');
    await copyToClipboard(refs.flatMap(ref => fqdn(app.store.group(ref)) ?? []));
  },
};
