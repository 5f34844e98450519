import assert from 'node:assert/strict';
import { development } from '../../src/emulator/seed/contoso.ts';
import { demoSeed } from '../../src/emulator/seed/demo.ts';
import type { Seed } from '../../src/emulator/seed/seed.ts';
import { openOn, startAzure, until, type Azure, type OpenedOn } from './azure.ts';

const where = 'rg-playground';

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
  let workbench: OpenedOn;

  const find = (name: string) =>
    azure.estate.group({ subscriptionId: development, resourceGroup: where, name });
  const described = (label: string, text: RegExp) =>
    until(`"${label}" says ${String(text)}`, async () =>
      (await workbench.groups.rows()).some(row => row.startsWith(`${label} `) && text.test(row)),
    );
  const lines = () => workbench.page.locator('.editor-group-container .view-lines').last();
  const changes = () => azure.changes().filter(change => !change.startsWith('POST'));

  /** Types over the first place where the text holds `before`, with the editor's own replace. */
  async function replace(before: string, after: string): Promise<void> {
    const { page } = workbench;
    await lines().click();
    await page.keyboard.press('ControlOrMeta+h');
    const find = page.locator('.find-widget.visible .find-part textarea').last();
    await find.waitFor();
    await find.fill(before);
    await page.locator('.find-widget.visible .replace-part textarea').last().fill(after);
    await page
      .locator('.find-widget.visible .matchesCount')
      .last()
      .filter({ hasText: / of \d+/ })
      .waitFor();
    await page.locator('.find-widget.visible .replace-part textarea').last().press('ControlOrMeta+Alt+Enter');
    await page.keyboard.press('Escape');
  }
  const save = () => workbench.page.keyboard.press('ControlOrMeta+s');

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
    workbench = await openOn(azure);
    await workbench.page.mouse.move(700, 500); // a tooltip would be in the way
    await workbench.groups.expand(where);
    await described('shop', /Running/);
  });
  after(async () => {
    await workbench.close();
    await azure.close();
  });

  it('open as YAML from the tree', async () => {
    const { groups, page } = workbench;
    await groups.inlineAction('shop', 'Edit Group');
    await page.getByRole('tab', { name: /shop\.yaml/ }).waitFor();
    await lines().filter({ hasText: 'Microsoft.ContainerInstance/containerGroups' }).waitFor();
    await page.locator('.codelens-decoration').filter({ hasText: 'Compare with live' }).waitFor();
    await workbench.screenshot('documents-yaml-dark');
  });

  it('send nothing when they are saved without an edit', async () => {
    const { page } = workbench;
    await lines().click();
    await save();
    await page.locator('.statusbar').filter({ hasText: 'No changes to apply' }).waitFor();
    assert.deepEqual(changes(), []);
  });

  it('are changed in place where only tags change', async () => {
    const { page, quickPick } = workbench;
    await replace('team: web', 'team: shop');
    await save();
    await quickPick.titled('Apply changes to "shop"');
    await page.locator('.diff-editor, .monaco-diff-editor').first().waitFor();
    await workbench.screenshot('documents-diff-tags-dark');
    assert.deepEqual(changes(), []);
    await quickPick.row('Apply').click();
    await until('it has the tag', () => find('shop')?.tags?.['team'] === 'shop');
    assert.deepEqual(changes(), ['PATCH shop']);
  });

  it('are applied by a restart where something else changes, and the tree shows it', async () => {
    const { notifications, quickPick, groups } = workbench;
    await replace('image: redis', 'image: nginx:alpine');
    await save();
    await quickPick.titled('Apply changes to "shop"');
    await workbench.screenshot('documents-diff-restart-dark');
    await quickPick.row('Apply and restart').click();
    await notifications.says('Changed "shop".');
    assert.deepEqual(changes(), ['PATCH shop', 'PUT shop']);
    await described('shop', /Running/);
    await groups.expand('shop');
    await described('cache', /Running/);
    await workbench.screenshot('documents-applied-dark');
  });
});
