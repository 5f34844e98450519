import type { FrameLocator, Page } from 'playwright-core';

/**
 * The page of the active tab, where that is one of ours: VS Code puts it into a frame within a frame. It
 * takes the focus when it is drawn, and what is typed with it.
 */
export function webviewPage(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
}
