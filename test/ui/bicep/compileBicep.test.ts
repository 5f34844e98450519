/** Compiling by the command line, against a stand-in that behaves as the compiler does, and the real one where it is. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { compileBicep } from '../../../src/ui/bicep/compileBicep.ts';
import { findBicep } from '../../../src/ui/bicep/findBicep.ts';

const standIn = join(import.meta.dirname, 'fixtures', 'bicep');
const template =
  '{"resources": [], "parameters": {"big": {"type": "int", "defaultValue": 9007199254740993}}}';

describe('Compiling Bicep', function () {
  // The stand-in is a script that its first line starts.
  if (process.platform === 'win32') return;
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'bicep-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, ...lines: readonly string[]) => {
    const file = join(folder, name);
    writeFileSync(file, lines.join('\n'));
    return file;
  };
  const compile = (file: string, signal = neverAborts()) => compileBicep(standIn, file, signal);

  it('gives the template, and what the compiler warns of', async () => {
    const file = write(
      '$(touch x) main.bicep',
      `//template ${template}`,
      '//say Warning no-unused-params: Parameter "a" is declared but never used. [https://aka.ms/bicep/linter]',
    );
    const compiled = await compile(file);
    assert.ok(compiled.kind === 'compiled');
    assert.equal(compiled.parameters, undefined);
    assert.deepEqual(compiled.diagnostics, [
      {
        file,
        line: 1,
        character: 0,
        severity: 'warning',
        code: 'no-unused-params',
        message: 'Parameter "a" is declared but never used.',
      },
    ]);
    // A number that JavaScript can't hold keeps its digits.
    assert.match(JSON.stringify(compiled), /"9007199254740993"/);
  });

  it('gives a parameter file’s values with the template that it names', async () => {
    const given =
      '{"parameters": {"a": {"value": 1}, "b": {"reference": {"keyVault": {"id": "v"}, "secretName": "s"}}}}';
    const compiled = await compile(
      write('main.bicepparam', `//parameters ${given}`, `//template ${template}`),
    );
    assert.ok(compiled.kind === 'compiled');
    assert.deepEqual(compiled.parameters, {
      a: { value: 1 },
      b: { reference: { keyVault: { id: 'v' }, secretName: 's' } },
    });
    assert.ok(compiled.template);
    const alone = await compile(write('none.bicepparam', `//parameters ${given}`));
    assert.equal(alone.kind === 'compiled' && alone.template, undefined);
  });

  it('gives the errors at their lines', async () => {
    const file = write(
      'main.bicep',
      '',
      '//say Error BCP057: The name "x" does not exist in the current context.',
    );
    const compiled = await compile(file);
    assert.ok(compiled.kind === 'invalid');
    assert.deepEqual(
      compiled.diagnostics.map(({ line, severity, code }) => [line, severity, code]),
      [[1, 'error', 'BCP057']],
    );
  });

  it('tells where the compiler fails, can’t be started, or prints without end', async () => {
    const crash = await compile(write('a.bicep', '//crash'));
    assert.deepEqual(crash, {
      kind: 'failed',
      message: 'Unhandled exception. System.InvalidOperationException',
    });
    assert.equal((await compile(write('b.bicep', '//flood'))).kind, 'tooLarge');
    const absent = await compileBicep(join(folder, 'nobody'), write('c.bicep'), neverAborts());
    assert.match(absent.kind === 'failed' ? absent.message : '', /ENOENT/);
    const words = await compile(write('d.bicep', '//template not JSON'));
    assert.equal(words.kind, 'failed');
  });

  it('ends the compiler when the person leaves', async () => {
    const leaving = new AbortController();
    const compiling = compile(write('main.bicep', '//hang'), leaving.signal);
    setImmediate(() => {
      leaving.abort();
    });
    await assert.rejects(compiling, { name: 'AbortError' });
  });

  it('works with the real compiler, where there is one', async function () {
    const program = await findBicep('', {
      platform: process.platform,
      homeFolder: homedir(),
      environment: name => process.env[name],
      isFile: async file => (await stat(file).catch(() => undefined))?.isFile() === true,
    });
    if (program === undefined) return this.skip();
    const good = await compileBicep(
      program,
      write('main.bicep', "param a string = 'x'", 'output b string = a'),
      neverAborts(),
    );
    assert.ok(good.kind === 'compiled' && good.template);
    const bad = await compileBicep(
      program,
      write('bad.bicep', '', 'output b string = nobody'),
      neverAborts(),
    );
    assert.ok(bad.kind === 'invalid');
    assert.deepEqual(
      bad.diagnostics.map(({ line, code }) => [line, code]),
      [[1, 'BCP057']],
    );
  });
});
