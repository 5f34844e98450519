import type { Locator, Page } from 'playwright-core';
import { menu } from './menu.ts';

export interface Tree {
  readonly locator: Locator;
  /** The row with exactly this label. */
  row(label: string): Locator;
  /** Label and description of the rows on the screen, in order. */
  rows(): Promise<readonly string[]>;
  /** What a screen reader says of the row. */
  spoken(label: string): Promise<string>;
  click(label: string, modifiers?: readonly ('ControlOrMeta' | 'Shift')[]): Promise<void>;
  /** Opens the row, unless it is open already. Its children are drawn a moment later: wait for the one you want. */
  expand(label: string): Promise<void>;
  collapse(label: string): Promise<void>;
  /** Chooses an entry of the row's context menu. */
  contextMenu(label: string, entry: string | RegExp): Promise<void>;
  /** The entries of the row's context menu; the menu is closed again. */
  contextMenuEntries(label: string): Promise<readonly string[]>;
  /** Clicks the icon with this tooltip at the end of the row. */
  inlineAction(label: string, action: string): Promise<void>;
  /** Points at the row until its tooltip is there: a row that is drawn anew under the mouse has none. */
  pointAt(label: string): Promise<Locator>;
  /** The text of the row's tooltip. */
  tooltip(label: string): Promise<string>;
}

/** As much of the page's Element as is asked here: the project's types leave the DOM out. */
interface RowElement {
  querySelector(selector: string): { readonly textContent: string | null } | null;
}

/** The tree view with this title, in the side bar or the panel. */
export function tree(page: Page, title: string): Tree {
  const locator = page.getByRole('tree', { name: title });
  const items = locator.getByRole('treeitem');
  const row = (label: string): Locator =>
    items.filter({ has: page.locator('.label-name').getByText(label, { exact: true }) }).first();

  /** Clicks the row's arrow itself rather than its place: rows above may be drawn just then and move it away. */
  async function setExpanded(label: string, wanted: boolean): Promise<void> {
    const item = row(label);
    await item.waitFor();
    const isAsWanted = async (): Promise<boolean> =>
      (await item.getAttribute('aria-expanded')) === String(wanted);
    // Where the whole tree is read anew just then, VS Code drops the rows that are on their way, and shuts the row again.
    do {
      if (!(await isAsWanted())) await item.locator('.monaco-tl-twistie').dispatchEvent('click');
      await item.and(page.locator(`[aria-expanded="${String(wanted)}"]`)).waitFor();
      await item.locator('.codicon-tree-item-loading').waitFor({ state: 'detached' });
      // Until its state is read: with it the rows beneath are drawn anew, and VS Code forgets what is clicked there then.
      await item.locator('.codicon-circle-large-outline').waitFor({ state: 'detached' });
    } while (!(await isAsWanted()));
  }

  /**
   * Right-clicks the row itself rather than its place: a tooltip may lie over it, rows above may be drawn just then.
   */
  async function openMenu(label: string): Promise<ReturnType<typeof menu>> {
    const item = row(label);
    await item.waitFor();
    const box = await item.boundingBox();
    const at = { clientX: (box?.x ?? 0) + 40, clientY: (box?.y ?? 0) + 10 };
    await item.dispatchEvent('contextmenu', { ...at, button: 2, bubbles: true, cancelable: true });
    return menu(page);
  }

  async function pointAt(label: string): Promise<Locator> {
    // Its own, not one that is still there of what the mouse left: every tooltip begins with the row's name.
    const hover = page.locator('.monaco-hover.workbench-hover:visible').filter({ hasText: label });
    for (let left = 5; ; left--) {
      await page.mouse.move(0, 0);
      await row(label).locator('.monaco-icon-label').hover();
      try {
        await hover.waitFor({ timeout: 8000 });
        return hover;
      } catch (error) {
        if (left === 0) throw error;
      }
    }
  }

  return {
    locator,
    row,
    rows: async () => {
      const texts = await items.evaluateAll((elements: readonly RowElement[]) =>
        elements.map(element =>
          ['.label-name', '.label-description'].map(part => element.querySelector(part)?.textContent ?? ''),
        ),
      );
      return texts.map(([name = '', description = '']) => `${name} ${description}`.trim());
    },
    spoken: async label => (await row(label).getAttribute('aria-label')) ?? '',
    click: (label, modifiers = []) => row(label).click({ modifiers: [...modifiers] }),
    expand: label => setExpanded(label, true),
    collapse: label => setExpanded(label, false),
    async contextMenu(label, entry) {
      await (await openMenu(label)).choose(entry);
    },
    async contextMenuEntries(label) {
      const opened = await openMenu(label);
      const entries = await opened.entries();
      await opened.close();
      return entries;
    },
    async inlineAction(label, action) {
      const item = row(label);
      // While its state is read it is about to be drawn anew: VS Code forgets what is clicked in that moment.
      await item.locator('.codicon-circle-large-outline').waitFor({ state: 'detached' });
      await item.hover();
      await item.locator(`.actions .action-label[aria-label^="${action}"]`).click();
    },
    pointAt,
    async tooltip(label) {
      const hover = await pointAt(label);
      const text = await hover.innerText();
      await page.mouse.move(0, 0);
      await hover.waitFor({ state: 'hidden' });
      return text;
    },
  };
}
