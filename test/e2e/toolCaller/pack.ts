import path from 'node:path';
import { packExtension } from '../packExtension.ts';

/** Packs the extension beside this file into `folder`. */
export function packToolCaller(folder: string): Promise<string> {
  return packExtension(folder, path.join(import.meta.dirname, 'extension.ts'), {
    ...{ name: 'tool-caller', publisher: 'tests', activationEvents: [] },
    contributes: {
      commands: [{ command: 'toolCaller.call', title: 'Call a Tool', category: 'Tool Caller' }],
    },
  });
}
