import type { Page } from 'playwright-core';
import { menu } from './menu.ts';

/** Signs the account out in VS Code's Accounts menu at the bottom of the activity bar; leaves the question open. */
export async function signOut(page: Page, account: string): Promise<void> {
  await page.getByRole('button', { name: 'Accounts' }).click();
  const accounts = menu(page);
  await accounts.choose(`${account} (Microsoft)`);
  await accounts.choose('Sign Out');
}
