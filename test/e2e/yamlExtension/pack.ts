import path from 'node:path';
import { packExtension } from '../packExtension.ts';

/** Packs the extension beside this file into `folder`, under the name of Red Hat's. */
export function packYamlExtension(folder: string): Promise<string> {
  return packExtension(folder, path.join(import.meta.dirname, 'extension.ts'), {
    ...{ name: 'vscode-yaml', publisher: 'redhat', activationEvents: ['onLanguage:yaml'] },
  });
}
