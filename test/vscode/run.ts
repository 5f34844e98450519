import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { root } from '../e2e/server.ts';
import { desktopCode, requiredDesktopCode, runInDesktop } from './desktop.ts';
import type { HostedRun } from './hostedRun.ts';
import { runInWorkbench } from './workbench.ts';

/*
 * Runs the suites of this folder inside a real extension host, against the emulator: in desktop VS Code where
 * it can be had, else in the browser workbench. One suite, two hosts. Where TEST_VSCODE names a version, in that
 * desktop VS Code or not at all.
 */

const extension = path.join(root, 'out/test-vscode/extension');
const log = path.join(root, 'out/test-vscode/mocha.log');

buildExtension();
activateWhenAsked();
await bundleSuites();
fs.writeFileSync(log, '');
const run: HostedRun = {
  extension,
  tests: path.join(extension, 'tests/index.js'),
  env: {
    TEST_LOG: log,
    TEST_RESULT: process.env['TEST_RESULT'] ?? path.join(root, 'out/test-vscode/result.json'),
    ...(process.env['TEST_GREP'] === undefined ? {} : { TEST_GREP: process.env['TEST_GREP'] }),
  },
};

const version = process.env['TEST_VSCODE'];
const code = await (version === undefined ? desktopCode() : requiredDesktopCode(version));
console.log(code === undefined ? 'in the browser workbench' : `in desktop VS Code (${code})`);
const stopPrinting = printAsItGrows(log);
try {
  process.exitCode = await (code === undefined ? runInWorkbench(run) : runInDesktop(code, run));
} finally {
  stopPrinting();
}

function buildExtension(): void {
  execFileSync(process.execPath, ['scripts/package.mjs', '--dev', '--stage', extension], {
    cwd: root,
    stdio: 'inherit',
  });
}

/** The suites have to be there before the extension is: they look at what it tells VS Code. */
function activateWhenAsked(): void {
  const file = path.join(extension, 'package.json');
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8')) as {
    readonly activationEvents: readonly string[];
  };
  const activationEvents = manifest.activationEvents.filter(event => event !== 'onStartupFinished');
  fs.writeFileSync(file, JSON.stringify({ ...manifest, activationEvents }, undefined, 2));
}

/** Inside the extension's folder, so that `import 'vscode'` is the extension's own. */
async function bundleSuites(): Promise<void> {
  const suites = fs
    .readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.test.ts'))
    .map(file => path.join(import.meta.dirname, file));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/vscode/index.ts', ...suites],
    outdir: path.join(extension, 'tests'),
    outbase: 'test/vscode',
    bundle: true,
    format: 'esm',
    // CommonJS packages ask for Node's own modules by `require`.
    banner: {
      js: "import { createRequire as $cr } from 'node:module'; const require = $cr(import.meta.url);",
    },
    splitting: true,
    platform: 'node',
    target: 'node22',
    mainFields: ['module', 'main'],
    external: ['vscode', 'mocha'],
    define: { PRODUCTION: 'false' },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** Prints what is added to a file. Returns: prints the rest and stops. */
function printAsItGrows(file: string): () => void {
  let printed = 0;
  const print = (): void => {
    const text = fs.readFileSync(file, 'utf8');
    process.stdout.write(text.slice(printed));
    printed = text.length;
  };
  const timer = setInterval(print, 200);
  return () => {
    clearInterval(timer);
    print();
  };
}
