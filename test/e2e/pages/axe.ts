import { createRequire } from 'node:module';
import fs from 'node:fs';
import type { Frame, Page } from 'playwright-core';

const source = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds wrong with the page in the tab in front, one line for each element. The page's policy lets no script
 * in, so axe comes as Playwright's own.
 */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  const frame = await frontFrame(page);
  await frame.evaluate(source);
  return frame.evaluate<string[]>(`axe.run().then(({ violations }) => violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => [id, target, failureSummary].join(' '))))`);
}

async function frontFrame(page: Page): Promise<Frame> {
  const outer = await page.waitForSelector('iframe.webview.ready:visible');
  const inner = await (await outer.contentFrame())?.waitForSelector('iframe#active-frame');
  const frame = await inner?.contentFrame();
  if (!frame) throw new Error('There is no page in front.');
  return frame;
}
