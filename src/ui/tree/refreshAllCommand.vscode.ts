import type { Command } from '../app.ts';
import { refresh } from './refreshCommand.vscode.ts';

/** For the view's title, where VS Code hands over whatever row has the focus: reads everything anew. */
export const refreshAll: Command = {
  id: 'aci.refreshAll',
  failure: () => refresh.failure(),
  run: app => refresh.run(app),
};
