import type { ContainerGroup } from '../../core/model/containerGroup.ts';
import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';
import { copyToClipboard } from '../shared/clipboard.vscode.ts';
import { selectedGroups } from './selection.vscode.ts';

export const copyIp: Command = {
  id: 'aci.copyIp',
  failure: () => l10n.t('Could not copy the IP address'),
  async run(app, argument, selected) {
    const ip = (group: ContainerGroup | undefined) => group?.ipAddress?.ip;
    const has = (group: ContainerGroup) => ip(group) !== undefined;
    const refs = await selectedGroups(app, has, argument, selected, 'one');
    await copyToClipboard(refs.flatMap(ref => ip(app.store.group(ref)) ?? []));
  },
};
