// @ts-check
// What there is to run: the jobs of each stage.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { installBuilds } from '../installedBuilds.mjs';
import { setUpChromium } from '../setUpChromium.mjs';
import { setUpWorkbench } from '../setUpWorkbench.mjs';
import { nothing } from './pool.mjs';
import { runProgram, runSuite } from './suite.mjs';

/** @typedef {import('./pool.mjs').Job} Job */

/**
 * @typedef {object} RunOptions
 * @property {string | undefined} grep of the suites only the tests whose title matches
 * @property {string | undefined} vscode the desktop VS Code of the suites in the extension host; else what can be had
 * @property {boolean} stress the long random searches, and nothing else
 * @property {NodeJS.ProcessEnv} env of the suites
 */

const root = path.resolve(import.meta.dirname, '../..');
const configs = {
  unit: 'test/unit.mocharc.json',
  e2e: 'test/e2e/e2e.mocharc.json',
  az: 'test/unit.mocharc.json',
};

/** The stages in the order in which they are named. */
export const stageNames = /** @type {const} */ (['check', 'unit', 'vscode', 'e2e']);

/** Stages that are run only where they are asked for: they need what not everybody has. */
export const optionalStages = /** @type {const} */ (['az']);

/** The long random searches: of each, a part is played in every run, and all of it by `npm run test:stress`. */
const searches = [
  'core/logs/simulation/oracle.test.ts',
  'core/logs/simulation/soak.test.ts',
  'faults/matrix.test.ts',
];

/**
 * The jobs of these stages: what takes longest first, so that the short ones fill up the end.
 * @param {readonly string[]} stages
 * @param {RunOptions} options
 * @returns {readonly Job[]}
 */
export function jobsOf(stages, options) {
  const hasChecks = stages.includes('check') && !options.stress;
  const tests = [
    ...(stages.includes('vscode') ? vscode(options) : []),
    ...(hasChecks ? checks('lint') : []),
    ...(stages.includes('e2e') && !options.stress ? e2e(options) : []),
    ...(hasChecks ? checks('types') : []),
    ...(stages.includes('unit') ? unit(options) : []),
    ...(hasChecks ? checks('format', 'audit') : []),
    ...(stages.includes('az') && !options.stress ? az(options) : []),
  ];
  return withPreparations(tests);
}

/**
 * Each job behind those that it comes after.
 * @param {readonly Job[]} jobs
 * @returns {readonly Job[]}
 */
function withPreparations(jobs) {
  return [...new Set(jobs.flatMap(job => [...withPreparations(job.after ?? []), job]))];
}

/** The workbench and the browser, built and installed once. @type {Job} */
const workbench = {
  stage: 'set-up',
  name: 'workbench and browser',
  run: () => Promise.all([setUpWorkbench(), setUpChromium()]).then(() => nothing),
};

/** The two builds of the extension that are installed in the workbench. @type {Job} */
const builds = {
  stage: 'set-up',
  name: 'builds of the extension',
  after: [workbench],
  run: () => installBuilds().then(() => nothing),
};

/** Of types, lint, format and audit these: each is one test. @param {...string} names @returns {readonly Job[]} */
function checks(...names) {
  const command = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  return names.map(check => ({
    stage: 'check',
    name: `check ${check}`,
    async run(live) {
      const args = ['run', '--silent', `check:${check}`];
      const since = performance.now();
      const code = await runProgram({ name: `check ${check}`, command, args, live });
      const state = code === 0 ? 'passed' : 'failed';
      const ms = performance.now() - since;
      const test = {
        stage: 'check',
        job: 'check',
        title: check,
        kind: /** @type {const} */ ('test'),
        state,
        ms,
      };
      return { ...nothing, [state]: 1, tests: [/** @type {import('./pool.mjs').TestRecord} */ (test)] };
    },
  }));
}

/** Folders with unit tests that take longest; the others follow by name. */
const longFolders = ['ui', 'azure', 'core', 'emulator', 'walls', 'bench', 'faults'];

/** A job for each folder of unit tests; for each file of the long searches. @param {RunOptions} options @returns {readonly Job[]} */
function unit(options) {
  if (options.stress) return searches.map(file => mochaJob('unit', `unit ${file}`, [file], options));
  const rank = (/** @type {string} */ folder) =>
    (longFolders.indexOf(folder) + longFolders.length + 1) % (longFolders.length + 1);
  const elsewhere = ['vscode/', 'az/'];
  const files = filesOf('', '.test.ts').filter(file => !elsewhere.some(folder => file.startsWith(folder)));
  if (options.grep !== undefined) return [mochaJob('unit', 'unit', files, options)];
  const folders = [...new Set(files.map(file => file.split('/')[0] ?? ''))];
  return folders
    .sort((a, b) => rank(a) - rank(b))
    .map(folder =>
      mochaJob(
        'unit',
        `unit ${folder}`,
        files.filter(file => file.startsWith(`${folder}/`)),
        options,
      ),
    );
}

/** The suites in the extension host. @param {RunOptions} options @returns {readonly Job[]} */
function vscode({ grep, vscode: version, stress, env }) {
  const pattern = grep ?? (stress ? 'under faults' : undefined);
  /** @type {Job} */
  const job = {
    stage: 'vscode',
    name: 'vscode',
    // A named desktop VS Code needs no browser workbench to fall back on.
    after: version === undefined ? [workbench] : [],
    run: live =>
      runSuite(job, ['--import', 'tsx', 'test/vscode/run.ts'], {
        live,
        env: {
          ...env,
          ...(pattern === undefined ? {} : { TEST_GREP: pattern }),
          ...(version === undefined ? {} : { TEST_VSCODE: version }),
        },
      }),
  };
  return [job];
}

/** A job for each file, those with most in them first. @param {RunOptions} options @returns {readonly Job[]} */
function e2e(options) {
  const after = [builds];
  const size = (/** @type {string} */ file) => fs.statSync(path.join(root, 'test', file)).size;
  const files = filesOf('e2e', '.e2e.ts').sort((a, b) => size(b) - size(a));
  if (options.grep !== undefined) return [{ ...mochaJob('e2e', 'e2e', files, options), after }];
  return files.map(file => ({
    ...mochaJob('e2e', `e2e ${path.basename(file, '.e2e.ts')}`, [file], options),
    after,
  }));
}

/**
 * Azure CLI against the emulator, a job for each file; where there is no Azure CLI, this is printed and they are skipped.
 * @param {RunOptions} options
 * @returns {readonly Job[]}
 */
function az(options) {
  const files = filesOf('az', '.test.ts');
  const found = spawnSync('az', ['version', '--output', 'none'], { stdio: 'ignore' }).status === 0;
  if (found)
    return files.map(file => mochaJob('az', `az ${path.basename(file, '.test.ts')}`, [file], options));
  /** @type {Job} */
  const job = {
    stage: 'az',
    name: 'az',
    run() {
      console.log(
        'Skipped, because `az` (Azure CLI) is not installed: apt-get install azure-cli, on Debian.',
      );
      return Promise.resolve({ ...nothing, pending: files.length });
    },
  };
  return [job];
}

/**
 * @param {'unit' | 'e2e' | 'az'} stage
 * @param {string} name
 * @param {readonly string[]} files by their paths in `test`
 * @param {RunOptions} options
 * @returns {Job}
 */
function mochaJob(stage, name, files, { grep, env }) {
  const only = grep === undefined ? [] : ['--grep', grep];
  // Compiled by Node's own option, for which Mocha would start another Node.
  const mocha = ['--import', 'tsx', 'node_modules/mocha/bin/mocha.js', '--config', configs[stage]];
  const options = ['--reporter', 'scripts/mochaReporter.cjs', ...only];
  /** @type {Job} */
  const job = {
    stage,
    name,
    run: live => runSuite(job, [...mocha, ...options, ...files.map(file => `test/${file}`)], { live, env }),
  };
  return job;
}

/**
 * Files of `test`, by their paths in it.
 * @param {string} folder
 * @param {string} ending
 */
function filesOf(folder, ending) {
  return fs
    .readdirSync(path.join(root, 'test', folder), { recursive: true, encoding: 'utf8' })
    .map(file => path.posix.join(folder, file.replaceAll('\\', '/')))
    .filter(file => file.endsWith(ending))
    .sort();
}
