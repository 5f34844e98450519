import type { Command } from '../app.ts';
import { createGroup } from './createGroupCommand.vscode.ts';

/** For the view's title, where VS Code hands over whatever row has the focus: asks for everything. */
export const createGroupAnywhere: Command = {
  id: 'aci.createGroupAnywhere',
  failure: () => createGroup.failure(),
  run: app => createGroup.run(app),
};
