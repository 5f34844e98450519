import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { setUpChromium } from '../../scripts/setup-chromium.mjs';

/** Only what hangs takes as long (ms): on a loaded machine, a window may take half a minute to show a menu. */
export const longestWait = 120_000;

export interface BrowserOptions {
  /** A proxy for all requests but those to loopback, such as `http://127.0.0.1:8080`. */
  readonly proxy?: string;
}

/** Starts a headless Chromium that phones nobody. */
export async function launchBrowser({ proxy }: BrowserOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: await setUpChromium(),
    timeout: longestWait,
    headless: true,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium's sandbox refuses root
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(proxy === undefined ? [] : [`--proxy-server=${proxy}`]),
    ],
  });
}

export interface PageOptions {
  /** Hosts beyond loopback that the page may ask for (a proxy answers for them). */
  readonly allowedHosts?: readonly string[];
  readonly viewport?: { readonly width: number; readonly height: number };
}

export interface WatchedPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page wanted from beyond loopback, and didn't get. */
  readonly refused: readonly string[];
  /** What the page wrote to its console: the window's own log is there. */
  readonly console: readonly string[];
}

const loopback = /^(127\.0\.0\.1|\[::1\]|localhost|.*\.localhost)$/;

/**
 * Runs in the page: spinners and progress bars stand still. They are drawn twenty to sixty times a second, here by the
 * processor, for as long as anything is in motion: a good part of all that a window costs.
 */
const standStill = `document.addEventListener('DOMContentLoaded', () => {
  const style = document.createElement('style');
  style.textContent =
    '.codicon-modifier-spin, .codicon-loading, .codicon-sync, .codicon-gear, .progress-bit { animation: none !important }';
  document.head.append(style);
});`;

/** Opens a page that reaches loopback only. */
export async function openPage(browser: Browser, options: PageOptions = {}): Promise<WatchedPage> {
  const { allowedHosts = [], viewport = { width: 1280, height: 800 } } = options;
  const context = await browser.newContext({
    viewport,
    serviceWorkers: 'allow',
    permissions: ['clipboard-read', 'clipboard-write'],
    ignoreHTTPSErrors: allowedHosts.length > 0,
  });
  const refused: string[] = [];
  const outside = (url: URL): boolean =>
    url.protocol.startsWith('http') && !loopback.test(url.hostname) && !allowedHosts.includes(url.hostname);
  await context.route(outside, route => {
    refused.push(route.request().url());
    return route.abort();
  });
  await context.addInitScript(standStill);
  const page = await context.newPage();
  page.setDefaultTimeout(longestWait);
  page.setDefaultNavigationTimeout(longestWait);
  const console: string[] = [];
  page.on('console', message => console.push(message.text()));
  return { context, page, refused, console };
}
