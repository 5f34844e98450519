import type { Locator, Page } from 'playwright-core';

export interface Notifications {
  /**
   * Waits for a notification that says this; gives all of its text. Of several within 800 ms VS Code shows only
   * some as toasts, and all in the centre behind the bell: what is no toast is looked for there.
   */
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
  const toasts = page.locator(
    '.notification-toast:visible, .notifications-center:visible .notification-list-item',
  );
  const toast = (text: string | RegExp): Locator => toasts.filter({ hasText: text });

  async function found(text: string | RegExp): Promise<Locator> {
    const one = toast(text).first();
    try {
      await one.waitFor({ timeout: 12_000 });
    } catch {
      await page.locator('.statusbar-item[id="status.notifications"]').click();
      await page.mouse.move(0, 0); // its tooltip would lie over the buttons
      await one.waitFor();
    }
    return one;
  }

  return {
    toast,
    says: async text => (await found(text)).innerText(),
    texts: () => toasts.locator('.notification-list-item-message').allInnerTexts(),
    async press(text, name) {
      await (await found(text)).getByRole('button', { name, exact: true }).click();
    },
    async dismiss(text) {
      // The button itself rather than its place: it is shown only below the mouse, and toasts move when others go.
      await (await found(text)).locator('.codicon-notifications-clear').dispatchEvent('click');
    },
    gone: text => toast(text).first().waitFor({ state: 'hidden' }),
  };
}
