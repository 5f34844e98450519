import type { Locator, Page } from 'playwright-core';

export interface Menu {
  entries(): Promise<readonly string[]>;
  choose(entry: string): Promise<void>;
  close(): Promise<void>;
}

/** The context menu, or the menu of a "More Actions…" button, that is open. */
export function menu(page: Page): Menu {
  const opened = page.locator('.monaco-menu:visible');

  /** A menu may move after it is shown, when the window is still being laid out: the mouse goes after it. */
  async function pointAt(item: Locator): Promise<void> {
    for (let left = 5; ; left--) {
      await page.mouse.move(0, 0);
      await item.hover();
      try {
        await item.and(page.locator('.focused')).waitFor({ timeout: 3000 });
        return;
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  }

  return {
    async entries() {
      await opened.waitFor();
      return opened.locator('.action-item:not(.disabled) .action-label:not(.separator)').allInnerTexts();
    },
    async choose(entry) {
      // An entry of a submenu is inside the entry that opened it: the innermost comes last.
      const item = opened
        .locator('.action-item')
        .filter({ has: page.locator('.action-label').getByText(entry, { exact: true }) })
        .last();
      await pointAt(item);
      // A menu is deaf to the mouse's button for its first 100 ms, but not to the Enter key.
      await page.keyboard.press('Enter');
    },
    async close() {
      await page.keyboard.press('Escape');
      await opened.waitFor({ state: 'hidden' });
    },
  };
}
