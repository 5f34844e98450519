import type { Locator, Page } from 'playwright-core';

export interface TerminalPage {
  /** Waits until the terminal that is open shows this; gives all that is on its screen. */
  shows(text: string | RegExp): Promise<string>;
  /** What is on the screen of the terminal that is open, without the blanks at the ends of lines. */
  screen(): Promise<string>;
  type(text: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Follows the link that the terminal shows this as, once its tooltip says what it does. */
  followLink(text: string, title: string): Promise<void>;
  /** The names of the terminals; `terminal.integrated.tabs.hideCondition` has to be `never`. */
  names(): Promise<readonly string[]>;
  /** Waits until no terminal is open, and the panel is closed with the last one. */
  gone(): Promise<void>;
}

/** The terminal panel. `terminal.integrated.gpuAcceleration` has to be `off`: only then is there text to read. */
export function terminal(page: Page): TerminalPage {
  const active = page.locator('.terminal-wrapper.active');
  const rows = active.locator('.xterm-rows');
  const input = active.locator('.xterm-helper-textarea');

  async function screen(): Promise<string> {
    const lines = await rows.locator('> div').allInnerTexts();
    return lines.map(line => line.replaceAll('\u00a0', ' ').trimEnd()).join('\n');
  }
  const row = (text: string | RegExp): Locator => rows.locator('> div').filter({ hasText: text });

  return {
    screen,
    async shows(text) {
      await row(text).first().waitFor();
      return screen();
    },
    async type(text) {
      await input.focus();
      await page.keyboard.type(text);
    },
    async press(key) {
      await input.focus();
      await page.keyboard.press(key);
    },
    async followLink(text, title) {
      const box = await row(text).last().getByText(text).boundingBox();
      if (!box) throw new Error(`The terminal does not show "${text}".`);
      await page.mouse.move(box.x + 10, box.y + box.height / 2);
      await page.getByText(`${title} (ctrl + click)`).waitFor();
      await page.keyboard.down('Control');
      await page.mouse.down();
      await page.mouse.up();
      await page.keyboard.up('Control');
    },
    names: async () => {
      const names = await page.locator('.terminal-tabs-entry .label-name').allInnerTexts();
      return names.map(name => name.trim());
    },
    async gone() {
      await active.waitFor({ state: 'detached' });
      await page.locator('.part.panel').waitFor({ state: 'hidden' });
    },
  };
}
