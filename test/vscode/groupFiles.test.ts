import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { development } from '../../src/emulator/seed/contoso.ts';

const run = (id: string, ...args: readonly unknown[]) => vscode.commands.executeCommand(id, ...args);
const address = (name: string) =>
  vscode.Uri.parse(`aci://emulator/${development}/rg-playground/${name}.yaml`, true);
const groupNode = (name: string) => ({
  kind: 'group',
  ref: { cloud: 'emulator', subscriptionId: development, resourceGroup: 'rg-playground', name },
});

/** Waits until `holds` does. */
async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUp = Date.now() + 15_000;
  while (!(await holds())) {
    if (Date.now() > giveUp) assert.fail(`waited in vain: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

async function opened(name: string): Promise<vscode.TextDocument> {
  await run('aci.editGroup', groupNode(name));
  const uri = address(name).toString();
  const document = vscode.workspace.textDocuments.find(found => found.uri.toString() === uri);
  assert.ok(document, `${uri} is not open`);
  return document;
}

async function replace(document: vscode.TextDocument, before: string, after: string): Promise<void> {
  const at = document.getText().indexOf(before);
  assert.ok(at >= 0, `no ${before} in ${document.getText()}`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + before.length));
  edit.replace(document.uri, range, after);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** The group's JSON as Azure has it now. */
async function properties(name: string): Promise<string> {
  const ref = groupNode(name).ref;
  const uri = vscode.Uri.from({
    scheme: 'aci-properties',
    path: `/${String(Math.random())}/${name}.json`,
    query: JSON.stringify(ref),
  });
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

describe('A group as a document, in an extension host', () => {
  before(async () => {
    await run('aci.refresh');
  });
  afterEach(async () => {
    await run('workbench.action.closeQuickOpen');
    await run('workbench.action.revertAndCloseActiveEditor');
    await run('workbench.action.closeAllEditors');
  });

  it('is YAML in the shape that az reads, without what the service alone writes', async () => {
    const document = await opened('hello');
    assert.match(
      document.getText(),
      /^apiVersion: .*\ntype: Microsoft\.ContainerInstance\/containerGroups\nname: hello\n/,
    );
    assert.doesNotMatch(document.getText(), /instanceView|provisioningState/);
  });

  it('has a language of its own, which is never saved by a timer', async () => {
    const document = await opened('hello');
    assert.equal(document.languageId, 'aci-group');
    assert.equal(vscode.workspace.getConfiguration('files', document).get('autoSave'), 'off');
    assert.equal(
      vscode.workspace.getConfiguration('files', { languageId: 'aci-group' }).get('autoSave'),
      'off',
    );
  });

  it('is not saved by a timer although every other file is', async () => {
    const files = vscode.workspace.getConfiguration('files');
    await files.update('autoSave', 'afterDelay', vscode.ConfigurationTarget.Global);
    await files.update('autoSaveDelay', 50, vscode.ConfigurationTarget.Global);
    const saved: string[] = [];
    const listening = vscode.workspace.onDidSaveTextDocument(({ uri }) => saved.push(uri.scheme));
    try {
      const document = await opened('hello');
      await replace(document, 'name: hello', 'name:  hello');
      const other = vscode.Uri.joinPath(
        vscode.workspace.workspaceFolders?.[0]?.uri ?? address(''),
        'saved.txt',
      );
      await vscode.workspace.fs.writeFile(other, new Uint8Array());
      const plain = await vscode.workspace.openTextDocument(other);
      await vscode.window.showTextDocument(plain, { preview: false });
      const edit = new vscode.WorkspaceEdit();
      edit.insert(other, new vscode.Position(0, 0), 'text');
      await vscode.workspace.applyEdit(edit);
      await until('the other file is saved', () => !plain.isDirty);
      assert.ok(document.isDirty);
      assert.deepEqual([...new Set(saved)], ['file']);
      await vscode.workspace.fs.delete(other);
      await vscode.window.showTextDocument(document);
      await run('workbench.action.files.revert');
    } finally {
      listening.dispose();
      await files.update('autoSave', undefined, vscode.ConfigurationTarget.Global);
      await files.update('autoSaveDelay', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('is changed by a save by hand, once the person has looked at the difference', async () => {
    const document = await opened('hello');
    const lines = document.getText();
    const tag = /^ {2}env: .*$/m.exec(lines)?.[0];
    if (tag === undefined) await replace(document, '\nproperties:', '\ntags:\n  added: by-hand\nproperties:');
    else await replace(document, tag, `${tag}\n  added: by-hand`);
    assert.ok(await document.save());
    const shownLive = () =>
      vscode.window.visibleTextEditors.find(({ document: shown }) => shown.uri.scheme === 'aci-live')
        ?.document;
    await until('the comparison is shown', () => shownLive() !== undefined);
    assert.doesNotMatch(shownLive()?.getText() ?? '', /by-hand/);
    assert.doesNotMatch(await properties('hello'), /by-hand/);
    await until('it is changed', async () => {
      await run('workbench.action.acceptSelectedQuickOpenItem');
      return (await properties('hello')).includes('"added": "by-hand"');
    });
  });

  it('says so when there is no such group', async () => {
    await assert.rejects(async () => vscode.workspace.openTextDocument(address('nowhere')), /nowhere/);
  });
});
