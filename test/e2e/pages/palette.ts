import type { Page } from 'playwright-core';
import { quickInput } from './quickPick.ts';

/** Runs a command by its full title, `Category: Title`, through the command palette. */
export async function palette(page: Page, command: string): Promise<void> {
  const { widget, input } = quickInput(page);
  await openPalette(page);
  await input.fill(`>${command}`);
  const row = widget
    .locator('.monaco-list-row')
    .filter({ has: page.locator('.label-name').getByText(command, { exact: true }) });
  await row.first().click();
  await page.waitForFunction(leftPalette, `>${command}`);
}

/** The box is gone or is another's: what is typed before that is lost with the palette. */
const leftPalette = `typed => {
  const widget = document.querySelector('.quick-input-widget');
  return !widget?.offsetParent || widget.querySelector('.quick-input-box input').value !== typed;
}`;

/** Presses F1 until it is heard: an editor that is just taking the focus swallows it. */
async function openPalette(page: Page): Promise<void> {
  const { input } = quickInput(page);
  for (let left = 5; ; left--) {
    await page.keyboard.press('F1');
    try {
      await input.waitFor({ timeout: 5000 });
      return;
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}
