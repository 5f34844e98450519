import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cached } from '../../scripts/cache.mjs';
import { setUpChromium } from '../../scripts/setUpChromium.mjs';
import { setUpWorkbench } from '../../scripts/setUpWorkbench.mjs';
import { startBrowser, workbenchOrigin, type BrowserOptions, type WatchedPage } from './browser.ts';
import { untilReady } from './pages/ready.ts';
import { sampleFolder, startServer, unusedBuiltins } from './server.ts';

/** What a browser keeps of the pages it has loaded, by its place in the profile: bodies, and compiled scripts. */
const kept = ['Default/Cache', 'Default/Code Cache'];

/** A browser with a throw-away profile. */
export interface OpenBrowser extends WatchedPage {
  /** Ends the browser, and removes its profile. */
  close(): Promise<void>;
}

/**
 * Opens a browser that has loaded and compiled VS Code's scripts before, which halves what opening a window costs.
 * Nothing else is left in it of other windows. Close it when done.
 */
export async function openBrowser(options: Omit<BrowserOptions, 'profile'>): Promise<OpenBrowser> {
  const warm = await browserCache();
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-browser-'));
  const remove = (): void => fs.rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  process.once('exit', remove);
  for (const folder of kept) {
    fs.cpSync(path.join(warm, folder), path.join(profile, folder), { recursive: true });
  }
  const close = async (watched?: WatchedPage): Promise<void> => {
    await watched?.context.close();
    process.off('exit', remove);
    remove();
  };
  try {
    const watched = await startBrowser({ ...options, profile });
    return { ...watched, close: () => close(watched) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The folder with what this browser keeps of this workbench, made once. */
async function browserCache(): Promise<string> {
  const [chromium, workbench] = await Promise.all([setUpChromium(), setUpWorkbench()]);
  const version = execFileSync(chromium, ['--version'], { encoding: 'utf8' });
  const hash = createHash('sha256').update(`${chromium}\n${version}\n${workbench.server}`).digest('hex');
  return cached(`browser-${hash.slice(0, 12)}`, fill);
}

/** Chromium keeps a script compiled when it is loaded the second time. */
async function fill(profile: string): Promise<void> {
  const server = await startServer({ withoutBuiltin: unusedBuiltins, origin: workbenchOrigin });
  try {
    await load(server.port, profile, server.windowUrl(sampleFolder));
    await load(server.port, profile, server.windowUrl(sampleFolder));
  } finally {
    await server.stop();
  }
  for (const name of fs.readdirSync(profile)) {
    if (name !== 'Default') fs.rmSync(path.join(profile, name), { recursive: true, force: true });
  }
  for (const name of fs.readdirSync(path.join(profile, 'Default'))) {
    const entry = path.posix.join('Default', name);
    if (!kept.includes(entry)) fs.rmSync(path.join(profile, entry), { recursive: true, force: true });
  }
}

async function load(port: number, profile: string, url: string): Promise<void> {
  const { context, page } = await startBrowser({ port, profile });
  try {
    await page.goto(url);
    await untilReady(page);
    await sleep(10_000); // what a window loads last, it loads when it has been idle for a while
  } finally {
    await context.close();
  }
}
