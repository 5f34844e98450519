import assert from 'node:assert/strict';
import { untilPageFocused, webviewPage as diagnosis } from './pages/webviewPage.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const view = 'Container Instances';

describe('Why did it fail?', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
    await workbench.openViewContainer('Container Instances');
    await workbench.page.getByRole('button', { name: 'Try it without an Azure account' }).click();
    const tree = workbench.tree(view);
    for (const folder of ['rg-payments-dev', 'rg-playground', 'rg-storefront-dev', 'rg-build-agents']) {
      await tree.row(folder).waitFor();
    }
  });

  after(() => workbench.close());

  it('is offered by the tooltip of a group in a crash loop, and answered from there', async () => {
    const tree = workbench.tree(view);
    await tree.expand('rg-payments-dev');
    await tree.row('payments-crashing').filter({ hasText: 'Crash loop' }).waitFor();
    const hover = await tree.pointAt('payments-crashing');
    await hover.getByText('Why did it fail?').waitFor();
    await workbench.screenshot('diagnose-tooltip');
    await hover.getByText('Why did it fail?').click();
    const page = diagnosis(workbench.page);
    await page.getByRole('heading', { name: 'Why did payments-crashing fail?' }).waitFor();
    const text = await page.locator('main').innerText();
    for (const part of [/exit code 1/, /restarts so far/, /Back-off restarting failed container/]) {
      assert.match(text, part);
    }
    assert.match(text, /fatal: connection to db:5432 refused/);
    await workbench.screenshot('diagnose-crash-loop');
  });

  it('is refreshed in its tab, and its steps run commands', async () => {
    const page = diagnosis(workbench.page);
    assert.match(await page.locator('h1 + p').innerText(), /Crash loop.*as of \d.*Refresh/);
    await page.getByRole('link', { name: 'Refresh' }).click();
    await page.getByRole('heading', { name: 'Why did payments-crashing fail?' }).waitFor();
    assert.equal(await workbench.page.locator('.tab').filter({ hasText: 'payments-crashing' }).count(), 1);
    await page.getByRole('link', { name: 'Follow Logs' }).first().click();
    await workbench.output.shows('fatal: connection to db:5432 refused');
    await workbench.palette('View: Toggle Panel Visibility');
  });

  it('can be copied as Markdown, without the links that work here only', async () => {
    await diagnosis(workbench.page).getByRole('link', { name: 'Copy as Markdown' }).click();
    await workbench.page.locator('.statusbar').getByText('Copied the diagnosis as Markdown').waitFor();
    const copied = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(copied, /^# Why did `payments-crashing` fail\?\n/);
    assert.match(copied, /```\n[^]*fatal: connection to db:5432 refused\n[^]*```/);
    assert.doesNotMatch(copied, /command:/);
  });

  it('keeps up with its group by itself', async () => {
    const tree = workbench.tree(view);
    const page = diagnosis(workbench.page);
    await tree.contextMenu('payments-crashing', 'Stop');
    await page.getByRole('heading', { name: 'How is payments-crashing?' }).waitFor();
    assert.match(await page.locator('main').innerText(), /emulator-client.* stopped it[^]*stopped by/);
    await page.getByRole('link', { name: 'Start', exact: true }).click();
    await page.getByRole('heading', { name: /Nothing is wrong|The program failed/ }).waitFor();
  });

  it('is still there when the window is loaded anew', async () => {
    await workbench.reload();
    await diagnosis(workbench.page)
      .getByRole('heading', { name: 'Why did payments-crashing fail?' })
      .waitFor();
    await diagnosis(workbench.page)
      .getByRole('heading', { name: /The program failed/ })
      .waitFor();
    await workbench.screenshot('diagnose-restored');
    await workbench.palette('View: Close All Editors');
    for (const folder of ['rg-playground', 'rg-storefront-dev', 'rg-reporting']) {
      await workbench.tree(view).row(folder).waitFor();
    }
  });

  const answers: readonly (readonly [string, string, RegExp])[] = [
    ['rg-storefront-dev', 'storefront-typo', /was not found[^]*Failed to pull image/],
    ['rg-playground', 'flaky', /137/],
    ['rg-payments-dev', 'payments-unhealthy', /does not pass its probe[^]*connection refused/],
    ['rg-reporting', 'archive-reports', /volume cannot be mounted[^]*mount error\(2\)[^]*storage account/],
    ['rg-build-agents', 'agent-03', /Spot capacity back[^]*evicted/],
  ];
  for (const [folder, name, expected] of answers) {
    it(`explains ${name} from the context menu`, async () => {
      const tree = workbench.tree(view);
      await tree.expand(folder);
      await workbench.page.mouse.move(0, 0); // a tooltip would be in the way
      // Between its restarts a group runs, and is not said to have failed.
      await tree.contextMenu(name, /^(?:Why Did It Fail\?|Diagnose)$/);
      const page = diagnosis(workbench.page);
      await page.getByRole('heading', { name: `Why did ${name} fail?` }).waitFor();
      assert.match(await page.locator('main').innerText(), expected);
      await workbench.screenshot(`diagnose-${name}`);
      await untilPageFocused(workbench.page);
    });
  }

  it('leads to the document of a group whose probe or share is to be mended', async () => {
    await diagnosis(workbench.page).getByRole('heading', { name: 'Why did agent-03 fail?' }).waitFor();
    const tree = workbench.tree(view);
    await workbench.page.mouse.move(0, 0); // a tooltip would be in the way
    await tree.contextMenu('payments-unhealthy', /^(?:Why Did It Fail\?|Diagnose)$/);
    await diagnosis(workbench.page)
      .getByRole('heading', { name: 'Why did payments-unhealthy fail?' })
      .waitFor();
    await diagnosis(workbench.page).getByRole('link', { name: 'Edit Group' }).click();
    await workbench.page.getByRole('tab', { name: 'payments-unhealthy.yaml', exact: true }).waitFor();
    await workbench.palette('View: Close Editor');
    await diagnosis(workbench.page)
      .getByRole('heading', { name: 'Why did payments-unhealthy fail?' })
      .waitFor();
    await untilPageFocused(workbench.page);
  });

  it('says that nothing is wrong where nothing is', async () => {
    await workbench.tree(view).contextMenu('hello', 'Diagnose');
    const page = diagnosis(workbench.page);
    await page.getByRole('heading', { name: 'How is hello?' }).waitFor();
    assert.match(await page.locator('main').innerText(), /Nothing is wrong/);
    await workbench.screenshot('diagnose-nothing-wrong');
  });

  it('is offered after a create that Azure refused, which can then be edited all the same', async () => {
    const { quickPick, notifications } = workbench;
    await create('why-not', 'mcr.microsoft.com/aci-emulator/inaccessible:latest');
    await notifications.says('Could not create "why-not"');
    await workbench.screenshot('diagnose-create-refused');
    await notifications.press('Could not create "why-not"', 'Why did it fail?');
    const page = diagnosis(workbench.page);
    await page.getByRole('heading', { name: 'Why did why-not fail?' }).waitFor();
    assert.match(await page.locator('main').innerText(), /InaccessibleImage[^]*request id/);
    await workbench.screenshot('diagnose-create-explained');
    await notifications.press('Could not create "why-not"', 'Edit and try again');
    await quickPick.titled('Review');
  });

  async function create(name: string, image: string): Promise<void> {
    const { quickPick } = workbench;
    await workbench.page.mouse.move(0, 0); // a tooltip would be in the way
    await workbench.tree(view).contextMenu('rg-playground', 'Create Container Group…');
    await quickPick.titled('Image source');
    await quickPick.choose('Public image');
    await quickPick.titled(/Image \(/);
    await quickPick.enter(image);
    await quickPick.titled(/: Name/);
    await quickPick.enter(name);
    await quickPick.titled('Container name');
    await quickPick.accept();
    await quickPick.titled('Location');
    await quickPick.choose('West Europe');
    await quickPick.titled('Operating system');
    await quickPick.choose('Linux');
    await quickPick.titled('CPU and memory');
    await quickPick.choose('1 vCPU, 1 GB');
    await quickPick.titled('Network');
    await quickPick.choose('No address');
    await quickPick.titled('Restart policy');
    await quickPick.choose('Always');
    await quickPick.titled('Command line');
    await quickPick.accept();
    await quickPick.titled('Environment variables');
    await quickPick.choose('No variables');
    await quickPick.titled('Review');
    await quickPick.choose('Create');
  }
});
