import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importCircles, importGraph } from './importCircles.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The circles in folders of one folder, or in itself, as a person reads them. */
function circlesIn(folder: string, names: readonly string[] = ['.']): readonly string[] {
  return importCircles(importGraph(names.map(name => path.join(folder, name)))).map(circle =>
    [...circle, ...circle.slice(0, 1)]
      .map(file => path.relative(folder, file).replaceAll('\\', '/'))
      .join(' → '),
  );
}

// ESLint's import-x/no-cycle passes over circles that only `import type` closes, and takes a quarter of all linting.
describe('Imports', function () {
  this.timeout(60_000);

  it('form no circle, not even of types', () => {
    assert.deepEqual(circlesIn(root, ['src', 'test', 'scripts']), []);
  });
});

describe('importCircles', () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-circles-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), text);
    }
  }

  for (const [kind, text] of [
    ['a static import', "import { a } from '../a.ts';\nexport const b = a;"],
    ['a re-export', "export { a } from '../a.ts';"],
    ['a type-only import', "import type { A } from '../a.ts';\nexport type B = A;"],
    ['an import() expression', "export const b = () => import('../a.ts');"],
    ["an import('…') type", "export type B = import('../a.ts').A;"],
  ] as const) {
    it(`finds a circle that ${kind} closes, and names it`, () => {
      write({ 'a.ts': "import type { B } from './b/b.ts';\nexport type A = B;", 'b/b.ts': text });
      assert.deepEqual(circlesIn(folder), ['a.ts → b/b.ts → a.ts']);
    });
  }

  it('finds a circle that the first file only leads to, and each of several', () => {
    write({
      'a.ts': "import './b.ts';",
      'b.ts': "import './c.ts';",
      'c.ts': "import './d.ts';",
      'd.ts': "import './b.ts';\nimport './e.ts';",
      'e.ts': "import './e.ts';",
    });
    assert.deepEqual(circlesIn(folder), ['b.ts → c.ts → d.ts → b.ts', 'e.ts → e.ts']);
  });

  it('finds a circle of JavaScript, and one between two folders', () => {
    write({
      'x/a.ts': "import '../y/b.mjs';",
      'y/b.mjs': "import '../x/a.ts';",
      'y/c.cjs': "exports.load = () => import('./d.js');",
      'y/d.js': "import './c.cjs';",
    });
    assert.deepEqual(circlesIn(folder, ['x', 'y']), [
      'x/a.ts → y/b.mjs → x/a.ts',
      'y/c.cjs → y/d.js → y/c.cjs',
    ]);
  });

  it('finds none where two files import a third', () => {
    write({
      'a.ts': "import './b.ts';\nimport './c.ts';",
      'b.ts': "import './c.ts';",
      'c.ts': "import 'node:fs';",
    });
    assert.deepEqual(circlesIn(folder), []);
  });
});
