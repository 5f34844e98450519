import * as l10n from '@vscode/l10n';
import type { Command } from '../app.ts';

export const buildCommands: readonly Command[] = [
  /** Builds the image of a folder in a registry, and goes on to a group that runs it. */
  {
    id: 'aci.buildAndRun',
    failure: () => l10n.t('Could not build the image'),
    async run(app, argument) {
      const { buildAndRun } = await import('./buildAndRun.vscode.ts');
      await buildAndRun(app, argument);
    },
  },
  /** Builds the image of a group's container anew, and applies it. */
  {
    id: 'aci.buildAndUpdate',
    failure: () => l10n.t('Could not build and update'),
    async run(app, argument, selected) {
      const { buildAndUpdate } = await import('./buildAndUpdate.vscode.ts');
      await buildAndUpdate(app, argument, selected);
    },
  },
];
