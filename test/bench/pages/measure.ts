/** Opens the pages that draw by themselves in the real workbench, on a large estate, and measures how that goes. */
import type { FrameLocator, Locator } from 'playwright-core';
import { installBuilds } from '../../../scripts/installedBuilds.mjs';
import { webviewPage } from '../../e2e/pages/webviewPage.ts';
import { openWorkbench, type Workbench } from '../../e2e/workbench.ts';
import { withEmulator } from '../emulatorProcess.ts';
import type { EstateShape } from '../estate/seed.ts';
import { wideGroup } from './seed.ts';
import { noted, scrollGrid, watchChoices, watchFrame, yardstick } from './watch.ts';

export interface Extent {
  readonly shape: EstateShape;
  /** Of the group whose metrics are shown. */
  readonly containers: number;
}

/** How a page answers to something that was done, in ms. */
export interface Answer {
  /** From the choice of the command to the first frame that shows what was asked for. */
  readonly firstPaintMs: number;
  /** The longest time for which the page took no notice of anything. */
  readonly longestBlockMs: number;
}

export interface PagesMeasured {
  readonly costOverview: Answer & {
    /** While the whole list goes by in two seconds: the frame that took longest, and the middle one. */
    readonly scroll: { readonly longestFrameMs: number; readonly frameMs: number };
    /** Somebody types a filter. */
    readonly filterBlockMs: number;
  };
  readonly metrics: Answer & {
    /** A month instead of an hour. */
    readonly monthBlockMs: number;
    /** The values of a month as a table. */
    readonly tableBlockMs: number;
    /** One line is switched off and on. */
    readonly toggleBlockMs: number;
  };
  readonly yardstickMs: number;
}

const view = 'Container Instances';
const category = 'Azure Container Instances';

export async function measurePages(extent: Extent): Promise<PagesMeasured> {
  await installBuilds();
  const file = new URL('emulatorProcess.ts', import.meta.url);
  return withEmulator(file, [JSON.stringify(extent)], async said => {
    const env = { ACI_DEV_CLOUD: String(said) };
    const screenshots = new URL('../../../out/bench/pages', import.meta.url).pathname;
    const workbench = await openWorkbench({
      ...{ build: 'dev', env, screenshots, viewport: { width: 1440, height: 900 } },
    });
    try {
      return await measureIn(workbench, extent);
    } finally {
      await workbench.close();
    }
  });
}

async function measureIn(workbench: Workbench, extent: Extent): Promise<PagesMeasured> {
  const { page } = workbench;
  await page.context().addInitScript(watchFrame);
  await page.evaluate(watchChoices);
  await workbench.openViewContainer(view);
  await workbench.tree(view).expand(wideGroup.resourceGroup);
  await workbench.tree(view).row(wideGroup.name).filter({ hasText: 'Running' }).waitFor();
  const costOverview = await measureCostOverview(workbench, extent);
  const metrics = await measureMetrics(workbench);
  const yardstickMs = await page.evaluate<number>(yardstick);
  return { costOverview, metrics, yardstickMs };
}

async function measureCostOverview(
  workbench: Workbench,
  { shape, containers }: Extent,
): Promise<PagesMeasured['costOverview']> {
  const frame = webviewPage(workbench.page);
  const body = frame.locator('body');
  await workbench.palette(`${category}: Cost Overview`);
  const groups = shape.subscriptions * shape.resourceGroups * shape.groups + Math.min(1, containers);
  const all = new Intl.NumberFormat('en').format(groups);
  await frame
    .locator('#summary')
    .filter({ hasText: `of ${all}` })
    .waitFor();
  const answer = await answerOf(workbench, body);
  await workbench.screenshot('cost-overview');
  const frames: number[] = await body.evaluate(scrollGrid(120));
  const filterBlockMs = await blockWhile(body, async () => {
    await frame.getByRole('searchbox').fill('shop-7');
    await frame
      .locator('#summary')
      .filter({ hasNotText: `Shown: ${all}` })
      .waitFor();
  });
  await workbench.screenshot('cost-overview-filtered');
  frames.sort((a, b) => a - b);
  const scroll = { longestFrameMs: frames.at(-1) ?? 0, frameMs: frames[Math.floor(frames.length / 2)] ?? 0 };
  return { ...answer, scroll, filterBlockMs };
}

async function measureMetrics(workbench: Workbench): Promise<PagesMeasured['metrics']> {
  const frame = webviewPage(workbench.page);
  const body = frame.locator('body');
  await workbench.tree(view).contextMenu(wideGroup.name, 'Show Metrics');
  await frame.locator('.chart canvas').nth(3).waitFor();
  const answer = await answerOf(workbench, body);
  await workbench.screenshot('metrics');
  const monthBlockMs = await blockWhile(body, async () => {
    await body.evaluate(`document.querySelector('header').dataset.old = 'true'`);
    await frame.getByRole('button', { name: '30 days' }).click();
    await frame.locator('header:not([data-old])').waitFor();
  });
  await workbench.screenshot('metrics-month');
  const toggleBlockMs = await blockWhile(body, () => toggleFirst(frame));
  const tableBlockMs = await blockWhile(body, async () => {
    await frame.locator('summary').first().click();
    await frame.locator('td').first().waitFor();
  });
  await workbench.screenshot('metrics-table');
  return { ...answer, monthBlockMs, toggleBlockMs, tableBlockMs };
}

async function toggleFirst(frame: FrameLocator): Promise<void> {
  const button = frame.locator('.legend button').first();
  const before = await button.getAttribute('aria-pressed');
  await button.click();
  await frame.locator(`.legend button:not([aria-pressed="${before}"])`).first().waitFor();
  await button.click();
}

async function answerOf({ page }: Workbench, body: Locator): Promise<Answer> {
  const chosenAt = await page.evaluate<number>('globalThis.chosenAt');
  const { shownAt, longest }: Noted = await body.evaluate(noted);
  return { firstPaintMs: shownAt - chosenAt, longestBlockMs: longest };
}

/** The longest block of the page while `work` is done, and until the frame after that is painted. */
async function blockWhile(body: Locator, work: () => Promise<void>): Promise<number> {
  await body.evaluate('bench.restart()');
  await work();
  const { longest }: Noted = await body.evaluate(noted);
  return longest;
}

interface Noted {
  /** ms since the epoch. */
  readonly shownAt: number;
  /** ms. */
  readonly longest: number;
}
