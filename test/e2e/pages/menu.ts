import type { Page } from 'playwright-core';

export interface Menu {
  entries(): Promise<readonly string[]>;
  choose(entry: string | RegExp): Promise<void>;
  close(): Promise<void>;
}

/** The context menu, or the menu of a "More Actions…" button, that is open. */
export function menu(page: Page): Menu {
  const opened = page.locator('.monaco-menu:visible');
  return {
    async entries() {
      await opened.waitFor();
      return opened.locator('.action-item:not(.disabled) .action-label:not(.separator)').allInnerTexts();
    },
    async choose(entry) {
      await opened.first().waitFor();
      // By the keyboard: a menu may still be on its way to its place, and leave the mouse behind.
      const focused = opened.locator('.action-item.focused > .action-menu-item > .action-label').last();
      for (let left = await opened.locator('.action-item').count(); left > 0; left--) {
        await page.keyboard.press('ArrowDown');
        const text = await focused.innerText();
        if (typeof entry === 'string' ? text !== entry : !entry.test(text)) continue;
        await page.keyboard.press('Enter');
        return;
      }
      throw new Error(`The menu has no entry ${String(entry)}.`);
    },
    async close() {
      await page.keyboard.press('Escape');
      await opened.waitFor({ state: 'hidden' });
    },
  };
}
