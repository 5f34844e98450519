import type { Locator, Page } from 'playwright-core';

export interface Dialog {
  /** Waits for a modal dialog that says this; gives all of its text. */
  says(text: string | RegExp): Promise<string>;
  button(name: string): Locator;
  /** Presses the button, and waits until the dialog is gone: it gives the focus back, away from what is opened then. */
  press(name: string): Promise<void>;
  closed(): Promise<void>;
}

/** The modal dialog, of which there is at most one. */
export function dialog(page: Page): Dialog {
  const box = page.locator('.monaco-dialog-box:visible');
  const button = (name: string): Locator => box.getByRole('button', { name, exact: true });
  return {
    async says(text) {
      const speaking = box.filter({ hasText: text });
      await speaking.waitFor();
      return speaking.innerText();
    },
    button,
    async press(name) {
      const pressed = await box.elementHandle();
      await button(name).click();
      await pressed.waitForElementState('hidden');
    },
    closed: () => box.waitFor({ state: 'hidden' }),
  };
}
