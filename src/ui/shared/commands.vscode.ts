import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';

export const sharedCommands: readonly Command[] = [
  {
    id: 'aci.showExtensionLog',
    failure: () => l10n.t('Could not show the extension log'),
    run: app => app.log.show(true),
  },
];
