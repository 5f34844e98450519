import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: { readonly languageModelTools: readonly { readonly name: string }[] };
}

/** What a model is answered. In a test driver VS Code approves by itself what it would ask a person. */
async function invoke(name: string, input: object): Promise<string> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map(part => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

describe('Tools for language models in an extension host', () => {
  const { contributes } = vscode.extensions.getExtension(
    'azure-container-instances.azure-container-instances',
  )?.packageJSON as Manifest;
  const names = contributes.languageModelTools.map(({ name }) => name);

  it('are all registered, and described to models', () => {
    const known = new Map(vscode.lm.tools.map(tool => [tool.name, tool]));
    assert.ok(names.length > 0);
    for (const name of names) {
      const tool = known.get(name);
      assert.ok(tool, name);
      assert.ok(tool.description.length > 100, name);
      assert.ok(tool.inputSchema, name);
    }
  });

  it('say what is wrong with arguments, which VS Code does not check', async () => {
    for (const name of names)
      assert.match(await invoke(name, { nonsense: 1 }), /^Error: .*argument "\w+"/, name);
  });

  it('list the groups of the signed-in account', async () => {
    const text = await invoke('aci_list_groups', { filter: 'hello' });
    assert.match(text, /container groups that match[^]*\/rg-playground\/hello · eastus/);
  });

  it('end where they are called off', async () => {
    const source = new vscode.CancellationTokenSource();
    source.cancel();
    const options = { input: {}, toolInvocationToken: undefined };
    await assert.rejects(
      Promise.resolve(vscode.lm.invokeTool('aci_list_groups', options, source.token)),
      /Cancell?ed/i,
    );
  });
});
