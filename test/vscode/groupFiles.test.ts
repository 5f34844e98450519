import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { groupUri, saveOpenDocument } from '../../src/ui/edit/groupUri.vscode.ts';
import { development } from '../../src/emulator/seed/contoso.ts';
import { until } from '../until.ts';

const run = (id: string, ...args: readonly unknown[]) => vscode.commands.executeCommand(id, ...args);
const address = (name: string) =>
  vscode.Uri.parse(
    `aci://emulator.${development}/Azure%20Container%20Instances/rg-playground/${name}.yaml`,
    true,
  );
const groupNode = (name: string) => ({
  kind: 'group',
  ref: { cloud: 'emulator' as const, subscriptionId: development, resourceGroup: 'rg-playground', name },
});

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

  it('says above its first line what it would cost, once the prices are known', async () => {
    const document = await opened('hello');
    const lenses = () =>
      vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri);
    await until('the price is known', async () =>
      (await lenses()).some(({ command }) => command?.title.startsWith('Estimate: ')),
    );
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

  it('keeps a draft, and asks nothing, where somebody has it saved by a timer all the same', async () => {
    const files = vscode.workspace.getConfiguration('files', { languageId: 'aci-group' });
    const global = vscode.ConfigurationTarget.Global;
    const before = await properties('hello');
    await vscode.workspace.getConfiguration('files').update('autoSaveDelay', 50, global);
    await files.update('autoSave', 'afterDelay', global, true);
    try {
      const document = await opened('hello');
      await replace(document, 'name: hello\n', 'name: hello # a remark\n');
      await until('it is saved', () => !document.isDirty);
      const lenses = async () =>
        (
          await vscode.commands.executeCommand<vscode.CodeLens[]>(
            'vscode.executeCodeLensProvider',
            document.uri,
          )
        ).map(({ command }) => command?.title);
      await until('it is a draft', async () => (await lenses()).includes('Apply draft'));
      assert.ok(!vscode.window.visibleTextEditors.some(({ document: { uri } }) => uri.scheme === 'aci-live'));
      assert.equal(await properties('hello'), before);
      await run('aci.discardDraft', document.uri);
      await until('it is the group again', () => !document.getText().includes('# a remark'));
    } finally {
      await files.update('autoSave', undefined, global, true);
      await vscode.workspace.getConfiguration('files').update('autoSaveDelay', undefined, global);
    }
  });

  it('is applied as a formatter leaves it', async () => {
    const editor = vscode.workspace.getConfiguration('editor', { languageId: 'aci-group' });
    await editor.update('formatOnSave', true, vscode.ConfigurationTarget.Global, true);
    const formatter = vscode.languages.registerDocumentFormattingEditProvider('aci-group', {
      provideDocumentFormattingEdits: document => {
        const at = document.getText().indexOf('formatted: no');
        if (at < 0) return [];
        const range = new vscode.Range(document.positionAt(at + 11), document.positionAt(at + 13));
        return [vscode.TextEdit.replace(range, '"yes"')];
      },
    });
    try {
      const document = await opened('hello');
      await replace(document, '\ntags:\n', '\ntags:\n  formatted: no\n');
      await run('workbench.action.files.save');
      await until('it is changed', async () => {
        await run('workbench.action.acceptSelectedQuickOpenItem');
        return (await properties('hello')).includes('"formatted": "yes"');
      });
    } finally {
      formatter.dispose();
      await editor.update('formatOnSave', undefined, vscode.ConfigurationTarget.Global, true);
    }
  });

  it('is JSON as Azure has it, on request, from the document as well', async () => {
    const document = await opened('hello');
    await run('aci.viewProperties', document.uri);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.languageId, 'json');
    const { name, properties: of } = JSON.parse(shown.getText()) as Record<string, object | string>;
    assert.equal(name, 'hello');
    assert.ok(typeof of === 'object' && 'instanceView' in of && 'provisioningState' in of);
  });

  it('is one document, however its resource group is spelled, which has its changes and its draft', async () => {
    // A group whose document was not open yet: VS Code goes on with the spelling that it saw first.
    const spelled = vscode.Uri.parse(
      `aci://emulator.${development}/Azure%20Container%20Instances/RG-Playground/heartbeat.yaml`,
      true,
    );
    const document = await vscode.workspace.openTextDocument(spelled);
    await vscode.window.showTextDocument(document, { preview: false });
    await replace(document, 'name: heartbeat\n', 'name: heartbeat # mine\n');
    const { ref } = groupNode('heartbeat');
    await run('aci.editGroup', { kind: 'group', ref });
    const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.path.endsWith('heartbeat.yaml'));
    assert.equal(open.length, 1);
    assert.equal(vscode.window.activeTextEditor?.document, document);
    assert.match(document.getText(), /# mine/);
    assert.equal(await saveOpenDocument(ref), true);
    assert.equal(document.isDirty, false);
    await run('aci.discardDraft', groupUri(ref));
    await until('it is the group again', () => !document.getText().includes('# mine'));
  });

  it('says so when there is no such group', async () => {
    await assert.rejects(async () => vscode.workspace.openTextDocument(address('nowhere')), /nowhere/);
  });
});

/** A container group as a file of one's own; `|` is the cursor. */
const written = `apiVersion: 2023-05-01
type: Microsoft.ContainerInstance/containerGroups
name: web
location: westeurope
properties:
  osType: Linux
  containers:
    - name: app
      properties:
        image: nginx
        environmentVariables:
          - name: DB_PASSWORD
            value: hunter2
        resources:
          requests: { cpu: 0, memoryInGB: 1 }
  rest|
`;

describe('A YAML file with a container group in it, in an extension host', () => {
  let uri: vscode.Uri;
  let document: vscode.TextDocument;
  let cursor: vscode.Position;

  before(async () => {
    uri = vscode.Uri.joinPath(
      vscode.workspace.workspaceFolders?.[0]?.uri ?? address(''),
      'group-of-mine.yaml',
    );
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(written.replace('|', '')));
    document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
    cursor = document.positionAt(written.indexOf('|'));
  });
  after(async () => {
    await run('workbench.action.revertAndCloseActiveEditor');
    await run('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uri);
  });

  const problems = () => vscode.languages.getDiagnostics(uri).filter(({ code }) => code !== undefined);
  const placeOf = (text: string) => document.positionAt(document.getText().indexOf(text) + 1);
  /** The editor itself offers words of other documents, too. */
  const keysOf = (items: readonly vscode.CompletionItem[]) =>
    items
      .filter(({ kind }) => kind === vscode.CompletionItemKind.Property)
      .map(({ label }) => (typeof label === 'string' ? label : label.label));
  const textOf = ({ range }: vscode.Diagnostic) => document.getText(range);

  it('offers the keys that fit', async () => {
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      uri,
      cursor,
    );
    const offered = keysOf(items);
    assert.ok(offered.includes('restartPolicy'), offered.join());
    assert.ok(!offered.includes('osType'), offered.join());
  });

  it('explains a key', async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      placeOf('osType'),
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map(part => (part instanceof vscode.MarkdownString ? part.value : ''));
    assert.match(text.join(), /operating system/i);
  });

  it('can be deployed and compared from its first line', async () => {
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      uri,
    );
    assert.deepEqual(
      lenses.map(({ command, range }) => [command?.title, command?.command, range.start.line]),
      [
        ['Deploy', 'aci.deployFile', 0],
        ['Compare with live', 'aci.compareWithLive', 0],
      ],
    );
  });

  it('shows what is wrong, each at its place', async () => {
    await until('there are problems', () => problems().length >= 2);
    const secret = problems().find(({ code }) => code === 'secretInPlainValue');
    assert.ok(secret);
    assert.equal(secret.range.start.line, placeOf('hunter2').line);
    const cpu = problems().find(problem => problem.range.start.line === placeOf('cpu: 0').line);
    assert.equal(cpu?.severity, vscode.DiagnosticSeverity.Error);
    assert.match(textOf(cpu), /0/);
  });

  it('moves a secret to where Azure hides it, in one step', async () => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      problems().find(({ code }) => code === 'secretInPlainValue')?.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find(({ title }) => title === 'Make it a secure variable');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /name: DB_PASSWORD\n +secureValue: hunter2\n/);
    await until(
      'it is no problem any more',
      () => !problems().some(({ code }) => code === 'secretInPlainValue'),
    );
  });

  it('leaves other YAML alone', async () => {
    const other = await vscode.workspace.openTextDocument({
      language: 'yaml',
      content: 'name: web\nport: 0\n',
    });
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      other.uri,
    );
    assert.deepEqual(lenses, []);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      other.uri,
      new vscode.Position(2, 0),
    );
    assert.deepEqual(keysOf(items), []);
  });
});
