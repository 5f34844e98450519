import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import { untilPageFocused, webviewPage } from './pages/webviewPage.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const view = 'Container Instances';

describe('Metrics of a container group', () => {
  let workbench: Workbench;
  let page: FrameLocator;
  /** What is opened while the lists still come in is closed again. */
  const folders = ['rg-storefront-prod', 'rg-playground', 'rg-reporting', 'rg-build-agents'];

  before(async () => {
    workbench = await openWorkbench();
    page = webviewPage(workbench.page);
    await workbench.openViewContainer('Container Instances');
    await workbench.page.getByRole('button', { name: 'Try it without an Azure account' }).click();
    for (const folder of folders) await workbench.tree(view).row(folder).waitFor();
    await workbench.tree(view).expand('rg-storefront-prod');
  });

  after(() => workbench.close());

  const open = async (name: string) => {
    await workbench.page.mouse.move(0, 0); // a tooltip would be in the way
    await workbench.tree(view).contextMenu(name, 'Show Metrics');
  };
  const heading = async (name: string) => {
    await page.getByRole('heading', { name }).waitFor();
    await untilPageFocused(workbench.page);
  };

  it('are in the tooltip of its row as two lines of blocks', async () => {
    await workbench.tree(view).row('storefront-canary').filter({ hasText: 'Running' }).waitFor();
    const hover = await workbench.tree(view).pointAt('storefront-canary');
    await hover
      .getByText(/CPU.*[▁▂▃▄▅▆▇█]{5}/)
      .first()
      .waitFor();
    await workbench.screenshot('metrics-tooltip-dark');
  });

  it('are drawn as four charts, with lines, limits, and what happened', async () => {
    await open('storefront-canary');
    await heading('Metrics of storefront-canary');
    for (const title of ['CPU', 'Memory', 'Network: received', 'Network: sent']) {
      await page.getByRole('heading', { name: title, exact: true }).waitFor();
    }
    assert.equal(await page.locator('.chart canvas').count(), 4);
    await page.getByRole('button', { name: '6 hours' }).click();
    await page.locator('.events').getByText('created by alex@contoso.example').waitFor();
    await workbench.screenshot('metrics-dark');
  });

  it('are read out by the keyboard alone', async () => {
    const chart = page.getByRole('group', { name: /^Chart of CPU/ });
    await chart.focus();
    await chart.press('End');
    const values = page.locator('section', { has: page.getByRole('heading', { name: 'CPU', exact: true }) });
    const last = await values.locator('.values').innerText();
    assert.match(last, /web: 0\.\d+ vCPU \(up to 0\.\d+ vCPU\)/);
    await chart.press('ArrowLeft');
    await chart.press('ArrowLeft');
    assert.notEqual(await values.locator('.values').innerText(), last);
    await chart.press('+');
    await page.getByRole('button', { name: 'Reset zoom' }).and(page.locator(':enabled')).waitFor();
    await chart.press('Escape');
  });

  it('can be read as a table, over another time, and copied as CSV', async () => {
    await page.getByRole('button', { name: '24 hours' }).click();
    await page.locator('button[aria-pressed="true"]', { hasText: '24 hours' }).waitFor();
    await page.getByText('Values as a table').nth(1).click();
    const table = page.getByRole('region', { name: 'Memory' });
    await table.getByRole('columnheader', { name: 'proxy' }).waitFor();
    assert.ok((await table.getByRole('row').count()) > 10);
    await workbench.screenshot('metrics-table-dark');
    await page.getByRole('button', { name: 'Copy as CSV' }).click();
    await workbench.page.locator('.statusbar').getByText('Copied the metrics as CSV').waitFor();
    const copied = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(copied, /^time,container,metric,unit,average,maximum\r\n/);
    assert.match(copied, /,proxy,memory,bytes,\d+,\d+\r\n/);
    await page.getByText('Values as a table').nth(1).click();
    await page.getByRole('button', { name: '1 hour' }).click();
  });

  for (const [name, theme] of [
    ['light', 'Light Modern'],
    ['high-contrast', 'Default High Contrast'],
    ['high-contrast-light', 'Default High Contrast Light'],
  ] as const) {
    it(`follow the theme ${theme}`, async () => {
      workbench.server.addMachineSettings({ 'workbench.colorTheme': theme });
      await page.locator(`body[data-vscode-theme-id="${theme}"]`).waitFor();
      await page.getByRole('heading', { name: 'CPU', exact: true }).waitFor();
      await workbench.screenshot(`metrics-${name}`);
    });
  }

  it('of one container show its lines alone at first', async () => {
    await workbench.changeSettings({ 'workbench.colorTheme': 'Dark Modern' });
    await workbench.tree(view).expand('storefront-canary');
    await workbench.page.mouse.move(0, 0);
    await workbench.tree(view).contextMenu('proxy', 'Show Metrics');
    await heading('Metrics of storefront-canary');
    const legend = page.locator('.legend').first();
    await legend.getByRole('button', { name: 'web', pressed: false }).waitFor();
    const pressed = legend.getByRole('button', { pressed: true });
    assert.deepEqual(await pressed.allInnerTexts(), ['proxy']);
    await workbench.screenshot('metrics-container-dark');
  });

  it('say why there are none', async () => {
    await workbench.tree(view).expand('rg-playground');
    await workbench.tree(view).row('iis-legacy').filter({ hasText: 'Running' }).waitFor();
    await open('iis-legacy');
    await page.getByText('Azure measures container groups of Linux only').waitFor();
    await workbench.screenshot('metrics-windows-dark');
  });

  it('are still there when the window is loaded anew', async () => {
    await workbench.reload();
    await heading('Metrics of iis-legacy');
    await page.getByText('Azure measures container groups of Linux only').waitFor();
  });

  it('have the activity log beside them', async () => {
    for (const folder of folders) await workbench.tree(view).row(folder).waitFor();
    await workbench.tree(view).expand('rg-storefront-prod');
    await workbench.tree(view).row('storefront-admin').waitFor();
    await workbench.page.mouse.move(0, 0);
    await workbench.tree(view).contextMenu('storefront-admin', 'Show Activity');
    // The editor writes spaces that do not break.
    await workbench.page.getByText(/stopped\sby\salex@contoso\.example/).waitFor();
    await workbench.screenshot('activity-dark');
  });
});
