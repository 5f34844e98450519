import fs from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import * as esbuild from 'esbuild';

/** Packs an extension of one file, `source`, into `folder`. Its manifest says the rest. Gives the file's path. */
export async function packExtension(
  folder: string,
  source: string,
  manifest: { readonly name: string; readonly [key: string]: unknown },
): Promise<string> {
  const cwd = path.join(folder, manifest.name);
  fs.mkdirSync(cwd);
  const common = {
    version: '0.0.1',
    license: 'MIT',
    engines: { vscode: '^1.105.0' },
    main: './extension.js',
  };
  fs.writeFileSync(path.join(cwd, 'package.json'), JSON.stringify({ ...common, ...manifest }));
  await esbuild.build({
    entryPoints: [source],
    outfile: path.join(cwd, 'extension.js'),
    bundle: true,
    format: 'cjs',
    platform: 'node',
    external: ['vscode'],
  });
  const packagePath = path.join(folder, `${manifest.name}.vsix`);
  const options = { dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false };
  await createVSIX({ cwd, packagePath, ...options, skipLicense: true });
  return packagePath;
}
