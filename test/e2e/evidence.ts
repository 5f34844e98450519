import fs from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { root, type Server } from './server.ts';

/** What is open now, and the saving that is under way. */
const open = new Map<Page, Server>();
const saving = new Set<Promise<void>>();

/** Makes a window one whose state is kept when a test fails. Returns: ends that, all being saved. */
export function watch(page: Page, server: Server): () => Promise<void> {
  open.set(page, server);
  return async () => {
    open.delete(page);
    await Promise.allSettled(saving);
  };
}

/** Saves what a failure leaves in the windows that are open: the screen, and the logs. */
export function keepEvidence(failure: string): void {
  const name = failure.replace(/[^\w-]+/g, '-').slice(0, 100);
  [...open].forEach(([page, server], index) => {
    const folder = path.join(root, 'out/failures', index === 0 ? name : `${name}-${index + 1}`);
    const saved = save(folder, page, server).catch((error: unknown) =>
      console.log(`no screen and logs of "${failure}": ${String(error)}`),
    );
    saving.add(saved);
    void saved.then(() => saving.delete(saved));
  });
}

async function save(folder: string, page: Page, server: Server): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync(path.join(server.profile, 'server.log'), path.join(folder, 'server.log'));
  await page.screenshot({ path: path.join(folder, 'screen.png') });
  fs.cpSync(path.join(server.profile, 'logs'), path.join(folder, 'logs'), { recursive: true });
  console.log(`screen and logs: ${path.relative(root, folder)}`);
}
