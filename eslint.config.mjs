// @ts-check
// What each area of the source may import (docs/architecture.md), and the rules of its code.
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';

/** What puts the extension together: nothing else loads it. */
const assembly = [
  './src/extension.ts',
  './src/compositionRoot.ts',
  './src/cloudConnections.ts',
  './src/cloudPreflight.ts',
  './src/cloudPrices.ts',
  './src/mcpProgram.ts',
  './src/mcpProgramDeps.ts',
];

const nodeBuiltins = { regex: '^node:', message: 'core imports no node:* module: take it through a port.' };
const azureSdk = { regex: '^@azure/', message: 'Only src/azure uses the Azure SDK.' };
const editor = {
  regex: '^vscode$',
  message: 'Only src/activation and *.vscode.ts of src/ui import vscode.',
};
/** What every window loads takes its texts from `vscode.l10n`, and has no package in it. */
const l10n = { regex: '^@vscode/l10n$', message: 'Only src/ui makes sentences for people.' };
const editorFile = {
  regex: '\\.vscode\\.ts$',
  message: 'A file without .vscode in its name must run where there is no editor.',
};
/** Imports of these areas. @param {...string} areas */
const others = (...areas) => ({
  regex: `(^|/)\\.\\./(?:${areas.join('|')})(/|$)`,
  message: 'This area must not import that one.',
});

/** Our own JavaScript, typed by its comments: what runs before anything is installed or compiled. */
const ownScripts = ['scripts/**/*.{mjs,cjs}', '*.{js,mjs}'];

const showsText =
  /^(show(Information|Warning|Error)Message|withProgress|showQuickPick|showInputBox|createQuickPick|createInputBox|setStatusBarMessage)$/;
/** VS Code makes links of what it shows there, and a text from elsewhere could run commands. */
const shownPlain = [
  {
    selector: `MemberExpression[object.property.name='window'][property.name=${showsText}]`,
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
 * What the files of an area may not import. `no-restricted-imports` sees static imports only, so the same patterns are
 * forbidden by syntax in `import()` expressions and `import('…')` types.
 * @param {string[]} files
 * @param {...{ regex: string, message: string }} patterns
 * @returns {import('eslint').Linter.Config}
 */
function forbidImports(files, ...patterns) {
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
 * The same config, which forbids other syntax too, but not in the files that are left out.
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
      'import-x/no-default-export': 'error',
      'import-x/no-restricted-paths': [
        'error',
        {
          basePath: import.meta.dirname,
          zones: [
            {
              target: './src/core',
              from: ['./src/azure', './src/ui', './src/emulator', './src/activation', ...assembly],
            },
            {
              target: './src/azure',
              from: ['./src/ui', './src/emulator', './src/activation', ...assembly],
            },
            {
              target: './src/ui',
              from: ['./src/azure', './src/emulator', './src/activation', ...assembly],
            },
            {
              target: './src/emulator',
              from: ['./src/core', './src/azure', './src/ui', './src/activation', ...assembly],
            },
            {
              target: './src/activation',
              from: ['./src/azure', './src/emulator', ...assembly],
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
      // Marked so to lead beginners to McpServer, which takes no JSON schemas: "only use Server for advanced use cases".
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', name: 'Server', package: '@modelcontextprotocol/sdk' }] },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  forbidImports(
    ['src/core/**/*.ts'],
    editor,
    azureSdk,
    nodeBuiltins,
    l10n,
    others('azure', 'ui', 'emulator', 'activation'),
  ),
  forbidImports(['src/azure/**/*.ts'], editor, l10n, others('ui', 'emulator', 'activation')),
  forbidImports(
    ['src/emulator/**/*.ts'],
    editor,
    azureSdk,
    l10n,
    others('core', 'azure', 'ui', 'activation'),
  ),
  forbidImports(['src/activation/**/*.ts'], azureSdk, l10n, others('azure', 'emulator')),
  forbidImports(['src/ui/shared/plainWindow.vscode.ts'], azureSdk, others('azure', 'emulator', 'activation')),
  withSyntax(
    forbidImports(['src/ui/**/*.ts'], azureSdk, others('azure', 'emulator', 'activation')),
    shownPlain,
    ['src/ui/shared/plainWindow.vscode.ts'],
  ),
  withSyntax(
    forbidImports(['src/ui/**/*.ts'], azureSdk, others('azure', 'emulator', 'activation')),
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
    // What every window loads: of the rest it imports types only.
    files: ['src/activation/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ ...others('core', 'ui'), allowTypeImports: true }] },
      ],
    },
  },
  // Tests of core stand alone like core itself; what core does with the others is tested beside those.
  forbidImports(
    ['test/core/**/*.ts'],
    others('src/(azure|ui|emulator|activation|compositionRoot\\.ts)'),
    others('azure', 'ui', 'emulator', 'activation'),
  ),
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
  {
    files: ['eslint.config.mjs', 'src/ui/*/page/assets.d.ts'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
