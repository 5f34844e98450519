import * as l10n from '@vscode/l10n';
import { startCreateGroup } from './startCreateGroup.vscode.ts';
import { duplicateGroup } from './duplicateGroup.vscode.ts';
import type { Command } from '../app.ts';

export const createCommands: readonly Command[] = [
  /** For the view's title, where VS Code hands over whatever row has the focus: asks for everything. */
  {
    id: 'aci.createGroupAnywhere',
    failure: () => l10n.t('Could not create a container group'),
    run: app => startCreateGroup(app),
  },
  {
    id: 'aci.createGroup',
    failure: () => l10n.t('Could not create a container group'),
    run: startCreateGroup,
  },
  {
    id: 'aci.duplicateGroup',
    failure: () => l10n.t('Could not duplicate a container group'),
    run: duplicateGroup,
  },
];
