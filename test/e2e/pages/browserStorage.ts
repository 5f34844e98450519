import type { Page } from 'playwright-core';
import type { Artifact } from '../../leaks/artifacts.ts';

/** All that the browser keeps for the workbench: VS Code's state, that of its extensions, and its files there. */
export async function readBrowserStorage(page: Page): Promise<readonly Artifact[]> {
  const stored: readonly Stored[] = await page.evaluate(`(${everythingStored})()`);
  const cookies = { where: 'cookies', text: JSON.stringify(await page.context().cookies()) };
  return [...stored, cookies].map(({ where, text }) => ({ where, content: Buffer.from(text) }));
}

interface Stored {
  readonly where: string;
  readonly text: string;
}

/** Runs in the page. */
const everythingStored = `async () => {
  const answered = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const isBytes = value => value instanceof ArrayBuffer || ArrayBuffer.isView(value);
  const textOf = value =>
    typeof value === 'string' ? value : isBytes(value) ? new TextDecoder().decode(value) : JSON.stringify(value) ?? '';
  const kept = [];
  for (const { name } of await indexedDB.databases()) {
    const database = await answered(indexedDB.open(name));
    try {
      for (const store of database.objectStoreNames) {
        const objects = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([objects.getAllKeys(), objects.getAll()].map(answered));
        keys.forEach((key, index) => kept.push({ where: [name, store, key].join('/'), text: textOf(values[index]) }));
      }
    } finally {
      database.close();
    }
  }
  for (const [name, storage] of Object.entries({ localStorage, sessionStorage })) {
    for (const [key, text] of Object.entries(storage)) kept.push({ where: name + '/' + key, text });
  }
  return kept;
}`;
