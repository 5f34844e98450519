import type { Locator, Page } from 'playwright-core';

export interface Notifications {
  /** Waits for a toast that says this; gives all of its text. */
  says(text: string | RegExp): Promise<string>;
  /** The toasts that say this. */
  toast(text: string | RegExp): Locator;
  texts(): Promise<readonly string[]>;
  /** Presses a button of the toast that says this. */
  press(text: string | RegExp, button: string): Promise<void>;
  /** Closes the toast that says this. */
  dismiss(text: string | RegExp): Promise<void>;
  /** Waits until no toast says this. */
  gone(text: string | RegExp): Promise<void>;
}

export function notifications(page: Page): Notifications {
  const toasts = page.locator('.notification-toast:visible');
  const toast = (text: string | RegExp): Locator => toasts.filter({ hasText: text });
  return {
    toast,
    async says(text) {
      await toast(text).first().waitFor();
      return toast(text).first().innerText();
    },
    texts: () => toasts.locator('.notification-list-item-message').allInnerTexts(),
    press: (text, name) => toast(text).first().getByRole('button', { name, exact: true }).click(),
    async dismiss(text) {
      const one = toast(text).first();
      await one.hover();
      await one.locator('.codicon-notifications-clear').click();
    },
    gone: text => toast(text).first().waitFor({ state: 'hidden' }),
  };
}
