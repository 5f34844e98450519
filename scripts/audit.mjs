// @ts-check
// Asks the registry for known weaknesses of what is shipped. Fails on one of high or critical severity. A registry that
// can't be asked is no reason to fail, but is said.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = path.dirname(import.meta.dirname);
const serious = new Set(['high', 'critical']);

/**
 * @typedef {{ result: 'clean' | 'serious', findings: readonly string[] } | { result: 'notAnswered', why: string }} Audit
 *   `findings`: `name: severity`, those of low severity too.
 */

/**
 * What an answer of `npm audit --json` comes to.
 * @param {string} answer its standard output
 * @returns {Audit}
 */
export function readAudit(answer) {
  const report = parse(answer);
  const vulnerabilities = report?.['vulnerabilities'];
  if (!isObject(vulnerabilities)) return { result: 'notAnswered', why: reason(report) };
  const found = Object.entries(vulnerabilities).map(([name, found]) => ({
    name,
    severity: isObject(found) ? String(found['severity']) : 'unknown',
  }));
  return {
    result: found.some(({ severity }) => serious.has(severity)) ? 'serious' : 'clean',
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
  const messages = [report?.['message'], summary].filter(text => typeof text === 'string');
  return messages.find(text => text.trim() !== '')?.trim() ?? 'no answer that makes sense';
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether nothing serious is known, as far as the registry answered. */
function isClean() {
  const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=15000'];
  const { stdout } = spawnSync(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: process.platform === 'win32',
  });
  const audit = readAudit(stdout);
  if (audit.result === 'notAnswered') {
    console.log(`The registry was asked for known weaknesses and did not answer: ${audit.why}`);
    return true;
  }
  for (const finding of audit.findings) console.log(finding);
  return audit.result === 'clean';
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !isClean()) {
  console.error('What is shipped has known weaknesses: npm audit --omit=dev says more.');
  process.exitCode = 1;
}
