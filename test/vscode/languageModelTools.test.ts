import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { development } from '../../src/emulator/seed/contoso.ts';
import { emulator } from './activatedExtension.ts';

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

  it('look at a group, its logs and what is wrong with it', async () => {
    const group = 'rg-payments-dev/payments-crashing';
    assert.match(await invoke('aci_inspect_group', { group }), /payments-crashing[^]*restart/i);
    assert.match(await invoke('aci_diagnose', { group }), /exit code 1/i);
    assert.match(await invoke('aci_read_logs', { group, tail: 5 }), /connection to db:5432 refused/);
    assert.match(await invoke('aci_inspect_group', { group: 'no-such-group' }), /^Error: .*"no-such-group"/);
  });

  it('create, run something in, stop, start, restart and delete a group', async () => {
    const group = 'rg-playground/made-by-agent';
    const image = 'mcr.microsoft.com/azuredocs/aci-helloworld:latest';
    const [resourceGroup, name] = ['rg-playground', 'made-by-agent'];
    const wanted = { subscription: development, resourceGroup, name, image };
    const made = () => emulator.estate.group({ subscriptionId: development, resourceGroup, name });
    assert.match(await invoke('aci_create_group', wanted), /^Created /);
    assert.ok(made());
    assert.match(await invoke('aci_run_command', { group, command: 'echo hello' }), /hello/);
    assert.match(await invoke('aci_stop_group', { group }), /^Stopped /);
    assert.match(await invoke('aci_start_group', { group }), /^Started /);
    assert.match(await invoke('aci_restart_group', { group }), /^Restarted /);
    assert.match(await invoke('aci_delete_group', { group }), /^Deleted /);
    assert.equal(made(), undefined);
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
