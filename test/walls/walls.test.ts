import assert from 'node:assert/strict';
import path from 'node:path';
import { ESLint } from 'eslint';

const root = path.resolve(import.meta.dirname, '../..');

/** Lints `code` as if it stood in `file`, and answers the ids of the rules that complain. */
async function complaints(file: string, code: string): Promise<readonly string[]> {
  const eslint = new ESLint({ cwd: root });
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId ?? 'parse error');
}

/** One existing file per room, so that the type-aware rules know it. */
const files = {
  core: 'src/core/clock.ts',
  azure: 'src/azure/clouds.ts',
  ui: 'src/ui/app.ts',
  activation: 'src/activation/unfinishedWork.ts',
  emulator: 'src/emulator/clock.ts',
};

const forbidden: readonly (readonly [keyof typeof files, string])[] = [
  ['core', 'vscode'],
  ['core', '@azure/identity'],
  ['core', 'node:fs'],
  ['core', '@vscode/l10n'],
  ['core', '../azure/clouds.ts'],
  ['core', '../ui/app.ts'],
  ['core', '../emulator/clock.ts'],
  ['core', '../activation/unfinishedWork.ts'],
  ['azure', 'vscode'],
  ['azure', '@vscode/l10n'],
  ['azure', '../ui/app.ts'],
  ['azure', '../emulator/clock.ts'],
  ['ui', '@azure/identity'],
  ['ui', '../azure/clouds.ts'],
  ['ui', '../emulator/clock.ts'],
  ['ui', '../activation/unfinishedWork.ts'],
  ['activation', '@azure/identity'],
  ['activation', '@vscode/l10n'],
  ['activation', '../azure/clouds.ts'],
  ['activation', '../emulator/clock.ts'],
  ['emulator', 'vscode'],
  ['emulator', '@azure/identity'],
  ['emulator', '@vscode/l10n'],
  ['emulator', '../core/clock.ts'],
  ['emulator', '../azure/clouds.ts'],
  ['emulator', '../ui/app.ts'],
];

describe('The walls between the rooms', function () {
  this.timeout(120_000);

  for (const [room, target] of forbidden) {
    it(`bark when ${room} imports ${target}, statically, dynamically or as a type`, async () => {
      const file = files[room];
      const ways = [
        `import * as x from '${target}'; export const y = x;`,
        `import type * as x from '${target}'; export type Y = typeof x;`,
        `export const x = () => import('${target}');`,
        `export type X = typeof import('${target}');`,
      ];
      for (const way of ways) {
        const found = await complaints(file, way);
        assert.ok(
          found.some(id =>
            ['no-restricted-imports', 'no-restricted-syntax', 'import-x/no-restricted-paths'].includes(id),
          ),
          `${way} in ${file} passed: ${found.join(', ')}`,
        );
      }
    });
  }

  it('bark when ui shows a text by a function of VS Code that makes links of it', async () => {
    const ways = [
      "import * as vscode from 'vscode'; export const x = () => vscode.window.showErrorMessage('x');",
      "import * as vscode from 'vscode'; export const x = () => vscode.window.createInputBox();",
      "import { window } from 'vscode'; export const x = () => window.showErrorMessage('x');",
    ];
    for (const way of ways) {
      const found = await complaints('src/ui/shared/errorReporter.vscode.ts', way);
      assert.ok(found.includes('no-restricted-syntax'), `${way} passed: ${found.join(', ')}`);
    }
    const found = await complaints('src/ui/shared/plainWindow.vscode.ts', ways[0] ?? '');
    assert.ok(!found.includes('no-restricted-syntax'), found.join(', '));
  });

  it('bark when a file of ui without .vscode in its name loads the editor, which its types may', async () => {
    const loads = [
      "import * as vscode from 'vscode'; export const x = vscode.version;",
      "export const x = () => import('vscode');",
      "export { prompt } from './shared/prompt.vscode.ts';",
      "export const x = () => import('./shared/prompt.vscode.ts');",
    ];
    const restrictions = ['@typescript-eslint/no-restricted-imports', 'no-restricted-syntax'];
    for (const way of loads) {
      const found = await complaints(files.ui, way);
      assert.ok(
        found.some(id => restrictions.includes(id)),
        `${way} passed: ${found.join(', ')}`,
      );
      const inWindow = await complaints('src/ui/shared/errorReporter.vscode.ts', way);
      assert.ok(!inWindow.some(id => restrictions.includes(id)), inWindow.join(', '));
    }
    const typesOnly = "import type * as vscode from 'vscode';\nexport type X = vscode.Uri;\n";
    assert.deepEqual(await complaints(files.ui, typesOnly), []);
  });

  it('bark when what every window loads takes more than types from ui or core', async () => {
    for (const target of ['../ui/tree/nodes.ts', '../core/clock.ts']) {
      const value = await complaints(files.activation, `import * as x from '${target}'; export const y = x;`);
      assert.ok(value.includes('@typescript-eslint/no-restricted-imports'), value.join(', '));
    }
    const types = await complaints(
      files.activation,
      "import type { Node } from '../ui/tree/nodes.ts';\nexport type X = Node;\n",
    );
    assert.deepEqual(types, []);
  });

  it('bark when src imports a test', async () => {
    const found = await complaints(files.ui, `export * from '../../test/walls/walls.test.ts';`);
    assert.ok(found.includes('import-x/no-restricted-paths'), found.join(', '));
  });

  it('bark at a cycle', async () => {
    const found = await complaints('src/core/model/groupState.ts', `export * from '../store/groupStore.ts';`);
    assert.ok(found.includes('import-x/no-cycle'), found.join(', '));
  });

  it('bark at a slip in our own JavaScript', async () => {
    const slips = `const forgotten = 1;\nexport const look = () => { fetch('http://127.0.0.1'); };`;
    for (const file of ['scripts/cache.mjs', 'esbuild.js']) {
      const found = await complaints(file, slips);
      assert.ok(found.includes('@typescript-eslint/no-unused-vars'), found.join(', '));
      assert.ok(found.includes('@typescript-eslint/no-floating-promises'), found.join(', '));
    }
  });

  it('let a room import what it may', async () => {
    assert.deepEqual(
      await complaints(
        'src/ui/shared/errorReporter.vscode.ts',
        `import * as vscode from 'vscode';\nexport const v = vscode.version;\n`,
      ),
      [],
    );
  });
});
