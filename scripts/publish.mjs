// @ts-check
// Publishes the .vsix of out/release, where the registry's token is there: VSCE_PAT, OVSX_PAT.
//   npm run release:marketplace
//   npm run release:open-vsx
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { npm } from './processes.mjs';

const folder = path.join(path.dirname(import.meta.dirname), 'out/release');

/** The token of each registry, and the npm command that publishes a file there: both tools take it from the variable. */
const registries = {
  marketplace: {
    token: 'VSCE_PAT',
    command: (/** @type {string} */ file) => [
      ...['exec', '--', 'vsce', 'publish', '--skip-duplicate', '--packagePath', file],
    ],
  },
  'open-vsx': {
    token: 'OVSX_PAT',
    command: (/** @type {string} */ file) => [
      ...['exec', '--yes', '--ignore-scripts', '--package', 'ovsx@1.4.0', '--'],
      ...['ovsx', 'publish', '--skip-duplicate', '--packagePath', file],
    ],
  },
};

/**
 * What is to be run; `undefined` without a token.
 * @param {string | undefined} name
 * @param {string} file
 * @param {NodeJS.ProcessEnv} env
 * @throws {Error} where there is no such registry
 */
export function publishCommand(name, file, env) {
  const [, registry] = Object.entries(registries).find(([each]) => each === name) ?? [];
  if (!registry) throw new Error(`Publish to ${Object.keys(registries).join(' or ')}; not "${name ?? ''}".`);
  return env[registry.token] ? registry.command(file) : undefined;
}

/** @param {string | undefined} name */
async function publish(name) {
  const files = fs.existsSync(folder) ? fs.readdirSync(folder).filter(file => file.endsWith('.vsix')) : [];
  const [file] = files;
  if (file === undefined || files.length > 1)
    throw new Error('out/release holds no single .vsix: npm run release makes it.');
  const command = publishCommand(name, path.join(folder, file), process.env);
  if (command) await npm(command);
  else console.log(`${file} is not published to ${name}: there is no token for it.`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await publish(process.argv[2]).catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
