import assert from 'node:assert/strict';
import path from 'node:path';
import { ESLint } from 'eslint';

const root = path.resolve(import.meta.dirname, '../..');

/** The rules that say what may be imported. They need no types, whose making takes nearly all of a lint's time. */
const importRules = [
  'no-restricted-imports',
  'no-restricted-syntax',
  '@typescript-eslint/no-restricted-imports',
  'import-x/no-restricted-paths',
];
const byImportRules = new ESLint({
  cwd: root,
  overrideConfig: { languageOptions: { parserOptions: { projectService: false } } },
  ruleFilter: ({ ruleId }) => importRules.includes(ruleId),
});
const byAllRules = new ESLint({ cwd: root });

/** Lints `code` as if it stood in `file`, and answers the ids of the rules that complain. */
async function complaints(file: string, code: string, eslint = byImportRules): Promise<readonly string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId ?? 'parse error');
}

/** One existing file per area, so that the type-aware rules know it. */
const files = {
  core: 'src/core/clock.ts',
  azure: 'src/azure/apiVersions.ts',
  ui: 'src/ui/app.ts',
  activation: 'src/activation/unfinishedWork.ts',
  emulator: 'src/emulator/clock.ts',
};

const forbidden: readonly (readonly [keyof typeof files, string])[] = [
  ['core', 'vscode'],
  ['core', '@azure/identity'],
  ['core', 'node:fs'],
  ['core', '@vscode/l10n'],
  ['core', '../azure/apiVersions.ts'],
  ['core', '../ui/app.ts'],
  ['core', '../emulator/clock.ts'],
  ['core', '../activation/unfinishedWork.ts'],
  ['azure', 'vscode'],
  ['azure', '@vscode/l10n'],
  ['azure', '../ui/app.ts'],
  ['azure', '../emulator/clock.ts'],
  ['ui', '@azure/identity'],
  ['ui', '../azure/apiVersions.ts'],
  ['ui', '../emulator/clock.ts'],
  ['ui', '../activation/unfinishedWork.ts'],
  ['activation', '@azure/identity'],
  ['activation', '@vscode/l10n'],
  ['activation', '../azure/apiVersions.ts'],
  ['activation', '../emulator/clock.ts'],
  ['emulator', 'vscode'],
  ['emulator', '@azure/identity'],
  ['emulator', '@vscode/l10n'],
  ['emulator', '../core/clock.ts'],
  ['emulator', '../azure/apiVersions.ts'],
  ['emulator', '../ui/app.ts'],
];

describe('ESLint', function () {
  this.timeout(120_000);

  for (const [area, target] of forbidden) {
    it(`complains when ${area} imports ${target}, statically, dynamically or as a type`, async () => {
      const file = files[area];
      const statements = [
        `import * as x from '${target}'; export const y = x;`,
        `import type * as x from '${target}'; export type Y = typeof x;`,
        `export const x = () => import('${target}');`,
        `export type X = typeof import('${target}');`,
      ];
      for (const statement of statements) {
        const found = await complaints(file, statement);
        assert.ok(
          found.some(id =>
            ['no-restricted-imports', 'no-restricted-syntax', 'import-x/no-restricted-paths'].includes(id),
          ),
          `${statement} in ${file} passed: ${found.join(', ')}`,
        );
      }
    });
  }

  it('complains when ui shows a text by a function of VS Code that makes links of it', async () => {
    const statements = [
      "import * as vscode from 'vscode'; export const x = () => vscode.window.showErrorMessage('x');",
      "import * as vscode from 'vscode'; export const x = () => vscode.window.createInputBox();",
      "import { window } from 'vscode'; export const x = () => window.showErrorMessage('x');",
    ];
    for (const statement of statements) {
      const found = await complaints('src/ui/shared/errorReporter.vscode.ts', statement);
      assert.ok(found.includes('no-restricted-syntax'), `${statement} passed: ${found.join(', ')}`);
    }
    const found = await complaints('src/ui/shared/plainWindow.vscode.ts', statements[0] ?? '');
    assert.ok(!found.includes('no-restricted-syntax'), found.join(', '));
  });

  it('complains when a file of ui without .vscode in its name loads the editor, which its types may', async () => {
    const loads = [
      "import * as vscode from 'vscode'; export const x = vscode.version;",
      "export const x = () => import('vscode');",
      "export { prompt } from './shared/prompt.vscode.ts';",
      "export const x = () => import('./shared/prompt.vscode.ts');",
    ];
    const restrictions = ['@typescript-eslint/no-restricted-imports', 'no-restricted-syntax'];
    for (const statement of loads) {
      const found = await complaints(files.ui, statement);
      assert.ok(
        found.some(id => restrictions.includes(id)),
        `${statement} passed: ${found.join(', ')}`,
      );
      const inWindow = await complaints('src/ui/shared/errorReporter.vscode.ts', statement);
      assert.ok(!inWindow.some(id => restrictions.includes(id)), inWindow.join(', '));
    }
    const typesOnly = "import type * as vscode from 'vscode';\nexport type X = vscode.Uri;\n";
    assert.deepEqual(await complaints(files.ui, typesOnly, byAllRules), []);
  });

  it('complains when what every window loads takes more than types from ui or core', async () => {
    for (const target of ['../ui/tree/nodes.ts', '../core/clock.ts']) {
      const value = await complaints(files.activation, `import * as x from '${target}'; export const y = x;`);
      assert.ok(value.includes('@typescript-eslint/no-restricted-imports'), value.join(', '));
    }
    const types = await complaints(
      files.activation,
      "import type { Node } from '../ui/tree/nodes.ts';\nexport type X = Node;\n",
      byAllRules,
    );
    assert.deepEqual(types, []);
  });

  for (const target of [
    '../../src/azure/apiVersions.ts',
    '../../src/ui/app.ts',
    '../../src/emulator/clock.ts',
  ])
    it(`complains when a test of core imports ${target}, or tests of it`, async () => {
      for (const from of [target, target.replace('src/', '')]) {
        for (const statement of [
          `import * as x from '${from}'; export const y = x;`,
          `import type * as x from '${from}'; export type Y = typeof x;`,
          `export const x = () => import('${from}');`,
          `export type X = typeof import('${from}');`,
        ]) {
          const found = await complaints('test/core/clock.test.ts', statement);
          assert.ok(
            found.some(id => ['no-restricted-imports', 'no-restricted-syntax'].includes(id)),
            `${statement} passed: ${found.join(', ')}`,
          );
        }
      }
    });

  it('complains when src imports a test', async () => {
    const found = await complaints(files.ui, `export * from '../../test/collect.ts';`);
    assert.ok(found.includes('import-x/no-restricted-paths'), found.join(', '));
  });

  it('complains at an unused variable and a forgotten promise in our own JavaScript', async () => {
    const code = `const forgotten = 1;\nexport const start = () => { fetch('http://127.0.0.1'); };`;
    for (const file of ['scripts/cache.mjs', 'esbuild.js']) {
      const found = await complaints(file, code, byAllRules);
      assert.ok(found.includes('@typescript-eslint/no-unused-vars'), found.join(', '));
      assert.ok(found.includes('@typescript-eslint/no-floating-promises'), found.join(', '));
    }
  });

  it('lets an area import what it may', async () => {
    assert.deepEqual(
      await complaints(
        'src/ui/shared/errorReporter.vscode.ts',
        `import * as vscode from 'vscode';\nexport const v = vscode.version;\n`,
        byAllRules,
      ),
      [],
    );
  });
});
