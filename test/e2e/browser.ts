import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { setUpChromium } from '../../scripts/setUpChromium.mjs';
import { longestWait } from '../until.ts';

/** Where the browser finds the workbench: always at the same place, since what it keeps of a page goes by that. */
export const workbenchOrigin = 'http://localhost:4000';

export interface BrowserOptions {
  /** The port of the workbench on loopback. */
  readonly port: number;
  /** The folder of the browser's profile. */
  readonly profile: string;
  /** A proxy for all requests but those to loopback, such as `http://127.0.0.1:8080`. */
  readonly proxy?: string;
  /** Hosts beyond loopback that the page may ask for (a proxy answers for them). */
  readonly allowedHosts?: readonly string[];
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** A headless Chromium with one page. */
export interface WatchedPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page wanted from beyond loopback, and didn't get. */
  readonly refused: readonly string[];
  /** What the page wrote to its console: the window's own log is there. */
  readonly console: readonly string[];
}

const loopback = /^(127\.0\.0\.1|localhost)$/;

/**
 * Starts a headless Chromium that phones nobody, with a page that reaches loopback only: no other host has an address,
 * and a proxy refuses them. Requests are only looked at: where they could be held up, Playwright has the browser keep
 * nothing, and each load of a window would fetch and compile VS Code's 20 MB anew. Close its context when done.
 */
export async function startBrowser({
  port,
  profile,
  proxy,
  allowedHosts = [],
  viewport = { width: 1280, height: 800 },
}: BrowserOptions): Promise<WatchedPage> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: await setUpChromium(),
    timeout: longestWait,
    headless: true,
    viewport,
    serviceWorkers: 'allow',
    permissions: ['clipboard-read', 'clipboard-write'],
    ignoreHTTPSErrors: allowedHosts.length > 0,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), // Chromium's sandbox refuses root
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      `--disable-features=${withoutFeatures.join(',')}`,
      `--host-resolver-rules=${hostRules(port, proxy !== undefined)}`,
      ...(proxy === undefined ? [] : [`--proxy-server=${proxy}`]),
    ],
  });
  try {
    return await watchedPage(context, allowedHosts);
  } catch (error) {
    await context.close();
    throw error;
  }
}

/**
 * Of several such switches Chromium hears the last: these are those that Playwright turns off for tests, and one more.
 */
const withoutFeatures = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying'],
  'BackgroundResourceFetch', // with it, scripts are compiled while they come, though they have been compiled before
];

/** Where names lead. Where there is a proxy, it looks the others up. */
function hostRules(port: number, hasProxy: boolean): string {
  const workbench = `MAP ${new URL(workbenchOrigin).host} 127.0.0.1:${port}`;
  return hasProxy ? workbench : `${workbench}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`;
}

/**
 * Runs in the page: nothing moves. What is in motion (a spinner, a scrollbar that fades away) has the whole window drawn
 * sixty times a second, here by the processor: a good part of all that a window costs.
 */
const standStill = `document.addEventListener('DOMContentLoaded', () => {
  const style = document.createElement('style');
  style.textContent = '*, ::before, ::after { animation: none !important; transition: none !important }';
  document.head.append(style);
});`;

async function watchedPage(context: BrowserContext, allowedHosts: readonly string[]): Promise<WatchedPage> {
  const refused: string[] = [];
  const outside = (url: URL): boolean =>
    url.protocol.startsWith('http') && !loopback.test(url.hostname) && !allowedHosts.includes(url.hostname);
  context.on('request', request => {
    if (outside(new URL(request.url()))) refused.push(request.url());
  });
  await context.addInitScript(standStill);
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(longestWait);
  page.setDefaultNavigationTimeout(longestWait);
  const console: string[] = [];
  page.on('console', message => console.push(message.text()));
  return { context, page, refused, console };
}
