import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import './activated.ts';

/**
 * Runs the suites beside this file inside the extension host: what `extensionTestsPath` names.
 * What Mocha prints goes to the file `TEST_LOG`, the counts to `TEST_RESULT`: an extension host has no
 * standard output of its own.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000, reporter: 'spec' });
  const pattern = process.env['TEST_GREP'];
  if (pattern !== undefined) mocha.grep(new RegExp(pattern));
  Mocha.reporters.Base.consoleLog = (...words: unknown[]) =>
    fs.appendFileSync(fromEnvironment('TEST_LOG'), `${format(...words)}\n`);

  for (const file of fs.readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(import.meta.dirname, file));
  }
  await mocha.loadFilesAsync();
  const { passes, failures, pending } = await new Promise<Mocha.Stats>((resolve, reject) => {
    const runner = mocha.run(() => {
      if (runner.stats) resolve(runner.stats);
      else reject(new Error('Mocha has no counts.'));
    });
  });
  const counts = { passed: passes, failed: failures, pending };
  fs.writeFileSync(fromEnvironment('TEST_RESULT'), JSON.stringify(counts));
  if (failures > 0) throw new Error(`${failures} failed`);
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
}
