import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { development } from '../../src/emulator/seed/contoso.ts';
import { demoSeed } from '../../src/emulator/seed/demo.ts';
import type { Seed } from '../../src/emulator/seed/seed.ts';
import { textEditor, type TextEditor } from './pages/textEditor.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { until } from '../until.ts';

const where = 'rg-playground';

const files = {
  'compose.yaml': `name: todo
services:
  web:
    image: nginx
    build: .
    ports: ["8080:80"]
    depends_on: [cache]
    networks: [front]
  cache:
    image: redis
networks:
  front: {}
`,
  'bad.yaml': `type: Microsoft.ContainerInstance/containerGroups
name: Not_A_Name
location: eastus
properties:
  osType: Linux
  containers:
    - name: web
      properties:
        resources: { requests: { cpu: 0, memoryInGB: 1 } }
`,
};

/** The demo estate, without the groups that are in motion for ever. */
async function start(): Promise<Azure> {
  const seed = demoSeed(Date.now());
  const restless = ['storefront-preview', 'storefront-typo', 'still-pulling'];
  const groups: Seed['groups'] = served =>
    [...seed.groups(served)].filter(({ name }) => !restless.includes(name));
  return startAzure({ seed: { ...seed, groups }, switches: { containers: { pace: 0.1 } } });
}

describe('Groups as documents', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;
  let folder: string;
  let editor: TextEditor;

  const find = (name: string) =>
    azure.estate.group({ subscriptionId: development, resourceGroup: where, name });
  const described = (label: string, text: RegExp) =>
    until(`"${label}" says ${String(text)}`, async () =>
      (await workbench.groups.rows()).some(row => row.startsWith(`${label} `) && text.test(row)),
    );
  const lines = () => editor.lines;
  const changes = () => azure.changes().filter(change => !change.startsWith('POST'));

  before(async () => {
    azure = await start();
    azure.add(development, where, 'shop', {
      location: 'eastus',
      public: true,
      tags: { team: 'web' },
      containers: [
        { name: 'front', image: 'nginx', env: { MODE: 'slow' }, ports: [80] },
        { name: 'cache', image: 'redis' },
      ],
    });
    await until('it has started', () => find('shop')?.running.state === 'Running');
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-e2e-'));
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
    workbench = await openOn(azure, { folder });
    editor = textEditor(workbench.page);
    await workbench.page.mouse.move(700, 500); // a tooltip would be in the way
    await workbench.groups.expand(where);
    await described('shop', /Running/);
  });
  after(async () => {
    await workbench.close();
    await azure.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('open as YAML from the tree', async () => {
    const { groups, page } = workbench;
    await groups.inlineAction('shop', 'Edit Group');
    await page.getByRole('tab', { name: 'shop.yaml', exact: true }).waitFor();
    await lines().filter({ hasText: 'Microsoft.ContainerInstance/containerGroups' }).waitFor();
    await page.locator('.codelens-decoration').filter({ hasText: 'Compare with live' }).waitFor();
    await workbench.screenshot('documents-yaml-dark');
  });

  it('send nothing when they are saved without an edit', async () => {
    const { page } = workbench;
    await lines().click();
    await editor.save();
    await page.locator('.statusbar').filter({ hasText: 'No changes to apply' }).waitFor();
    assert.deepEqual(changes(), []);
  });

  it('are changed in place where only tags change', async () => {
    const { notifications, quickPick } = workbench;
    await editor.replace('team: web', 'team: shop');
    await editor.save();
    await quickPick.titled('Apply changes to "shop"');
    await editor.compared();
    await workbench.screenshot('documents-diff-tags-dark');
    assert.deepEqual(changes(), []);
    await quickPick.row('Apply').click();
    await notifications.says('Changed "shop".');
    assert.equal(find('shop')?.tags?.['team'], 'shop');
    assert.deepEqual(changes(), ['PATCH shop']);
    await notifications.dismiss('Changed "shop".');
  });

  it('are applied by a restart where something else changes, and the tree shows it', async () => {
    const { notifications, quickPick, groups } = workbench;
    await editor.replace('image: redis', 'image: nginx:alpine');
    await editor.save();
    await quickPick.titled('Apply changes to "shop"');
    await editor.compared();
    await workbench.screenshot('documents-diff-restart-dark');
    await quickPick.row('Apply and restart').click();
    await notifications.says('Changed "shop".');
    await notifications.dismiss('Changed "shop".');
    assert.deepEqual(changes(), ['PATCH shop', 'PUT shop']);
    await described('shop', /Running/);
    await groups.expand('shop');
    await described('cache', /Running/);
    await workbench.screenshot('documents-applied-dark');
  });

  it('say at the line why Azure refuses them, and keep what was typed', async () => {
    const { page, notifications, quickPick } = workbench;
    await editor.show('shop.yaml');
    await editor.replace('image: nginx:alpine', 'image: mcr.microsoft.com/aci-emulator/inaccessible');
    await editor.save();
    await quickPick.titled('Apply changes to "shop"');
    await quickPick.row('Apply and restart').click();
    await notifications.says(/Could not apply the changes to "shop"; your text is kept/);
    await page.locator('.squiggly-error').first().waitFor();
    await workbench.screenshot('documents-refused-dark');
    assert.match(await lines().innerText(), /inaccessible/);
    await notifications.dismiss(/your text is kept/);
    await workbench.palette('Azure Container Instances: Discard Draft');
    await lines().filter({ hasText: 'nginx:alpine' }).waitFor();
  });

  it('are deleted and created again only after a second question', async () => {
    const { dialog, notifications, quickPick } = workbench;
    await editor.show('shop.yaml');
    const before = changes().length;
    await editor.replace('memoryInGB: 1.5', 'memoryInGB: 2');
    await editor.save();
    await quickPick.titled('Apply changes to "shop"');
    await editor.compared();
    await workbench.screenshot('documents-recreate-dark');
    await quickPick.row('Delete and re-create…').click();
    await dialog.says('Delete the container group "shop" and create it again?');
    await workbench.screenshot('documents-recreate-question-dark');
    assert.equal(changes().length, before);
    await dialog.press('Delete and Re-create');
    await notifications.says('Changed "shop".');
    assert.deepEqual(changes().slice(before), ['DELETE shop', 'PUT shop']);
    await described('shop', /Running/);
  });

  it('are made of a Compose file, after a report of what becomes different', async () => {
    const { page, quickPick, dialog, notifications } = workbench;
    const before = changes().length;
    await editor.open('compose.yaml');
    await workbench.palette('Azure Container Instances: Deploy to Azure Container Instances…');
    await quickPick.choose('Contoso Development');
    await quickPick.choose(where);
    await quickPick.titled('The Compose file builds images');
    await quickPick.choose('Take the images as they are written');
    await quickPick.titled('What becomes of the Compose file');
    await workbench.screenshot('documents-compose-dark');
    assert.equal(changes().length, before);
    await quickPick.row('Go on with "todo"').click();
    await dialog.says('Create it?');
    await dialog.press('Create');
    await notifications.says('Created "todo".');
    assert.deepEqual(changes().slice(before), ['PUT todo']);
    await workbench.groups.row('todo').waitFor();
    await page.mouse.move(700, 500);
  });

  it('send nothing of a bad file, and show every problem at its line', async () => {
    const { page, notifications } = workbench;
    const before = changes().length;
    await editor.open('bad.yaml');
    await workbench.palette('Azure Container Instances: Deploy to Azure Container Instances…');
    await notifications.says(/Nothing was sent: the document has \d problems/);
    await page.locator('.squiggly-error').nth(1).waitFor();
    await workbench.screenshot('documents-bad-dark');
    assert.equal(changes().length, before);
  });

  it('can be had as Bicep', async () => {
    const { groups, quickPick } = workbench;
    await groups.contextMenu('shop', 'Export As…');
    await quickPick.titled('Export "shop" as');
    await workbench.screenshot('documents-export-dark');
    await quickPick.choose('Bicep');
    await lines().filter({ hasText: 'containerGroups@' }).waitFor();
    await workbench.screenshot('documents-bicep-dark');
  });

  it('look as well in a light theme, and come back after a reload without asking anything', async () => {
    const { page, groups, quickPick } = workbench;
    await editor.show('shop.yaml');
    await workbench.changeSettings({ 'workbench.colorTheme': 'Light Modern' });
    await workbench.reload();
    await workbench.openViewContainer('Container Instances');
    await groups.expand(where);
    await editor.show('shop.yaml');
    await lines().filter({ hasText: 'Microsoft.ContainerInstance' }).waitFor();
    await groups.row('shop').waitFor();
    assert.equal(await workbench.dialog.button('Cancel').count(), 0);
    await editor.replace('team: shop', 'team: light');
    await editor.save();
    await quickPick.titled('Apply changes to "shop"');
    await editor.compared();
    await workbench.screenshot('documents-diff-light');
    await quickPick.escape();
    await editor.show('shop.yaml');
    await page.locator('.codelens-decoration').filter({ hasText: 'Discard draft' }).first().waitFor();
    await workbench.screenshot('documents-draft-light');
  });
});
