import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { manifestText } from '../../../scripts/tools.mjs';
import { operations } from '../../../src/ui/agents/operations.ts';
import { operationOfTool, toolName, toolReferenceName } from '../../../src/ui/agents/toolContribution.ts';
import { progressWords } from '../../../src/ui/agents/toolWords.ts';
import { manifest } from '../../manifest.ts';

interface Tool {
  readonly name: string;
  readonly toolReferenceName: string;
  readonly displayName: string;
  readonly userDescription: string;
  readonly modelDescription: string;
  readonly icon: string;
  readonly when?: string;
}
const tools: readonly Tool[] = manifest.contributes.languageModelTools;

describe('Tools for language models', () => {
  it('are in the manifest as the operations describe them', async () => {
    const file = path.resolve(import.meta.dirname, '../../../package.json');
    assert.equal(readFileSync(file, 'utf8'), await manifestText(), 'Run node scripts/tools.mjs');
    assert.deepEqual(
      tools.map(({ name }) => name),
      operations.map(toolName),
    );
  });

  it('have names that VS Code takes, each once', () => {
    // `languageModelToolsContribution.ts` of VS Code
    for (const { name } of tools) assert.match(name, /^(?!copilot_|vscode_)[\w-]+$/);
    for (const key of ['name', 'toolReferenceName', 'displayName', 'modelDescription'] as const)
      assert.equal(new Set(tools.map(tool => tool[key])).size, tools.length, key);
  });

  it('have an icon, and a name and a sentence for people, of their own', () => {
    for (const { name, icon, displayName, userDescription } of tools) {
      assert.match(icon, /^\$\((?!symbol-misc)[a-z-]+\)$/, name);
      assert.match(displayName, /^[A-Z][a-z]/, name);
      assert.match(userDescription, /^[A-Z].*\.$/, name);
    }
  });

  it('say in words of their own what they are doing', () => {
    const words = operations.map(({ name }) => progressWords(name, ''));
    assert.equal(new Set(words).size, operations.length);
    for (const [index, { name }] of operations.entries())
      assert.equal(progressWords(name, 'rg/web'), `${words[index] ?? ''}: rg/web`);
  });

  it('that change something are offered only where agents may', () => {
    for (const { name, when } of tools) {
      const { effect } = operationOfTool(operations, name);
      assert.equal(when, effect === 'read' ? undefined : 'config.aci.agents.allowChanges', name);
    }
  });

  it('are called in prompts as names are written there', () => {
    assert.equal(toolReferenceName({ name: 'read_logs' }), 'aciReadLogs');
    assert.throws(() => operationOfTool(operations, 'aci_format_disk'), /There is no tool aci_format_disk/);
  });
});
