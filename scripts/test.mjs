// @ts-check
// npm test: sets everything up, runs every stage, and says at the end how many passed and failed.
//   npm test -- --only check|unit|vscode|e2e   one stage (may be given more than once)
//   npm test -- --grep <pattern>               of the suites only the tests whose name matches
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { end, start } from './processes.mjs';
import { setUpChromium } from './setup-chromium.mjs';
import { setUpDependencies } from './setup.mjs';
import { setUpWorkbench } from './setup-workbench.mjs';

/**
 * @typedef {{ passed: number, failed: number, pending: number }} Counts
 * @typedef {{ name: string, needsWorkbench?: boolean, run: () => Promise<Counts> }} Stage
 */

const root = path.dirname(import.meta.dirname);
const nothing = Object.freeze({ passed: 0, failed: 0, pending: 0 });
const { values: wanted } = parseArgs({
  options: { only: { type: 'string', multiple: true }, grep: { type: 'string' } },
});

/** @type {readonly Stage[]} */
const stages = [
  { name: 'check', run: check },
  { name: 'unit', run: () => mocha('test/unit.mocharc.json') },
  {
    name: 'vscode',
    needsWorkbench: true,
    run: () => suite('vscode', ['--import', 'tsx', 'test/vscode/run.ts']),
  },
  { name: 'e2e', needsWorkbench: true, run: () => mocha('test/e2e/e2e.mocharc.json') },
];

/** Types, lint, format and audit: each is one test. @returns {Promise<Counts>} */
async function check() {
  const counts = { ...nothing };
  for (const name of ['types', 'lint', 'format', 'audit']) {
    const code = await finish(process.platform === 'win32' ? 'npm.cmd' : 'npm', [
      'run',
      '--silent',
      `check:${name}`,
    ]);
    console.log(`  ${code === 0 ? '✔' : '✘'} ${name}`);
    counts[code === 0 ? 'passed' : 'failed'] += 1;
  }
  return counts;
}

/** @param {string} config */
function mocha(config) {
  const grep = wanted.grep === undefined ? [] : ['--grep', wanted.grep];
  const reporter = ['--reporter', 'scripts/mocha-reporter.cjs'];
  return suite(config, ['node_modules/mocha/bin/mocha.js', '--config', config, ...reporter, ...grep]);
}

/**
 * Runs a suite that leaves its counts in the file TEST_RESULT names. A suite that ends badly without
 * having counted a failure has failed, too.
 * @param {string} name
 * @param {readonly string[]} args Node's
 * @returns {Promise<Counts>}
 */
async function suite(name, args) {
  const result = path.join(root, 'out/results', `${name.replaceAll('/', '-')}.json`);
  fs.mkdirSync(path.dirname(result), { recursive: true });
  fs.rmSync(result, { force: true });
  const code = await finish(process.execPath, args, {
    TEST_RESULT: result,
    ...(wanted.grep === undefined ? {} : { TEST_GREP: wanted.grep }),
  });
  /** @type {Counts} */
  const counts = fs.existsSync(result) ? JSON.parse(fs.readFileSync(result, 'utf8')) : nothing;
  if (code === 0 || counts.failed > 0) return counts;
  console.error(`The suite ended with ${code} before it could say why.`);
  return { ...counts, failed: 1 };
}

/**
 * Runs a program in the checkout, and ends whatever it leaves behind.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [extra]
 * @returns {Promise<number | string>} its exit code, or the signal that ended it
 */
async function finish(command, args, extra) {
  const shell = process.platform === 'win32' && command.endsWith('.cmd');
  const child = start(command, args, {
    cwd: root,
    env: { ...environment(), ...extra },
    stdio: 'inherit',
    shell,
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'no code'));
  });
  await end(child);
  return code;
}

/** Tests speak to nobody's Azure: they never see credentials. In CI, no colours. */
function environment() {
  const credentials = /^(AZURE_|ARM_|IDENTITY_|MSI_)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !credentials.test(name)));
  if (!process.env['CI']) return env;
  delete env['FORCE_COLOR'];
  return { ...env, NO_COLOR: '1' };
}

/** @param {number} since */
function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * @param {string} name
 * @param {() => Promise<Counts>} work
 * @returns {Promise<Counts>} one failure when it throws
 */
async function timed(name, work) {
  console.log(`\n── ${name} ──`);
  const since = performance.now();
  const counts = await work().catch(error => {
    console.error(error instanceof Error ? error.message : error);
    return { ...nothing, failed: 1 };
  });
  const skipped = counts.pending > 0 ? `, ${counts.pending} skipped` : '';
  console.log(`── ${name}: ${counts.passed} passed, ${counts.failed} failed${skipped}, ${seconds(since)} ──`);
  return counts;
}

/** @type {Promise<unknown> | undefined} */
let workbench;

/** Once, for all stages that need it. */
function setUpWorkbenchAndBrowser() {
  workbench ??= Promise.all([setUpWorkbench(), setUpChromium()]);
  return workbench;
}

/** @param {Stage} stage */
async function runStage({ name, needsWorkbench, run }) {
  if (needsWorkbench) await setUpWorkbenchAndBrowser();
  const counts = await run();
  if (counts.passed + counts.failed === 0) throw new Error(`No test of ${name} has run.`);
  return counts;
}

const chosen = stages.filter(({ name }) => wanted.only?.includes(name) ?? true);
if (chosen.length === 0) throw new Error(`--only takes ${stages.map(({ name }) => name).join(', ')}`);

const dependencies = await timed('dependencies', () => setUpDependencies().then(() => nothing));
const results = [dependencies];
if (dependencies.failed === 0) {
  for (const stage of chosen) results.push(await timed(stage.name, () => runStage(stage)));
}

/** @param {'passed' | 'failed'} which */
const total = which => results.reduce((sum, counts) => sum + counts[which], 0);
process.exitCode = total('failed') === 0 ? 0 : 1;
console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
