// @ts-check
// npm start: opens the extension in a real VS Code on the emulator's demo estate: in desktop VS Code where
// `code` and a display are there, else as a page for the browser. Ctrl+C stops it and leaves nothing behind.
//   npm start -- --browser [--port 8400]   in the browser in any case
//   npm start -- --tour                    does the main job by itself, with pictures in out/tour/
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { onPath } from './prerequisites.mjs';
import { layOutExtension } from './package.mjs';
import { end, run, start } from './processes.mjs';
import { setUpChromium } from './setUpChromium.mjs';
import { setUpDependencies } from './setup.mjs';
import { setUpWorkbench } from './setUpWorkbench.mjs';

const root = path.dirname(import.meta.dirname);
const folder = path.join(root, 'test/e2e/folder');
const cloud = { ACI_DEV_CLOUD: 'emulator' };

/** Desktop VS Code's command, where it can show a window. In a remote terminal, `code` is another program. */
function desktopCode() {
  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI } = process.env;
  if (VSCODE_IPC_HOOK_CLI) return undefined;
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return undefined;
  return onPath('code');
}

/** @param {string} code */
async function startDesktop(code) {
  const extension = path.join(root, 'out/start/extension');
  await layOutExtension(extension, { production: false });
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-start-'));
  process.once('exit', () => fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 }));
  console.log('Opening VS Code. Close its window or press Ctrl+C here to stop.');
  const child = start(
    code,
    [
      ...['--new-window', '--wait', '--skip-welcome', '--disable-workspace-trust'],
      ...['--user-data-dir', profile, '--extensions-dir', path.join(profile, 'extensions')],
      ...[`--extensionDevelopmentPath=${extension}`, folder],
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    { env: { ...process.env, ...cloud }, stdio: 'inherit', shell: process.platform === 'win32' },
  );
  process.exitCode = 0; // being stopped is how this ends
  await new Promise(resolve => child.once('exit', resolve));
  await end(child);
}

/** @param {number | undefined} port */
async function startInBrowser(port) {
  await setUpWorkbench();
  const printed = await run(process.execPath, ['scripts/package.mjs', '--dev'], { cwd: root, quiet: true });
  const vsix = path.resolve(root, printed.trim().split('\n').at(-1) ?? '');
  const { tsImport } = await import('tsx/esm/api');
  /** @type {typeof import('../test/e2e/server.ts')} */
  const { startServer } = await tsImport('../test/e2e/server.ts', import.meta.url);
  const server = await startServer({ vsix: [vsix], env: cloud, ...(port === undefined ? {} : { port }) });
  console.log(`
  VS Code with Azure Container Instances, on the emulator's demo estate:

      ${server.windowUrl(folder)}

  Open it in a browser, and choose Container Instances in the activity bar.
  Ctrl+C stops it.
`);
  process.exitCode = 0; // being stopped is how this ends
}

const { values: options } = parseArgs({
  options: {
    tour: { type: 'boolean', default: false },
    browser: { type: 'boolean', default: false },
    port: { type: 'string' },
  },
});

async function main() {
  await setUpDependencies();
  if (options.tour) {
    await setUpChromium();
    await setUpWorkbench();
    await run(process.execPath, ['--import', 'tsx', 'test/e2e/runTour.ts'], { cwd: root });
    return;
  }
  const code = options.browser ? undefined : desktopCode();
  if (code) await startDesktop(code);
  else await startInBrowser(options.port === undefined ? undefined : Number(options.port));
}

await main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
