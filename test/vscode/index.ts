import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import SpecAndRecords from '../../scripts/mochaReporter.cjs';
import './activatedExtension.ts';

/**
 * Runs the suites beside this file inside the extension host: what `extensionTestsPath` names.
 * What Mocha prints goes to the file `TEST_LOG`, what became of each test to `TEST_RESULT`: an extension host has no
 * standard output of its own.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: longest, reporter: SpecAndRecords });
  const pattern = process.env['TEST_GREP'];
  if (pattern !== undefined) mocha.grep(new RegExp(pattern));
  Mocha.reporters.Base.consoleLog = (...words: unknown[]) =>
    fs.appendFileSync(fromEnvironment('TEST_LOG'), `${format(...words)}\n`);

  for (const file of fs.readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(import.meta.dirname, file));
  }
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>(resolve => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** Only what hangs takes as long (ms). */
const longest = 300_000;

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
}
