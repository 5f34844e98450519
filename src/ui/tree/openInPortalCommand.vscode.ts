import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ContainerGroup } from '../../core/model/containerGroup.ts';
import type { App, Command } from '../app.ts';
import { portalPageUrl } from './portalPageUrl.ts';
import { selectedGroups } from './selection.vscode.ts';

/** Opens the group's page in the portal of its cloud, in the directory that it belongs to. */
export const openInPortal: Command = {
  id: 'aci.openInPortal',
  failure: () => l10n.t('Could not open the portal'),
  async run(app, argument, selected) {
    const hasPortal = ({ ref }: ContainerGroup) => app.portalUrl(ref.cloud) !== undefined;
    const [ref] = await selectedGroups(app, hasPortal, argument, selected, 'one');
    const group = ref && (app.store.group(ref) ?? (await app.store.refreshGroup(ref)));
    const url = group && groupPortalUrl(app, group);
    if (url !== undefined) await vscode.env.openExternal(vscode.Uri.parse(url, true));
  },
};

function groupPortalUrl(app: App, { ref, id }: ContainerGroup): string | undefined {
  const portal = app.portalUrl(ref.cloud);
  if (portal === undefined) return undefined;
  const subscription = app.store.subscriptions.find(
    known => known.id.toLowerCase() === ref.subscriptionId.toLowerCase(),
  );
  return portalPageUrl(portal, subscription?.tenantId, id);
}
