import type { Page } from 'playwright-core';
import { dialog } from './dialog.ts';

export interface MicrosoftPage {
  readonly page: Page;
  /** Picks an account by its address; the browser goes back to VS Code. */
  pick(account: string): Promise<void>;
  /** Turns the application away; the browser goes back to VS Code. */
  decline(): Promise<void>;
}

/** Says yes to VS Code's two questions, whether to sign in and whether to open a website; gives that website. */
export async function allowSignIn(page: Page): Promise<MicrosoftPage> {
  const box = dialog(page);
  await box.says(/wants (you )?to sign in( again)? using /);
  await box.press('Allow');
  return openWebsite(page);
}

/** Says yes to VS Code's question whether to open a website, and gives that website. */
export async function openWebsite(page: Page): Promise<MicrosoftPage> {
  const box = dialog(page);
  await box.says('to open the external website');
  const [opened] = await Promise.all([page.context().waitForEvent('page'), box.press('Open')]);
  await opened.getByRole('heading', { name: 'Pick an account' }).waitFor();
  const answer = async (button: string): Promise<void> => {
    await opened.getByRole('button', { name: button, exact: true }).click();
    await opened.waitForURL(/\/callback\b/);
    await opened.close();
  };
  return { page: opened, pick: answer, decline: () => answer('Cancel') };
}
