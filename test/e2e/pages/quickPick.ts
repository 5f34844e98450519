import type { Locator, Page } from 'playwright-core';

/** The box at the top of the window that quick picks, input boxes and the palette share. */
export function quickInput(page: Page): { readonly widget: Locator; readonly input: Locator } {
  const widget = page.locator('.quick-input-widget:visible');
  return { widget, input: widget.locator('.quick-input-box input') };
}

/** Runs in the page: an input box is asked, or a pick that has rows. */
const isAnswerable = `() => {
  const list = document.querySelector('.quick-input-widget .quick-input-list');
  return list?.style.display === 'none' || list?.querySelector('.monaco-list-row');
}`;

export interface QuickPick {
  /** Waits until a quick pick or input box has this in its title. */
  titled(title: string | RegExp): Promise<void>;
  /** The whole title, step count included. */
  title(): Promise<string>;
  /** Waits for the row with exactly this label, and clicks it. */
  choose(label: string): Promise<void>;
  /** Sets or clears the check box of a row in a pick of several. */
  check(label: string, checked: boolean): Promise<void>;
  /** The row with exactly this label, if it is among those on the screen. */
  row(label: string): Locator;
  /** The labels of the rows on the screen, separators left out. */
  labels(): Promise<readonly string[]>;
  /** Types over whatever is in the box. */
  type(text: string): Promise<void>;
  /** What is in the box, once it is one to be filled in or a pick that has its rows. */
  value(): Promise<string>;
  /** Types over whatever is in the box and presses Enter; waits before that as `accept` does. */
  enter(text: string): Promise<void>;
  /** Presses Enter, once there is something to agree to: a pick whose rows are still loaded hears no Enter. */
  accept(): Promise<void>;
  /** Waits for the message (prompt or complaint) below the box to hold this. */
  message(text: string | RegExp): Promise<void>;
  back(): Promise<void>;
  /** A button beside the title or the box, by its tooltip. */
  button(name: string): Locator;
  escape(): Promise<void>;
  /** Waits until nothing is asked any more. */
  closed(): Promise<void>;
}

export function quickPick(page: Page): QuickPick {
  const { widget, input } = quickInput(page);
  const title = widget.locator('.quick-input-title');
  const rows = widget.locator('.monaco-list-row');
  const row = (label: string): Locator =>
    rows.filter({ has: page.locator('.label-name').getByText(label, { exact: true }) }).first();
  return {
    titled: text => title.filter({ hasText: text }).waitFor(),
    title: () => title.innerText(),
    choose: label => row(label).click(),
    check: (label, checked) =>
      row(label).locator('[role=checkbox], input[type=checkbox]').first().setChecked(checked),
    row,
    labels: () => rows.locator('.quick-input-list-rows > :first-child .label-name').allInnerTexts(),
    type: text => input.fill(text),
    async value() {
      await page.waitForFunction(isAnswerable);
      return input.inputValue();
    },
    async enter(text) {
      await page.waitForFunction(isAnswerable);
      await input.fill(text);
      await input.press('Enter');
    },
    async accept() {
      await page.waitForFunction(isAnswerable);
      await input.press('Enter');
    },
    message: text => widget.locator('.quick-input-message').filter({ hasText: text }).waitFor(),
    back: () => widget.getByRole('button', { name: 'Back' }).click(),
    button: name => widget.getByRole('button', { name }),
    escape: () => page.keyboard.press('Escape'),
    closed: () => widget.waitFor({ state: 'hidden' }),
  };
}
