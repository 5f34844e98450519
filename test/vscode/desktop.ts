import os from 'node:os';
import path from 'node:path';
import fs from 'node:fs';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import manifest from '../../package.json' with { type: 'json' };
import { cacheFolder } from '../../scripts/cache.mjs';
import { sampleFolder } from '../e2e/server.ts';
import { assertNoSecretsIn, filesIn } from '../leaks/artifacts.ts';
import type { HostedRun } from './hostedRun.ts';

const releases = 'https://update.code.visualstudio.com/api/releases/stable';

/** Desktop VS Code from the cache or the network. `undefined` without a display or a network that answers. */
export async function desktopCode(): Promise<string | undefined> {
  if (!hasDisplay()) return undefined;
  if (!(await answers(releases))) return undefined;
  try {
    return await download('stable');
  } catch (error) {
    console.log(`VS Code can't be downloaded: ${String(error)}`);
    return undefined;
  }
}

/**
 * This desktop VS Code and no other host: a version, `stable`, or `oldest` for the oldest that the manifest allows.
 * Throws without a display, and where that version can't be downloaded.
 */
export async function requiredDesktopCode(version: string): Promise<string> {
  if (!hasDisplay()) throw new Error('Desktop VS Code needs a display: run this with xvfb-run -a.');
  return download(version === 'oldest' ? oldestVersion : version);
}

/** The oldest VS Code that the manifest allows. */
export const oldestVersion = manifest.engines.vscode.replace(/^\^/, '');

function download(version: string): Promise<string> {
  return downloadAndUnzipVSCode({ version, cachePath: path.join(cacheFolder, 'desktop') });
}

/** Elsewhere than on Linux there is always one. */
function hasDisplay(): boolean {
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'];
  return process.platform !== 'linux' || display !== undefined;
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}

/** Runs the suites in the extension host of desktop VS Code. Resolves to the exit code. */
export async function runInDesktop(
  executable: string,
  { extension, tests, env }: HostedRun,
): Promise<number> {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-code-'));
  try {
    const code = await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: extension,
      extensionTestsPath: tests,
      extensionTestsEnv: { ...env },
      launchArgs: [
        sampleFolder,
        '--disable-extensions',
        '--skip-welcome',
        '--disable-workspace-trust',
        '--user-data-dir',
        profile,
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ],
    });
    assertNoSecretsIn(filesIn(profile));
    return code;
  } finally {
    fs.rmSync(profile, { recursive: true, force: true });
  }
}
