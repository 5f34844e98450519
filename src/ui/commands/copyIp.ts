import * as vscode from 'vscode';
import type { ContainerGroup } from '../../core/model.ts';
import type { Command } from '../app.ts';
import { copy } from '../clipboard.ts';
import { selectedGroups } from '../tree/selection.ts';

export const copyIp: Command = {
  id: 'aci.copyIp',
  failure: () => vscode.l10n.t('Could not copy the IP address'),
  async run(app, argument, selected) {
    const ip = (group: ContainerGroup | undefined) => group?.ipAddress?.ip;
    const has = (group: ContainerGroup) => ip(group) !== undefined;
    const refs = await selectedGroups(app, has, argument, selected, 'one');
    await copy(refs.flatMap(ref => ip(app.store.group(ref)) ?? []));
  },
};
