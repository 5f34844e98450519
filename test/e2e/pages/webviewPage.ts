import type { FrameLocator, Page } from 'playwright-core';
import { until } from '../../until.ts';

/**
 * The page of the active tab, where that is one of ours: VS Code puts it into a frame within a frame. It
 * takes the focus when it is drawn, and what is typed with it.
 */
export function webviewPage(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
}

/**
 * Waits until that page has taken the focus, a moment after it is there: VS Code shuts a menu that is open by then.
 */
export function untilPageFocused(page: Page): Promise<void> {
  const body = webviewPage(page).locator('body');
  return until('the page has the focus', () => body.evaluate('document.hasFocus()'));
}
