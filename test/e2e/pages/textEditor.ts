import type { Locator, Page } from 'playwright-core';
import { quickPick } from './quickPick.ts';

export interface TextEditor {
  /** The lines of the editor that was opened last. */
  readonly lines: Locator;
  tab(name: string): Locator;
  /** Brings the tab to the front. */
  show(name: string): Promise<void>;
  /** Opens a file of the folder by its name. */
  open(file: string): Promise<void>;
  /** Types over the places where the text holds `before`, with the editor's own replace. */
  replace(before: string, after: string): Promise<void>;
  save(): Promise<void>;
  /** Clicks a CodeLens until `effect` is there: VS Code loses what is clicked while it draws its lenses anew. */
  clickLens(title: string, effect: Locator): Promise<void>;
  /** Waits until a comparison is on the screen and the editor has worked it out. */
  compared(): Promise<void>;
}

export function textEditor(page: Page): TextEditor {
  const lines = page.locator('.editor-group-container .view-lines').last();
  const tab = (name: string): Locator => page.getByRole('tab', { name, exact: true });
  /** The focus comes a moment after the text, and would take it from a palette that is opened until then. */
  const focused = page.locator('.editor-group-container.active .editor-instance > .monaco-editor.focused');
  const finding = page.locator('.find-widget.visible .find-part textarea').last();
  const replacing = page.locator('.find-widget.visible .replace-part textarea').last();
  return {
    lines,
    tab,
    async show(name) {
      await tab(name).click();
      // The focus follows a moment later, and would take it from a palette that is opened until then.
      await page
        .locator('.editor-group-container.active .editor-instance > .monaco-editor.focused')
        .waitFor();
    },
    async open(file) {
      const box = quickPick(page);
      await page.keyboard.press('ControlOrMeta+p');
      await box.type(file);
      await box.choose(file);
      await page.getByRole('tab', { name: file, selected: true }).waitFor();
      await focused.waitFor();
    },
    async replace(before, after) {
      await lines.click();
      await page.keyboard.press('ControlOrMeta+h');
      await finding.waitFor();
      await finding.fill(before);
      await replacing.fill(after);
      const matches = page.locator('.find-widget.visible .matchesCount').last();
      await matches.filter({ hasText: / of \d+/ }).waitFor();
      await replacing.press('ControlOrMeta+Alt+Enter');
      await page.keyboard.press('Escape');
    },
    save: () => page.keyboard.press('ControlOrMeta+s'),
    async clickLens(title, effect) {
      for (let left = 3; ; left--) {
        await page.locator('.codelens-decoration').getByText(title).first().click();
        try {
          await effect.waitFor({ timeout: 20_000 });
          return;
        } catch (error) {
          if (left === 0) throw error;
        }
      }
    },
    async compared() {
      const diff = page.locator('.monaco-diff-editor').last();
      await diff.locator('.view-lines').last().filter({ hasText: /\w/ }).waitFor(); // it may be scrolled to the change
      await diff.locator('.line-insert, .line-delete, .char-insert, .char-delete').first().waitFor();
    },
  };
}
