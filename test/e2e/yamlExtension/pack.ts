import fs from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import * as esbuild from 'esbuild';

/** Packs the extension beside this file into `folder`, under the name of Red Hat's. */
export async function packYamlExtension(folder: string): Promise<string> {
  const cwd = path.join(folder, 'yaml');
  fs.mkdirSync(cwd);
  const manifest = {
    ...{ name: 'vscode-yaml', publisher: 'redhat', version: '0.0.1', license: 'MIT' },
    ...{ engines: { vscode: '^1.105.0' }, main: './extension.js', activationEvents: ['onLanguage:yaml'] },
  };
  fs.writeFileSync(path.join(cwd, 'package.json'), JSON.stringify(manifest));
  await esbuild.build({
    entryPoints: [path.join(import.meta.dirname, 'extension.ts')],
    outfile: path.join(cwd, 'extension.js'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
  });
  const packagePath = path.join(folder, 'yaml.vsix');
  const options = { dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false };
  await createVSIX({ cwd, packagePath, ...options, skipLicense: true });
  return packagePath;
}
