import assert from 'node:assert/strict';
import type { Response } from '../../src/emulator/arm/route.ts';
import { development } from '../../src/emulator/seed/contoso.ts';
import { demoSeed } from '../../src/emulator/seed/demo.ts';
import type { Seed } from '../../src/emulator/seed/seed.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { until } from '../until.ts';
import { textEditor, type TextEditor } from './pages/textEditor.ts';

const where = 'rg-playground';
const refusal: Response = {
  status: 400,
  body: { error: { code: 'InvalidRequest', message: 'Not on a Monday.' } },
};

/* A group that somebody edits, and what becomes of it in Azure in the meantime. */
describe('Groups as documents, when Azure does not stand still', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;
  let editor: TextEditor;
  let broken: ReadonlySet<string> = new Set();

  const find = (name: string) =>
    azure.estate.group({ subscriptionId: development, resourceGroup: where, name });
  const tagsOf = (name: string) => find(name)?.tags;
  const changes = () => azure.changes().filter(change => !change.startsWith('POST'));
  const asked = () => workbench.quickPick.titled('Apply changes to "shop"');
  const shown = (text: string) => editor.lines.filter({ hasText: text }).waitFor();

  /** Somebody else's change of a tag. */
  function retag(name: string, tags: Record<string, string>): void {
    const group = find(name);
    assert.ok(group);
    azure.estate.setGroup(group, { ...group, tags }, group.running);
  }
  async function discard(): Promise<void> {
    await editor.show('shop.yaml');
    await workbench.palette('Azure Container Instances: Discard Draft');
  }

  before(async () => {
    const seed = demoSeed(Date.now());
    const groups: Seed['groups'] = served => [...seed.groups(served)].filter(({ name }) => name === 'hello');
    azure = await startAzure({ seed: { ...seed, groups }, switches: { containers: { pace: 0.1 } } });
    azure.add(development, where, 'shop', {
      location: 'eastus',
      tags: { team: 'web', old: 'yes' },
      containers: [{ name: 'front', image: 'nginx', env: { MODE: 'slow' } }],
    });
    await until('it has started', () => find('shop')?.running.state === 'Running');
    azure.server.interceptRequest = ({ method }) => (broken.has(method) ? refusal : undefined);
    workbench = await openOn(azure);
    editor = textEditor(workbench.page);
    await workbench.page.mouse.move(700, 500); // a tooltip would be in the way
    await workbench.groups.expand(where);
    await workbench.groups.inlineAction('shop', 'Edit Group');
    await editor.tab('shop.yaml').waitFor();
    await shown('team: web');
  });
  after(async () => {
    await workbench.close();
    await azure.close();
  });

  it('say that somebody changed the group, and offer to compare', async () => {
    const { dialog } = workbench;
    retag('shop', { team: 'other', old: 'yes' });
    await editor.replace('team: web', 'team: mine');
    await editor.save();
    await dialog.says('"shop" was changed in Azure since you opened it.');
    await workbench.screenshot('documents-changed-dark');
    await dialog.press('Compare');
    await editor.compared();
    await workbench.page
      .locator('.monaco-diff-editor .original')
      .filter({ hasText: 'team: other' })
      .waitFor();
    assert.deepEqual(changes(), []);
    assert.equal(tagsOf('shop')?.['team'], 'other');
  });

  it('keep what was written over a reload of the window, and go on from there', async () => {
    const { page, dialog, notifications, quickPick } = workbench;
    await workbench.reload();
    await workbench.openViewContainer('Container Instances');
    await workbench.groups.expand(where);
    await workbench.groups.inlineAction('shop', 'Edit Group');
    await editor.tab('shop.yaml').waitFor();
    await shown('team: mine');
    assert.equal(await dialog.button('Cancel').count(), 0);
    await editor.clickLens('Apply draft', page.locator('.monaco-dialog-box:visible'));
    await dialog.says('"shop" was changed in Azure since you opened it.');
    await dialog.press('Go On');
    await asked();
    await quickPick.row('Apply').click();
    await notifications.says('Changed "shop".');
    assert.equal(tagsOf('shop')?.['team'], 'mine');
    assert.deepEqual(changes(), ['PATCH shop']);
    await notifications.dismiss('Changed "shop".');
  });

  it('ask again after a change that failed and could not be looked at', async () => {
    const { dialog, notifications, quickPick } = workbench;
    await editor.show('shop.yaml');
    await shown('team: mine');
    await editor.replace('MODE', 'MOOD');
    await editor.save();
    await asked();
    azure.server.interceptRequest = ({ method }) => {
      if (method === 'PUT') broken = new Set(['GET', 'PUT']);
      return broken.has(method) ? refusal : undefined;
    };
    await quickPick.row('Apply and restart').click();
    await notifications.says(/Could not apply the changes to "shop"; your text is kept/);
    azure.server.interceptRequest = ({ method }) => (broken.has(method) ? refusal : undefined);
    broken = new Set();
    retag('shop', { team: 'theirs', old: 'yes' });
    await notifications.dismiss(/your text is kept/);
    await editor.show('shop.yaml');
    await workbench.palette('Azure Container Instances: Apply Changes…');
    await dialog.says('"shop" was changed in Azure since you opened it.');
    await dialog.press('Cancel');
    await discard();
    await shown('team: theirs');
  });

  it('get rid of a tag where Azure only merges tags, by a restart that is asked about', async () => {
    const { dialog, notifications, quickPick } = workbench;
    const before = changes().length;
    azure.arm.switches.patchTags = 'merge';
    await editor.replace('old: ', 'new: ');
    await editor.save();
    await asked();
    await quickPick.row('Apply').click();
    await dialog.says('Azure kept the tag "old" of "shop". Remove it by a restart?');
    await workbench.screenshot('documents-tag-kept-dark');
    assert.deepEqual(tagsOf('shop'), { team: 'theirs', old: 'yes', new: 'yes' });
    await dialog.press('Apply and Restart');
    await notifications.says('Changed "shop".');
    assert.deepEqual(tagsOf('shop'), { team: 'theirs', new: 'yes' });
    assert.deepEqual(changes().slice(before), ['PATCH shop', 'PUT shop']);
    await notifications.dismiss('Changed "shop".');
    await shown('new: ');
  });

  it('get rid of a tag at once where Azure replaces them', async () => {
    const { notifications, quickPick } = workbench;
    const before = changes().length;
    azure.arm.switches.patchTags = 'replace';
    await editor.replace('new: ', 'newer: ');
    await editor.save();
    await asked();
    await quickPick.row('Apply').click();
    await notifications.says('Changed "shop".');
    assert.deepEqual(tagsOf('shop'), { team: 'theirs', newer: 'yes' });
    assert.deepEqual(changes().slice(before), ['PATCH shop']);
    await notifications.dismiss('Changed "shop".');
  });

  it('keep what is saved while a change is being sent, and ask about that next', async () => {
    const { notifications, quickPick } = workbench;
    const before = changes().length;
    let release: () => void = () => undefined;
    const released = new Promise<void>(resolve => (release = resolve));
    let isSent = false;
    azure.server.interceptRequest = async ({ method }) => {
      isSent ||= method === 'PATCH';
      if (method === 'PATCH') await released;
      return undefined;
    };
    await editor.replace('newer: ', 'newest: ');
    await editor.save();
    await asked();
    await quickPick.row('Apply').click();
    await until('it is sent', () => isSent);
    await editor.show('shop.yaml');
    await editor.replace('team: theirs', 'team: ours');
    await editor.save();
    await workbench.page.locator('.tab.dirty').first().waitFor({ state: 'detached' });
    release();
    await notifications.says('Changed "shop".');
    assert.deepEqual(tagsOf('shop'), { team: 'theirs', newest: 'yes' });
    await asked();
    azure.server.interceptRequest = ({ method }) => (broken.has(method) ? refusal : undefined);
    await notifications.dismiss('Changed "shop".');
    await quickPick.row('Apply').click();
    await notifications.says('Changed "shop".');
    assert.deepEqual(tagsOf('shop'), { team: 'ours', newest: 'yes' });
    assert.deepEqual(changes().slice(before), ['PATCH shop', 'PATCH shop']);
    await notifications.dismiss('Changed "shop".');
    await shown('team: ours');
  });

  it('keep the text where a group was deleted and is refused then, and offer to create it again', async () => {
    const { dialog, notifications, quickPick, page } = workbench;
    const before = changes().length;
    broken = new Set(['PUT']);
    await editor.show('shop.yaml');
    await editor.replace('memoryInGB: 1.5', 'memoryInGB: 2');
    await editor.save();
    await asked();
    await quickPick.row('Delete and re-create…').click();
    await dialog.press('Delete and Re-create');
    const said = await notifications.says('"shop" was deleted, but not created again; your text is kept');
    assert.match(said, /Not on a Monday/);
    await workbench.screenshot('documents-not-recreated-dark');
    assert.equal(find('shop'), undefined);
    await editor.show('shop.yaml');
    await shown('memoryInGB: 2');
    await page.locator('.codelens-decoration').filter({ hasText: 'Apply draft' }).first().waitFor();
    broken = new Set();
    await notifications.press('"shop" was deleted', 'Create Again…');
    await dialog.says('There is no container group "shop"');
    await dialog.press('Create');
    await notifications.says('Created "shop".');
    assert.deepEqual(changes().slice(before), ['DELETE shop', 'PUT shop', 'PUT shop']);
    await notifications.dismiss('Created "shop".');
  });

  it('say that somebody deleted the group, and create it again where one wants to', async () => {
    const { dialog, notifications } = workbench;
    await editor.show('shop.yaml');
    await editor.replace('MODE', 'MOOD');
    const group = find('shop');
    assert.ok(group);
    azure.estate.removeGroup(group);
    await editor.save();
    await dialog.says('"shop" was deleted in Azure since you opened it. Create it again?');
    await workbench.screenshot('documents-deleted-dark');
    await dialog.press('Create');
    await notifications.says('Created "shop".');
    assert.ok(find('shop'));
  });
});
