// @ts-check
// Checks files as the extension does, without an editor: one JSON line a file, and exit code 1 where one has errors.
//   npm run --silent files -- FILE… [--parameters NAME=VALUE… | FILE] [--deploy]
// `--parameters` gives values to a template's parameters and to the variables that a file names, or names a template's
// parameter file. `--deploy` also deploys the groups to a fresh emulator and reports the results.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

// Standard output is only for the JSON lines: the set-up prints to standard error.
const setup = fileURLToPath(new URL('../setup.mjs', import.meta.url));
if (spawnSync(process.execPath, [setup], { stdio: ['ignore', 2, 2] }).status !== 0) process.exit(1);

const { register } = await import('tsx/esm/api');
register();
const { checkFile } = await import('../../src/ui/deploy/checkFile.ts');
const { parameterValues } = await import('../../src/core/template/parameterFile.ts');
const { readParameterFile } = await import('../../src/ui/fileFormats/readParameterFile.ts');
const { deployToEmulator, target } = await import('./deployToEmulator.mjs');
const { diskAt } = await import('./diskReader.mjs');

const usage = 'npm run --silent files -- FILE… [--parameters NAME=VALUE… | FILE] [--deploy]';

/** @param {readonly string[]} words */
function readArguments(words) {
  /** @type {string[]} */
  const files = [];
  /** @type {Record<string, string>} */
  const typed = {};
  /** @type {{ name: string, values: import('../../src/core/json.ts').JsonObject } | undefined} */
  let parameterFile;
  let isDeploy = false;
  let isAfterParameters = false;
  for (const word of words) {
    const equals = word.indexOf('=');
    if (word === '--deploy') isDeploy = true;
    else if (word === '--parameters') isAfterParameters = true;
    else if (word.startsWith('--')) throw new Error(`There is no option ${word}.\n${usage}`);
    else if (isAfterParameters && equals > 0) typed[word.slice(0, equals)] = word.slice(equals + 1);
    else if (isAfterParameters && parameterFile === undefined && /\.jsonc?$/i.test(word)) {
      const given = readParameterFile(fs.readFileSync(word.replace(/^@/, ''), 'utf8'));
      if (!given) throw new Error(`${word} is no parameter file.`);
      parameterFile = { name: path.basename(word), values: parameterValues(given) };
    } else files.push(word);
  }
  if (files.length === 0) throw new Error(usage);
  return { files, typed, parameterFile, isDeploy };
}

/**
 * @param {string} file
 * @param {ReturnType<typeof readArguments>} options
 */
async function report(file, { typed, parameterFile, isDeploy }) {
  let text;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const problems = [{ severity: 'error', line: 1, code: 'unreadable', message }];
    return { file, kind: 'unknown', deployable: false, problems, remarks: [], bodies: [] };
  }
  const folder = path.dirname(path.resolve(file));
  const answers = {
    fileName: path.basename(file),
    folderName: path.basename(folder),
    target,
    typed,
    ...(parameterFile && { parameterFile }),
    environment: (/** @type {string} */ name) => process.env[name],
    disk: diskAt(folder),
    imageConfig: () => Promise.resolve(undefined),
  };
  const { report: found, groups } = await checkFile(file, text, answers);
  return isDeploy ? { ...found, deployed: await deployToEmulator(groups) } : found;
}

try {
  const options = readArguments(process.argv.slice(2));
  for (const file of options.files) {
    const line = await report(file, options);
    if (line.problems.some(({ severity }) => severity === 'error')) process.exitCode = 1;
    console.log(JSON.stringify(line));
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
