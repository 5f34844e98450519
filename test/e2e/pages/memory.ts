import type { Page } from 'playwright-core';
import type { Left } from '../../leaks/left.ts';

/**
 * Waits until VS Code in the browser has written down something that it was given to remember and that contains this
 * text. It writes a tenth of a second after it was told (in desktop VS Code also when a window closes): a window that
 * is loaded anew within that time remembers nothing of it. Which editors are open it writes down once a minute.
 */
export async function remembers(page: Page, text: string): Promise<void> {
  const options = { polling: 100, timeout: 70_000 };
  await page.waitForFunction(`(${isWritten})(${JSON.stringify(text)})`, undefined, options);
}

/** Runs in the page: VS Code keeps its state in databases of the browser, one for all windows and one per folder. */
const isWritten = `async text => {
  const answered = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const isState = ({ name }) => name.startsWith('vscode-web-state-db');
  for (const { name } of (await indexedDB.databases()).filter(isState)) {
    const database = await answered(indexedDB.open(name));
    try {
      const values = await answered(database.transaction('ItemTable').objectStore('ItemTable').getAll());
      if (values.some(value => String(value).includes(text))) return true;
    } finally {
      database.close();
    }
  }
  return false;
}`;

/** All that the browser keeps for the workbench: VS Code's state, that of its extensions, and its files there. */
export async function keptInBrowser(page: Page): Promise<readonly Left[]> {
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
