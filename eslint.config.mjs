// @ts-check
// The walls of the house (CONTRIBUTING.md, "Rooms"), and the habits of its code.
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';

const nodeBuiltins = { regex: '^node:', message: 'core imports no node:* module: take it through a port.' };
const azureSdk = { regex: '^@azure/', message: 'Only src/azure speaks to Azure.' };
const editor = {
  regex: '^vscode$',
  message: 'Only src/activation and *.vscode.ts of src/ui know the editor.',
};
/** What every window loads takes its texts from `vscode.l10n`, and has no package in it. */
const l10n = { regex: '^@vscode/l10n$', message: 'Only src/ui makes sentences for people.' };
const editorFile = { regex: '\\.vscode\\.ts$', message: 'What needs no window loads nothing that does.' };
/** @param {...string} rooms */
const others = (...rooms) => ({
  regex: `(^|/)\\.\\./(?:${rooms.join('|')})(/|$)`,
  message: 'This room must not know that one.',
});

/** Our own JavaScript, typed by its comments: what runs before anything is installed or compiled. */
const ownScripts = ['scripts/**/*.{mjs,cjs}', '*.{js,mjs}'];

const shows =
  /^(show(Information|Warning|Error)Message|withProgress|showQuickPick|showInputBox|createQuickPick|createInputBox|setStatusBarMessage)$/;
/** Texts of others become links there that run commands. */
const shownPlain = [
  {
    selector: `MemberExpression[object.property.name='window'][property.name=${shows}]`,
    message: 'Use the window of src/ui/shared/plainWindow.vscode.ts, which shows texts plain.',
  },
  {
    selector: "ImportDeclaration[source.value='vscode'] > ImportSpecifier[imported.name='window']",
    message: 'Use the window of src/ui/shared/plainWindow.vscode.ts, which shows texts plain.',
  },
];

/** A file without `.vscode` in its name runs where there is no window: in plain Node, for an agent. */
const loadsEditor = [
  {
    selector: 'ImportExpression > Literal[value=/(^vscode|\\.vscode\\.ts)$/]',
    message: editorFile.message,
  },
];

/**
 * What a room may not name. `no-restricted-imports` sees static imports; `import()` expressions and
 * `import('…')` types pass it by, so the same patterns are forbidden there by syntax.
 * @param {string[]} files
 * @param {...{ regex: string, message: string }} patterns
 * @returns {import('eslint').Linter.Config}
 */
function wall(files, ...patterns) {
  return {
    files,
    rules: {
      'no-restricted-imports': ['error', { patterns }],
      'no-restricted-syntax': [
        'error',
        ...patterns.flatMap(({ regex, message }) => [
          { selector: `ImportExpression > Literal[value=/${regex.replaceAll('/', '\\/')}/]`, message },
          { selector: `TSImportType Literal[value=/${regex.replaceAll('/', '\\/')}/]`, message },
        ]),
      ],
    },
  };
}

/**
 * A wall that forbids other syntax, too, but not in the files that are left out.
 * @param {import('eslint').Linter.Config} config
 * @param {readonly { selector: string, message: string }[]} syntax
 * @param {string[]} ignores
 * @returns {import('eslint').Linter.Config}
 */
function withSyntax(config, syntax, ignores) {
  const present = /** @type {unknown[]} */ (config.rules?.['no-restricted-syntax']);
  const rules = {
    ...config.rules,
    'no-restricted-syntax': /** @type {import('eslint').Linter.RuleEntry} */ ([...present, ...syntax]),
  };
  return { ...config, ignores, rules };
}

export default defineConfig(
  { ignores: ['dist/', 'out/', 'node_modules/', '.vscode-test/'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', ...ownScripts],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      ...importX.flatConfigs.typescript.settings,
      'import-x/resolver-next': [createTypeScriptImportResolver()],
    },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': [
        'error',
        {
          basePath: import.meta.dirname,
          zones: [
            {
              target: './src/core',
              from: [
                './src/azure',
                './src/ui',
                './src/emulator',
                './src/activation',
                './src/extension.ts',
                './src/compositionRoot.ts',
              ],
            },
            {
              target: './src/azure',
              from: [
                './src/ui',
                './src/emulator',
                './src/activation',
                './src/extension.ts',
                './src/compositionRoot.ts',
              ],
            },
            {
              target: './src/ui',
              from: [
                './src/azure',
                './src/emulator',
                './src/activation',
                './src/extension.ts',
                './src/compositionRoot.ts',
              ],
            },
            {
              target: './src/emulator',
              from: [
                './src/core',
                './src/azure',
                './src/ui',
                './src/activation',
                './src/extension.ts',
                './src/compositionRoot.ts',
              ],
            },
            {
              target: './src/activation',
              from: ['./src/azure', './src/emulator', './src/compositionRoot.ts'],
            },
            { target: './src', from: './test' },
          ],
        },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  wall(
    ['src/core/**/*.ts'],
    editor,
    azureSdk,
    nodeBuiltins,
    l10n,
    others('azure', 'ui', 'emulator', 'activation'),
  ),
  wall(['src/azure/**/*.ts'], editor, l10n, others('ui', 'emulator', 'activation')),
  wall(['src/emulator/**/*.ts'], editor, azureSdk, l10n, others('core', 'azure', 'ui', 'activation')),
  wall(['src/activation/**/*.ts'], azureSdk, l10n, others('azure', 'emulator')),
  wall(['src/ui/shared/plainWindow.vscode.ts'], azureSdk, others('azure', 'emulator', 'activation')),
  withSyntax(wall(['src/ui/**/*.ts'], azureSdk, others('azure', 'emulator', 'activation')), shownPlain, [
    'src/ui/shared/plainWindow.vscode.ts',
  ]),
  withSyntax(
    wall(['src/ui/**/*.ts'], azureSdk, others('azure', 'emulator', 'activation')),
    [...shownPlain, ...loadsEditor],
    ['src/ui/**/*.vscode.ts'],
  ),
  {
    files: ['src/ui/**/*.ts'],
    ignores: ['src/ui/**/*.vscode.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [editor, editorFile].map(pattern => ({ ...pattern, allowTypeImports: true })) },
      ],
    },
  },
  {
    // What every window loads: of the rest it knows types only.
    files: ['src/activation/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ ...others('core', 'ui'), allowTypeImports: true }] },
      ],
    },
  },
  { files: ['test/**/*.ts', ...ownScripts], rules: { 'no-console': 'off' } },
  {
    files: ownScripts,
    rules: {
      // A comment can't cast: JSON.parse, a caught error and a resolved value are `any` until they are named.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'off',
    },
  },
  { files: ['eslint.config.mjs'], rules: { 'import-x/no-default-export': 'off' } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
