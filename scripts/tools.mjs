// @ts-check
// Writes the tools for language models into package.json (contributes.languageModelTools), one of each operation of
// src/ui/agents/operations.ts. `--check` only compares.
//   node scripts/tools.mjs [--check]
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';
import { tsImport } from 'tsx/esm/api';

const manifestFile = path.join(import.meta.dirname, '../package.json');

/** package.json as text, with the tools that there are. */
export async function manifestText() {
  /** @type {typeof import('../src/ui/agents/operations.ts')} */
  const { operations } = await tsImport('../src/ui/agents/operations.ts', import.meta.url);
  /** @type {typeof import('../src/ui/agents/toolContribution.ts')} */
  const { toolContribution } = await tsImport('../src/ui/agents/toolContribution.ts', import.meta.url);
  /** @type {{ contributes: Record<string, unknown> }} */
  const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
  manifest.contributes['languageModelTools'] = operations.map(toolContribution);
  const options = await prettier.resolveConfig(manifestFile);
  return prettier.format(JSON.stringify(manifest, null, 2), { ...options, filepath: manifestFile });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const text = await manifestText();
  if (!process.argv.includes('--check')) fs.writeFileSync(manifestFile, text);
  else if (fs.readFileSync(manifestFile, 'utf8') !== text) {
    console.error('package.json is out of step with the operations: run node scripts/tools.mjs');
    process.exitCode = 1;
  }
}
