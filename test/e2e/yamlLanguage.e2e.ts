import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { textEditor, type TextEditor } from './pages/textEditor.ts';
import { openWorkbench, type Workbench } from './workbench.ts';
import { packYamlExtension } from './yamlExtension/pack.ts';

const files = {
  'group.yaml': `type: Microsoft.ContainerInstance/containerGroups
name: web
location: eastus
properties:
  osType: Linux
  containers:
    - name: web
      properties:
        image: nginx
        environmentVariables: [{ name: DB_PASSWORD, value: hunter2 }]
        resources: { requests: { cpu: 1, memoryInGB: "1" } }
`,
  'other.yaml': 'name: web\n',
};

/* Without anybody signed in: files of one's own need no Azure. */
describe("YAML files where Red Hat's YAML extension is installed", () => {
  let workbench: Workbench;
  let folder: string;
  let editor: TextEditor;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-e2e-'));
    const sources = path.join(folder, 'sources');
    fs.mkdirSync(sources);
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(sources, name), text);
    const vsix = [await packYamlExtension(folder)];
    const settings = { 'editor.wordBasedSuggestions': 'off', 'editor.snippetSuggestions': 'none' };
    workbench = await openWorkbench({ vsix, settings, folder: sources });
    editor = textEditor(workbench.page);
  });
  after(async () => {
    await workbench.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** What is offered at the end of the file, each with what stands beside it. */
  async function offered(): Promise<readonly string[]> {
    const { page } = workbench;
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.press('ControlOrMeta+Space');
    const widget = page.locator('.suggest-widget.visible');
    await widget.filter({ hasText: /\w/ }).waitFor();
    const rows = await widget.locator('.monaco-list-row').allInnerTexts();
    await page.keyboard.press('Escape');
    return rows.map(row => row.split('\n').join(' ').trim());
  }

  it('the schema is offered there, and nothing is offered twice', async () => {
    await editor.open('group.yaml');
    await editor.lines.click();
    await workbench.page.locator('.codelens-decoration').filter({ hasText: 'Deploy' }).waitFor();
    await workbench.page.locator('.squiggly-warning').first().waitFor();
    const rows = await offered();
    await workbench.screenshot('documents-redhat-dark');
    for (const key of ['zones', 'tags', 'identity'])
      assert.equal(rows.filter(row => row.startsWith(key)).length, 1, rows.join('; '));
    assert.ok(rows[0]?.includes('from the YAML extension'), rows.join('; '));
    assert.ok(rows.includes('systemData'), 'which our own completion does not offer');
  });

  it('what no schema says is still told, and what it says is not told twice', async () => {
    const { page } = workbench;
    await page.keyboard.press('ControlOrMeta+Shift+m');
    const problems = page.getByRole('tree', { name: 'Problems' }).getByRole('treeitem');
    await problems.filter({ hasText: '"DB_PASSWORD" looks like a secret' }).waitFor();
    assert.equal(await problems.filter({ hasText: 'A number is wanted here' }).count(), 0);
  });

  it('other files are left alone', async () => {
    await editor.open('other.yaml');
    await editor.lines.click();
    assert.deepEqual(await offered(), []);
  });
});
