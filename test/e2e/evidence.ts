import fs from 'node:fs';
import path from 'node:path';
import type { WatchedPage } from './browser.ts';
import { root, type Server } from './server.ts';

/** What is open now, and the saving that is under way. */
const open = new Map<WatchedPage, Server>();
const saving = new Set<Promise<void>>();

/** Makes a window one whose state is kept when a test fails. Returns: ends that, all being saved. */
export function watch(watched: WatchedPage, server: Server): () => Promise<void> {
  open.set(watched, server);
  return async () => {
    open.delete(watched);
    await Promise.allSettled(saving);
  };
}

/** Saves what a failure leaves in the windows that are open: the screen, and the logs. Says what can be read there. */
export function keepEvidence(failure: string): void {
  const name = failure.replace(/[^\w-]+/g, '-').slice(0, 100);
  [...open].forEach(([watched, server], index) => {
    const folder = path.join(root, 'out/failures', index === 0 ? name : `${name}-${index + 1}`);
    const saved = save(folder, watched, server).catch((error: unknown) =>
      console.log(`no screen and logs of "${failure}": ${String(error)}`),
    );
    saving.add(saved);
    void saved.then(() => saving.delete(saved));
  });
}

async function save(folder: string, { page, console: written }: WatchedPage, server: Server): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'console.log'), written.join('\n'));
  fs.copyFileSync(path.join(server.profile, 'server.log'), path.join(folder, 'server.log'));
  await page.screenshot({ path: path.join(folder, 'screen.png') });
  fs.cpSync(path.join(server.profile, 'logs'), path.join(folder, 'logs'), { recursive: true });
  console.log(`screen and logs: ${path.relative(root, folder)}`);
  // Where only what a run prints is kept, this is all there is.
  const screen = await page.locator('body').innerText();
  console.log(indented('screen', screen.split('\n')));
  console.log(indented('console', written.filter(line => !/INFO|CSP/.test(line)).slice(-10)));
  console.log(indented('log of the extension', ownLog(path.join(folder, 'logs')).slice(-10)));
}

/** What the extension told its log since the window was loaded last. */
function ownLog(logs: string): readonly string[] {
  const files = fs.readdirSync(logs, { recursive: true, encoding: 'utf8' });
  const last = files
    .filter(file => file.endsWith('Azure Container Instances.log'))
    .sort()
    .at(-1);
  return last === undefined ? [] : fs.readFileSync(path.join(logs, last), 'utf8').split('\n');
}

function indented(title: string, lines: readonly string[]): string {
  const said = lines.map(line => line.trim()).filter(line => line !== '');
  return [`      ${title}:`, ...said.map(line => `        ${line.slice(0, 300)}`)].join('\n');
}
