import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe('The extension in an extension host', () => {
  const extension = vscode.extensions.getExtension<unknown>(
    'azure-container-instances.azure-container-instances',
  );

  it('is there, and activates', async () => {
    assert.ok(extension);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command that its manifest promises', async () => {
    assert.ok(extension);
    await extension.activate();
    const { contributes } = extension.packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.map(({ command }) => command).filter(id => !registered.has(id));
    assert.deepEqual(missing, []);
  });
});
