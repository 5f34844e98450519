import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { manifest } from '../manifest.ts';

const source = path.resolve(import.meta.dirname, '../../src');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => ({ file: file.replaceAll('\\', '/'), text: readFileSync(path.join(source, file), 'utf8') }));
const linesWith = (pattern: RegExp) =>
  files.flatMap(({ file, text }) =>
    text.split('\n').flatMap(line => (pattern.test(line) ? [`${file}: ${line.trim()}`] : [])),
  );

/** The text of these files, because they need an editor to run. */
describe('What the editor may do with text that we give it', () => {
  it('is one command in tooltips, and no HTML', () => {
    assert.deepEqual(linesWith(/\b(?:isTrusted|supportHtml|supportThemeIcons)\b\s*[=:]/), [
      "ui/tree/groupsTreeDataProvider.vscode.ts: markdown.isTrusted = { enabledCommands: ['aci.diagnose'] };",
      'ui/tree/groupsTreeDataProvider.vscode.ts: markdown.supportHtml = false;',
    ]);
    assert.deepEqual(
      linesWith(/new vscode\.MarkdownString\([^)]*,/),
      ['ui/tree/groupsTreeDataProvider.vscode.ts: const markdown = new vscode.MarkdownString(text, false);'],
      'icons are off',
    );
  });

  it('is web views that read no files, of which two run commands of ours', () => {
    assert.deepEqual(
      linesWith(/createWebviewPanel\(|WebviewViewProvider|registerCustomEditorProvider/)
        .map(line => line.split(':')[0])
        .sort(),
      [
        'ui/cost/actual/showActualCost.vscode.ts',
        'ui/cost/overview/costOverviewPanel.vscode.ts',
        'ui/deploy/reviewTemplate.vscode.ts',
        'ui/deployments/deploymentPanel.vscode.ts',
        'ui/diagnosis/diagnosisPanel.vscode.ts',
        'ui/metrics/openMetrics.vscode.ts',
      ],
    );
    assert.deepEqual(
      linesWith(/enableCommandUris/).map(line => line.split(':')[0]),
      ['ui/deployments/deploymentPanel.vscode.ts', 'ui/diagnosis/diagnosisPanel.vscode.ts'],
    );
    assert.deepEqual(linesWith(/localResourceRoots: \[[^\]]/), []);
    const page = files.find(({ file }) => file === 'ui/diagnosis/diagnosisPanel.vscode.ts')?.text ?? '';
    const [, steps = ''] = /const stepCommands: .* = \{([^}]*)\}/.exec(page) ?? [];
    const [, list = ''] = /const commands = \[([^\]]*)\]/.exec(page) ?? [];
    const allowed = [
      ...[...steps.matchAll(/(\w+): true/g)].map(([, name = '']) => `aci.${name}`),
      ...[...list.matchAll(/'([^']+)'/g)].map(([, id = '']) => id),
    ];
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    assert.ok(allowed.length > 15);
    for (const id of allowed) assert.ok(contributed.includes(id), id);
    assert.match(page, /enableCommandUris: commands,/);
    assert.match(page, /localResourceRoots: \[\],/);
  });

  it('is reached by links that one function writes, to commands of ours only', () => {
    assert.deepEqual(linesWith(/command:(?:\$\{command|aci\.|workbench\.|vscode\.)/), [
      'ui/shared/commandUri.ts: return `command:${command}?${query}`;',
    ]);
  });
});

describe('Our own code', () => {
  it('starts no program but local builders and the Bicep compiler, runs no text as code, and turns no check of a certificate off', () => {
    const forbidden =
      /\b(?:child_process|worker_threads|rejectUnauthorized|checkServerIdentity|NODE_TLS\w*)\b|\beval\(|\bnew Function\(/;
    assert.deepEqual(linesWith(forbidden), [
      "ui/bicep/runProgram.ts: import { spawn } from 'node:child_process';",
      "ui/build/localBuilders.ts: import { spawn } from 'node:child_process';",
    ]);
  });

  it('starts the Bicep compiler never through a shell, and only where the person trusts the folder', () => {
    const textOf = (name: string) => files.find(({ file }) => file === name)?.text ?? '';
    assert.match(textOf('ui/bicep/runProgram.ts'), /shell: false,/);
    assert.match(textOf('ui/bicep/compileFile.vscode.ts'), /checkWorkspaceTrust\(/);
  });

  it('starts Docker and Podman only, never through a shell, and only where the person trusts the folder', () => {
    const builders = files.find(({ file }) => file === 'ui/build/localBuilders.ts')?.text ?? '';
    assert.match(builders, /readonly program: 'docker' \| 'podman';/);
    assert.match(builders, /shell: false,/);
    const inWindow = files.find(({ file }) => file === 'ui/build/buildInWindow.vscode.ts')?.text ?? '';
    assert.match(inWindow, /vscode\.workspace\.isTrusted && folder\.scheme === 'file'/);
  });
});
