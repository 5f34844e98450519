import * as l10n from '@vscode/l10n';
import { AciError } from '../../core/errors.ts';
import type { Command } from '../app.ts';

export const jobsCommands: readonly Command[] = [
  /** Runs an image once in a group of its own, after a few questions, and tells its exit code. */
  {
    id: 'aci.runJob',
    failure: () => l10n.t('Could not run the container job'),
    async run(app) {
      if (app.account.state !== 'signedIn') {
        const error = new AciError('signedOut', l10n.t('Nobody is signed in.'));
        app.report.show(l10n.t('Could not run a container job'), error);
        return;
      }
      const { openJobWizard } = await import('./openJobWizard.vscode.ts');
      await openJobWizard(app);
    },
  },
];
