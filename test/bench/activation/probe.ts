/**
 * Runs inside an extension host that has come to rest, as `extensionTestsPath`: how long one of two extensions
 * takes to load and activate. One line of JSON per window is added to the file `ACI_BENCH_RESULT`.
 */
import fs from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What one window has measured. */
export interface Activated {
  readonly which: 'empty' | 'own';
  readonly ms: number;
}

export async function run(): Promise<void> {
  const result = process.env['ACI_BENCH_RESULT'];
  if (result === undefined) throw new Error('ACI_BENCH_RESULT is not set.');
  await untilIdle();
  // Windows take turns, each with an extension host of its own: what comes second in one is slower.
  const before = fs.readFileSync(result, 'utf8').split('\n').length - 1;
  const which = before % 2 === 0 ? 'empty' : 'own';
  const measured: Activated = { which, ms: await activation(which) };
  fs.appendFileSync(result, `${JSON.stringify(measured)}\n`);
}

async function activation(which: Activated['which']): Promise<number> {
  const name = which === 'own' ? 'azure-container-instances' : 'empty-extension';
  const extension = vscode.extensions.getExtension<unknown>(`azure-container-instances.${name}`);
  if (!extension) throw new Error(`${name} is not installed.`);
  if (extension.isActive) throw new Error(`${name} was active before it was measured.`);
  const since = performance.now();
  await extension.activate();
  return performance.now() - since;
}

/** A second in which the event loop had next to nothing to do; waits for it no longer than a quarter of a minute. */
async function untilIdle(): Promise<void> {
  for (let quiet = 0, rounds = 0; quiet < 4 && rounds < 60; rounds++) {
    const before = performance.eventLoopUtilization();
    await sleep(250);
    quiet = performance.eventLoopUtilization(before).utilization < 0.05 ? quiet + 1 : 0;
  }
}
