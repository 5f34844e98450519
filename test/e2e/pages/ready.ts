import type { Page } from 'playwright-core';
import { longestWait } from '../../until.ts';

/**
 * The workbench is painted, has restored its parts, and knows what its extensions bring. Before that it still lays
 * itself out anew, which shuts menus and moves what is about to be clicked.
 */
export async function untilReady(page: Page): Promise<void> {
  const settled = "performance.getEntriesByName('code/didLoadExtensions').length > 0";
  await page.waitForFunction(settled, undefined, { timeout: 2 * longestWait });
  await page.locator('.monaco-workbench .part.statusbar').waitFor();
}
