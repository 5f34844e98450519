import type { FrameLocator, Page } from 'playwright-core';

/**
 * The page of the active tab that is one of ours: VS Code puts it into a frame within a frame. It takes the focus when
 * it is drawn, and what is typed with it.
 */
function webview(page: Page): FrameLocator {
  return page.frameLocator('iframe.webview.ready:visible').frameLocator('iframe#active-frame');
}

/** Why a container group failed. */
export const diagnosis = webview;
/** What a template would change. */
export const review = webview;
/** What became of a deployment. */
export const deploymentPage = webview;
