import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { root } from './server.ts';

export interface BrowserOptions {
  /** A proxy for all requests but those to loopback, such as `http://127.0.0.1:8080`. */
  readonly proxy?: string;
}

/** Starts a headless Chromium that phones nobody. */
export function launchBrowser({ proxy }: BrowserOptions = {}): Promise<Browser> {
  const executablePath = execFileSync(process.execPath, [path.join(root, 'scripts/setup-chromium.mjs')], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
  return chromium.launch({
    executablePath,
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
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const console: string[] = [];
  page.on('console', message => console.push(message.text()));
  return { context, page, refused, console };
}
