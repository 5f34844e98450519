import type { Page } from 'playwright-core';

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
