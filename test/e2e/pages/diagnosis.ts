import type { FrameLocator, Page } from 'playwright-core';

/**
 * The page of the active tab that says why a container group failed: VS Code puts it into a frame within a frame. It
 * takes the focus when it is drawn, and what is typed with it.
 */
export function diagnosis(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
}
