import type { Locator, Page } from 'playwright-core';

export interface Chat {
  /** The view with the box to write into. */
  readonly view: Locator;
  /** Waits until this is in the box; gives all of it. */
  says(text: string): Promise<string>;
  /** Types at the end of what is in the box. */
  type(text: string): Promise<void>;
  /** What is offered for what was typed, once something like `text` is. */
  offers(text: string): Promise<readonly string[]>;
}

/** VS Code's chat, in the side bar on the right. */
export function chat(page: Page): Chat {
  const view = page.locator('.interactive-session:visible');
  const box = view.locator('.interactive-input-editor').first();
  const offered = page.locator('.suggest-widget.visible .monaco-list-row');
  return {
    view,
    async says(text) {
      const lines = box.locator('.view-lines').filter({ hasText: text });
      await lines.waitFor();
      return (await lines.innerText()).replaceAll('\u00A0', ' ');
    },
    async type(text) {
      await box.locator('.native-edit-context, textarea').first().focus();
      await page.keyboard.press('ControlOrMeta+End');
      await page.keyboard.type(text);
    },
    async offers(text) {
      await offered.filter({ hasText: text }).first().waitFor();
      return offered.allInnerTexts();
    },
  };
}
