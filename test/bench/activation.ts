/** What activating costs: ours beside an extension that does nothing, in the same real, idle extension host. */
import fs from 'node:fs';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import * as esbuild from 'esbuild';
import { layOutExtension } from '../../scripts/package.mjs';
import { workbenchOrigin } from '../e2e/browser.ts';
import { root, sampleFolder, startServer, type Server } from '../e2e/server.ts';
import { openBrowser } from '../e2e/warmBrowser.ts';
import type { Activated } from './activation/probe.ts';
import { type Figure, median, rounded } from './figure.ts';

const runs = 7;
const folder = path.join(root, 'out/bench/activation');
const result = path.join(folder, 'result.jsonl');

/** Opens one window after the other, each with an extension host of its own. */
export async function activationFigures(): Promise<readonly Figure[]> {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const vsix = [await packOwn(), await packEmpty()];
  const probe = await bundleProbe();
  fs.writeFileSync(result, '');
  const env = { ACI_BENCH_RESULT: result };
  const server = await startServer({ vsix, testDriver: true, env, origin: workbenchOrigin });
  try {
    // The first two fill the caches of the disk and of the workbench, and don't count.
    for (let window = 0; window < 2 + 2 * runs; window++) await measureIn(server, probe);
  } finally {
    await server.stop();
  }
  return figuresOf(fs.readFileSync(result, 'utf8').trim().split('\n').slice(2).map(read));
}

function read(line: string): Activated {
  return JSON.parse(line) as Activated;
}

function figuresOf(measured: readonly Activated[]): readonly Figure[] {
  const of = (wanted: Activated['which']) =>
    median(measured.filter(({ which }) => which === wanted).map(({ ms }) => ms));
  const [own, empty] = [of('own'), of('empty')];
  return [
    { name: 'activation.ratioToEmpty', value: rounded(own / empty, 2), unit: 'times', goal: '≤ 1.5' },
    { name: 'activation.ownMs', value: rounded(own, 1), unit: 'ms' },
    { name: 'activation.emptyMs', value: rounded(empty, 1), unit: 'ms' },
  ];
}

/** As users get it, but that nothing activates it before we do. */
async function packOwn(): Promise<string> {
  const own = path.join(folder, 'own');
  await layOutExtension(own, { production: true });
  const file = path.join(own, 'package.json');
  const manifest = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
  fs.writeFileSync(file, JSON.stringify({ ...manifest, activationEvents: [] }));
  return pack(own);
}

async function packEmpty(): Promise<string> {
  const empty = path.join(folder, 'empty');
  fs.mkdirSync(empty);
  const { engines, publisher, version, license } = JSON.parse(
    fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
  ) as Record<string, unknown>;
  const manifest = {
    ...{ name: 'empty-extension', publisher, version, license, engines },
    ...{ type: 'module', main: './extension.js', activationEvents: [] },
  };
  fs.writeFileSync(path.join(empty, 'package.json'), JSON.stringify(manifest));
  fs.writeFileSync(path.join(empty, 'extension.js'), "import 'vscode';\nexport function activate() {}\n");
  return pack(empty);
}

async function pack(cwd: string): Promise<string> {
  const packagePath = `${cwd}.vsix`;
  const options = { dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false };
  await createVSIX({ cwd, packagePath, ...options, skipLicense: true });
  return packagePath;
}

/** An extension of its own, in whose folder the probe runs. */
async function bundleProbe(): Promise<string> {
  const probe = path.join(folder, 'probe');
  fs.mkdirSync(probe);
  const manifest = { name: 'probe', publisher: 'bench', version: '0.0.1', engines: { vscode: '*' } };
  fs.writeFileSync(path.join(probe, 'package.json'), JSON.stringify({ ...manifest, type: 'module' }));
  await esbuild.build({
    entryPoints: [path.join(import.meta.dirname, 'activation/probe.ts')],
    outfile: path.join(probe, 'probe.js'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['vscode'],
  });
  return probe;
}

async function measureIn(server: Server, probe: string): Promise<void> {
  const browser = await openBrowser({ port: server.port });
  const { page } = browser;
  const ended = new Promise<number>((resolve, reject) => {
    page.once('crash', () => reject(new Error('The page has crashed.')));
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    page.exposeFunction('codeAutomationLog', () => undefined).catch(reject);
  });
  const url = server.windowUrl(sampleFolder, [
    ['extensionDevelopmentPath', server.uri(probe)],
    ['extensionTestsPath', server.uri(path.join(probe, 'probe.js'))],
    ['skipWelcome', 'true'],
  ]);
  await page.goto(url);
  const code = await ended;
  await browser.close();
  if (code !== 0) throw new Error(`The window in which activating was to be measured ended with ${code}.`);
}
