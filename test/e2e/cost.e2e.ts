import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { until } from '../until.ts';
import { accessibilityProblems } from './pages/axe.ts';
import { webviewPage as pageInFront } from './pages/webviewPage.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const view = 'Container Instances';
const category = 'Azure Container Instances';

describe('What container groups cost', () => {
  let workbench: Workbench;
  let page: FrameLocator;

  before(async () => {
    workbench = await openWorkbench();
    await workbench.openViewContainer(view);
    await workbench.page.getByRole('button', { name: 'Try it without an Azure account' }).click();
    await workbench.tree(view).row('rg-playground').waitFor();
    page = pageInFront(workbench.page);
  });
  after(() => workbench.close());

  const line = (name: string) => page.locator('.body .line').filter({ hasText: name }).first();
  const away = () => workbench.page.mouse.move(0, 0);

  it('is said in the tooltips of a group and of its resource group', async () => {
    const tree = workbench.tree(view);
    await tree.expand('rg-playground');
    await tree.row('hello').filter({ hasText: 'Running' }).waitFor();
    const hover = await tree.pointAt('hello');
    await hover.getByText(/per hour, .* per month/).waitFor();
    await workbench.screenshot('cost-tooltip');
    await away();
    const folder = await tree.pointAt('rg-playground');
    await folder.getByText('Cost of what runs').waitFor();
    await workbench.screenshot('cost-folder-tooltip');
    await away();
  });

  it('is said at each size in the wizard, once the prices have come', async () => {
    const { quickPick } = workbench;
    await workbench.tree(view).contextMenu('rg-playground', 'Create Container Group…');
    await quickPick.titled('Image source');
    await quickPick.choose('Public image');
    await quickPick.titled(/Image \(/);
    await quickPick.enter('alpine:3.20');
    await quickPick.titled(/: Name/);
    await quickPick.enter('priced');
    await quickPick.titled('Container name');
    await quickPick.accept();
    await quickPick.titled('Location');
    await quickPick.choose('West Europe');
    await quickPick.titled('Operating system');
    await quickPick.choose('Linux');
    await quickPick.titled('CPU and memory');
    await workbench.page
      .locator('.quick-input-widget')
      .getByText(/per hour/)
      .first()
      .waitFor();
    await workbench.screenshot('cost-wizard');
    await workbench.page.keyboard.press('Escape');
  });

  it('is shown for all groups in the overview, the dearest first', async () => {
    await workbench.palette(`${category}: Cost Overview`);
    await page.getByRole('heading', { name: 'Cost overview' }).waitFor();
    await line('hello').waitFor();
    await page
      .locator('#summary')
      .filter({ hasText: /per hour/ })
      .waitFor();
    assert.ok((await page.locator('.body .line').count()) > 10);
    await workbench.screenshot('cost-overview');
  });

  it('counts no group whose state nobody has read, until somebody wants it read', async () => {
    const button = page.getByRole('button', { name: /Read unknown states/ });
    await button.waitFor();
    await button.click();
    await button.waitFor({ state: 'hidden' });
    await line('payments-crashing').filter({ hasText: 'Crashes again and again' }).waitFor();
    await workbench.screenshot('cost-overview-read');
  });

  it('has totals of resource groups, a filter, and an order that a click on a heading changes', async () => {
    await page.getByLabel('Totals').selectOption('resourceGroup');
    await page.locator('.body .total').first().waitFor();
    await workbench.screenshot('cost-overview-totals');
    await page.getByRole('searchbox').fill('playground');
    await page
      .locator('#summary')
      .filter({ hasText: /Shown: \d of/ })
      .waitFor();
    await page.getByLabel('Totals').selectOption('none');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('button', { name: 'Container group' }).click();
    await page.locator('[role=columnheader][aria-sort=ascending]').waitFor();
    await page.getByRole('button', { name: 'Per hour' }).click();
  });

  it('is copied as CSV as it is shown', async () => {
    await page.getByRole('button', { name: 'Copy as CSV' }).click();
    await workbench.page.locator('.statusbar').getByText('Copied the costs as CSV').waitFor();
    const copied = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(copied, /^Container group,Resource group,.*\r?\n[^]*payments-crashing,rg-payments-dev,/);
  });

  it('leads from a line to the row of its group, by the keyboard', async () => {
    const grid = page.getByRole('grid');
    await grid.focus();
    await grid.press('Home');
    await grid.press('ArrowDown');
    const second = await page.locator('.body .line[aria-selected=true] .name').innerText();
    await workbench.screenshot('cost-overview-keyboard');
    await grid.press('Enter');
    await until('the row is selected', async () =>
      (await workbench.tree(view).locator.locator('.monaco-list-row.selected').allInnerTexts()).some(text =>
        text.includes(second),
      ),
    );
  });

  it('is what the bill says, too, for a resource group', async () => {
    await workbench.tree(view).contextMenu('rg-playground', 'Actual Cost…');
    await page.getByRole('heading', { name: 'Actual cost of rg-playground' }).waitFor();
    const text = await page.locator('main').innerText();
    assert.match(text, /As the bill says: \$\d/);
    assert.match(text, /By resource[^]*hello[^]*By day/);
    await workbench.screenshot('cost-actual');
    await workbench.palette('View: Close Editor');
  });

  it('is still there when the window is loaded anew, in the order and with the filter that it had', async () => {
    await page.getByRole('searchbox').fill('payments');
    await page.getByLabel('Totals').selectOption('resourceGroup');
    await page.getByRole('button', { name: 'Container group' }).click();
    await workbench.reload();
    await page.getByRole('heading', { name: 'Cost overview' }).waitFor();
    await line('payments-crashing').waitFor();
    assert.equal(await page.getByRole('searchbox').inputValue(), 'payments');
    assert.equal(await page.getByLabel('Totals').inputValue(), 'resourceGroup');
    await page.locator('[role=columnheader][aria-sort=ascending]').getByText('Container group').waitFor();
    await workbench.screenshot('cost-overview-reloaded');
    await page.getByRole('searchbox').fill('');
    await page.getByLabel('Totals').selectOption('none');
    await page.getByRole('button', { name: 'Per hour' }).click();
  });

  const themes = [
    ['dark', 'Dark Modern'],
    ['light', 'Light Modern'],
    ['high contrast', 'Default High Contrast'],
    ['high contrast light', 'Default High Contrast Light'],
  ] as const;
  for (const [name, theme] of themes) {
    it(`is accessible to everybody in the ${name} theme`, async () => {
      await workbench.changeSettings({ 'workbench.colorTheme': theme });
      await line('payments-crashing').waitFor();
      await workbench.screenshot(`cost-overview-${name.replaceAll(' ', '-')}`);
      assert.deepEqual(await accessibilityProblems(workbench.page), []);
    });
  }
});
