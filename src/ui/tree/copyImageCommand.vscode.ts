import type { ContainerRef } from '../../core/model/containerGroup.ts';
import * as l10n from '@vscode/l10n';
import type { App, Command } from '../app.ts';
import { copyToClipboard } from '../shared/clipboard.vscode.ts';
import { selectedContainers } from './selection.vscode.ts';

/** Copies the images of containers, each once. */
export const copyImage: Command = {
  id: 'aci.copyImage',
  failure: () => l10n.t('Could not copy the image'),
  async run(app, argument, selected) {
    const refs = await selectedContainers(app, argument, selected);
    await copyToClipboard([...new Set(refs.flatMap(ref => imageOf(app, ref) ?? []))]);
  },
};

function imageOf({ store }: App, { group: ref, container }: ContainerRef): string | undefined {
  const group = store.group(ref);
  const all = group ? [...group.containers, ...group.initContainers] : [];
  return all.find(({ name }) => name === container)?.image;
}
