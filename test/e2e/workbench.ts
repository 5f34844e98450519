import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { workbenchOrigin, type BrowserOptions } from './browser.ts';
import { installedBuild } from '../../scripts/installedBuilds.mjs';
import { filesIn } from '../leaks/artifacts.ts';
import { keepEvidence, watch } from './evidence.ts';
import { recordLeaks } from './leaks.ts';
import { readBrowserStorage } from './pages/browserStorage.ts';
import { dialog, type Dialog } from './pages/dialog.ts';
import { menu, type Menu } from './pages/menu.ts';
import { notifications, type Notifications } from './pages/notifications.ts';
import { output, type Output } from './pages/output.ts';
import { palette } from './pages/palette.ts';
import { quickPick, type QuickPick } from './pages/quickPick.ts';
import { untilReady } from './pages/ready.ts';
import { tree, type Tree } from './pages/tree.ts';
import {
  root,
  sampleFolder,
  startServer,
  unusedBuiltins,
  type Server,
  type ServerOptions,
} from './server.ts';
import { openBrowser, type OpenBrowser } from './warmBrowser.ts';

export interface WorkbenchOptions
  extends Omit<ServerOptions, 'testDriver' | 'port' | 'origin'>, Omit<BrowserOptions, 'port' | 'profile'> {
  /**
   * Which build of the extension to install: the one users get, one that listens to `ACI_DEV_CLOUD`,
   * or none. Default: `production`.
   */
  readonly build?: 'production' | 'dev' | 'none';
  readonly theme?: 'dark' | 'light';
  /** The folder that is open. */
  readonly folder?: string;
  /** Where screenshots go. Default: `out/screenshots`. */
  readonly screenshots?: string;
}

/** A person's view of VS Code: a window, and what can be done in it by mouse and keyboard. */
export interface Workbench {
  readonly page: Page;
  readonly server: Server;
  readonly quickPick: QuickPick;
  readonly notifications: Notifications;
  readonly dialog: Dialog;
  readonly menu: Menu;
  readonly output: Output;
  /** What the page wanted from beyond loopback, and didn't get. */
  readonly refused: readonly string[];
  /** Runs a command by its full title, `Category: Title`. */
  palette(command: string): Promise<void>;
  /** Clicks a view container's icon in the activity bar, unless it is shown already. */
  openViewContainer(title: string): Promise<void>;
  tree(title: string): Tree;
  /** Clicks an action in a view's title bar. */
  viewAction(view: string, action: string): Promise<void>;
  /**
   * Changes settings, and waits until the window has taken them over. Its extensions have heard of them before they
   * hear of anything done later.
   */
  changeSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** Saves what is on the screen as `<name>.png`; gives the file's path. */
  screenshot(name: string): Promise<string>;
  /**
   * Loads the window anew with *Developer: Reload Window*: VS Code writes down first what it was given to remember,
   * for which the browser's own reload leaves it no time.
   */
  reload(): Promise<void>;
  /**
   * Ends browser and server, and looks for secrets in all that they leave behind: see `leaks.ts`. Throws when the
   * page wanted something from beyond loopback.
   */
  close(): Promise<void>;
}

const themes = { dark: 'Dark Modern', light: 'Light Modern' };
/** What VS Code marks its window with; a dark theme is `vs-dark`. */
const themeClasses: Readonly<Record<string, string>> = {
  [themes.light]: 'vs',
  'Default High Contrast': 'hc-black',
};

/**
 * Opens the extension in a real VS Code with a throw-away profile, in a headless browser.
 * Close it when done.
 */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { build = 'production', theme = 'dark', folder = sampleFolder } = options;
  const server = await step(
    'the server is up',
    startServer({
      ...options,
      origin: workbenchOrigin,
      withoutBuiltin: [...unusedBuiltins, ...(options.withoutBuiltin ?? [])],
      ...(build === 'none' ? {} : { installed: installedBuild(build) }),
      settings: { 'workbench.colorTheme': themes[theme], ...options.settings },
    }),
  );
  let browser: OpenBrowser | undefined;
  let forget: () => Promise<void> = () => Promise.resolve();
  try {
    browser = await step('the browser starts', openBrowser({ ...options, port: server.port }));
    forget = watch(browser, server);
    await step('the page of VS Code loads', browser.page.goto(server.windowUrl(folder)));
    await step('the window is ready', untilReady(browser.page));
    return assemble(server, browser, forget, options);
  } catch (error) {
    keepEvidence('a window that did not open');
    await forget();
    await browser?.close();
    await server.stop();
    throw error;
  }
}

/** Has a failure say at which step of opening a window it came. */
async function step<T>(what: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Waited in vain until ${what}: ${why}`, { cause: error });
  }
}

function assemble(
  server: Server,
  browser: OpenBrowser,
  forget: () => Promise<void>,
  { screenshots = path.join(root, 'out/screenshots'), folder }: WorkbenchOptions,
): Workbench {
  const { page, refused, console } = browser;
  let changedSettings = 0;
  return {
    page,
    server,
    refused,
    quickPick: quickPick(page),
    notifications: notifications(page),
    dialog: dialog(page),
    menu: menu(page),
    output: output(page, server.profile),
    palette: command => palette(page, command),
    tree: title => tree(page, title),
    async openViewContainer(title) {
      const icons = page.locator('.activitybar .action-item');
      const icon = icons.filter({ has: page.locator(`a[aria-label^="${title}"]`) });
      const shown = icon.and(page.locator('.checked'));
      await icon.waitFor();
      // A window restores its last view container a moment after its icons are drawn: a click just then shuts it.
      await icons.and(page.locator('.checked')).first().waitFor();
      if ((await shown.count()) === 0) await icon.click();
      await shown.waitFor();
    },
    async viewAction(view, action) {
      const pane = page.locator('.pane-header, .composite.title').filter({ hasText: view }).first();
      await pane.hover();
      await pane.getByRole('button', { name: action }).click();
    },
    async changeSettings(settings) {
      const title = `settings ${++changedSettings}`;
      server.addMachineSettings({ ...settings, 'window.title': title });
      await page.waitForFunction(`document.title.includes('${title}')`);
      const wanted = settings['workbench.colorTheme'];
      if (typeof wanted !== 'string') return;
      await page.locator(`.monaco-workbench.${themeClasses[wanted] ?? 'vs-dark'}`).waitFor();
    },
    async screenshot(name) {
      const file = path.join(screenshots, `${name}.png`);
      fs.mkdirSync(screenshots, { recursive: true });
      await page.screenshot({ path: file, animations: 'disabled' }); // menus fade in
      return file;
    },
    async reload() {
      await Promise.all([page.waitForEvent('load'), palette(page, 'Developer: Reload Window')]);
      await untilReady(page);
    },
    async close() {
      await forget();
      const kept = await readBrowserStorage(page);
      await browser.close();
      await server.stop(() => {
        recordLeaks([...kept, { where: 'console of the page', content: Buffer.from(console.join('\n')) }]);
        recordLeaks(filesIn(server.profile));
        if (folder !== undefined) recordLeaks(filesIn(folder));
      });
      if (refused.length > 0) throw new Error(`The page wanted from beyond loopback: ${refused.join(', ')}`);
    },
  };
}
