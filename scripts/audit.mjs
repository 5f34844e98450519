// @ts-check
// Asks the registry for known weaknesses of what is shipped. Fails on one of high or critical severity. A registry that
// can't be asked is no reason to fail, but is said.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.dirname(import.meta.dirname);
const grave = new Set(['high', 'critical']);

/**
 * @typedef {{ verdict: 'clean' | 'grave', findings: readonly string[] } | { verdict: 'notAnswered', why: string }} Audit
 *   `findings`: `name: severity`, slight ones too.
 */

/**
 * What an answer of `npm audit --json` comes to.
 * @param {string} answer its standard output
 * @returns {Audit}
 */
export function readAudit(answer) {
  const report = parse(answer);
  const vulnerabilities = report?.['vulnerabilities'];
  if (!isObject(vulnerabilities)) return { verdict: 'notAnswered', why: reason(report) };
  const found = Object.entries(vulnerabilities).map(([name, found]) => ({
    name,
    severity: isObject(found) ? String(found['severity']) : 'unknown',
  }));
  return {
    verdict: found.some(({ severity }) => grave.has(severity)) ? 'grave' : 'clean',
    findings: found.map(({ name, severity }) => `${name}: ${severity}`),
  };
}

/**
 * @param {string} answer
 * @returns {Record<string, unknown> | undefined}
 */
function parse(answer) {
  try {
    const report = JSON.parse(answer);
    return isObject(report) ? report : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {Record<string, unknown> | undefined} report
 * @returns {string}
 */
function reason(report) {
  const summary = isObject(report?.['error']) ? report['error']['summary'] : undefined;
  const said = [report?.['message'], summary].filter(text => typeof text === 'string');
  return said.find(text => text.trim() !== '')?.trim() ?? 'no answer that makes sense';
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether it went well: nothing grave, as far as anybody could be asked. */
function audit() {
  const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=15000'];
  const { stdout } = spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  const result = readAudit(stdout);
  if (result.verdict === 'notAnswered') {
    console.log(`The registry was asked for known weaknesses and did not answer: ${result.why}`);
    return true;
  }
  for (const finding of result.findings) console.log(finding);
  return result.verdict === 'clean';
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !audit()) {
  console.error('What is shipped has known weaknesses: npm audit --omit=dev says more.');
  process.exitCode = 1;
}
