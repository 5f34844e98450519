import { containerKey, type ContainerRef, groupKey } from '../../core/model/containerGroup.ts';
import * as l10n from '@vscode/l10n';
import type { App, LogFollowing } from '../app.ts';
import type { Node } from '../tree/nodes.ts';
import { selectedNodes } from '../tree/selection.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** Stops following: the given containers, all containers of the given groups, or those one picks. */
export async function stopFollowingLogs(app: App, argument?: unknown, selected?: unknown): Promise<void> {
  const meant = selectedNodes(app, argument, selected).flatMap(node => followedBelow(app, node));
  const refs = meant.length > 0 ? meant : await pickFollowed(app.following);
  for (const ref of refs) app.following.stop(ref);
}

function followedBelow(app: App, node: Node): readonly ContainerRef[] {
  if (node.kind === 'container') {
    return app.following.followed.filter(ref => containerKey(ref) === containerKey(node.ref));
  }
  if (node.kind !== 'group') return [];
  return app.following.followed.filter(ref => groupKey(ref.group) === groupKey(node.ref));
}

async function pickFollowed({ followed, followedGroups }: LogFollowing): Promise<readonly ContainerRef[]> {
  if (followed.length === 0) {
    void window.showInformationMessage(l10n.t('No logs are being followed.'));
    return [];
  }
  const groups = new Set(followedGroups.map(groupKey));
  const items = [
    ...followedGroups.map(group => ({
      label: l10n.t('{0} — all containers', group.name),
      description: group.resourceGroup,
      picked: true,
      refs: followed.filter(ref => groupKey(ref.group) === groupKey(group)),
    })),
    ...followed
      .filter(({ group }) => !groups.has(groupKey(group)))
      .map(ref => ({
        label: `${ref.group.name} / ${ref.container}`,
        description: ref.group.resourceGroup,
        picked: true,
        refs: [ref],
      })),
  ];
  if (items.length === 1) return followed;
  const chosen = await window.showQuickPick(items, {
    canPickMany: true,
    title: l10n.t('Stop following logs'),
    placeHolder: l10n.t('Choose the containers whose logs are no longer followed'),
  });
  return chosen?.flatMap(({ refs }) => refs) ?? [];
}
