import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sampleFolder } from '../e2e/server.ts';
import manifest from '../../package.json' with { type: 'json' };
import { desktopCode, oldestVersion, requiredDesktopCode, runInDesktop } from '../vscode/desktop.ts';

/** A program in VS Code's place, which writes down how it was started. */
const standIn = `#!/bin/sh
printf '%s\\n' "$@" > "$STARTED/arguments"
printf '%s\\n' "$TEST_LOG" "$TEST_SEED" > "$STARTED/environment"
exit "$EXIT_CODE"
`;

async function withoutDisplay(work: () => Promise<void>): Promise<void> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  delete process.env['DISPLAY'];
  delete process.env['WAYLAND_DISPLAY'];
  try {
    await work();
  } finally {
    if (DISPLAY !== undefined) process.env['DISPLAY'] = DISPLAY;
    if (WAYLAND_DISPLAY !== undefined) process.env['WAYLAND_DISPLAY'] = WAYLAND_DISPLAY;
  }
}

describe('The extension host of desktop VS Code', function () {
  let folder: string;
  before(function () {
    if (process.platform === 'win32') this.skip(); // the stand-in is a shell script
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-desktop-'));
    fs.writeFileSync(path.join(folder, 'code'), standIn, { mode: 0o755 });
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  /** What the stand-in wrote down. */
  const noted = (name: string): readonly string[] =>
    fs.readFileSync(path.join(folder, name), 'utf8').trim().split('\n');
  const start = (exitCode: string) =>
    runInDesktop(path.join(folder, 'code'), {
      extension: path.join(folder, 'extension'),
      tests: path.join(folder, 'extension/tests/index.js'),
      env: { TEST_LOG: 'mocha.log', TEST_SEED: '7', STARTED: folder, EXIT_CODE: exitCode },
    });

  it('is started with the same extension and suites as that of the browser, and a profile of its own', async () => {
    assert.equal(await start('0'), 0);
    const args = noted('arguments');
    assert.ok(args.includes(`--extensionDevelopmentPath=${path.join(folder, 'extension')}`), args.join('\n'));
    assert.ok(args.includes(`--extensionTestsPath=${path.join(folder, 'extension/tests/index.js')}`));
    assert.ok(args.includes(sampleFolder));
    assert.ok(args.includes('--disable-extensions'));
    assert.deepEqual(noted('environment'), ['mocha.log', '7']);
  });

  it('leaves no profile behind', async () => {
    await start('0');
    const args = noted('arguments');
    const profiles = args.flatMap((arg, index) =>
      arg === '--user-data-dir'
        ? [args[index + 1] ?? '']
        : arg.startsWith('--user-data-dir=')
          ? [arg.slice(16)]
          : [],
    );
    assert.ok(profiles.length > 0, args.join('\n'));
    assert.deepEqual(
      profiles.filter(profile => fs.existsSync(profile)),
      [],
    );
  });

  it('fails where its suites fail', async () => {
    await assert.rejects(start('1'));
  });

  it('is not looked for where no window can be shown', async function () {
    if (process.platform !== 'linux') this.skip(); // elsewhere there is always a display
    await withoutDisplay(async () => {
      assert.equal(await desktopCode(), undefined);
    });
  });

  it('is not replaced by another host where a version is asked for, but missed', async function () {
    if (process.platform !== 'linux') this.skip();
    await withoutDisplay(() => assert.rejects(requiredDesktopCode('oldest'), /xvfb-run/));
  });

  it('is as old as the manifest allows where the oldest is asked for', () => {
    assert.match(oldestVersion, /^1\.\d+\.0$/);
    assert.equal(manifest.engines.vscode, `^${oldestVersion}`);
    assert.equal(manifest.devDependencies['@types/vscode'], oldestVersion);
  });
});
