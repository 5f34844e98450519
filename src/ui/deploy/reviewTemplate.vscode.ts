import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { languageOfTexts } from '../shared/languageFormats.ts';
import { pageHtml } from '../shared/pageHtml.ts';
import type { TemplateReview } from './deployTemplate.ts';
import { reviewPage } from './reviewPage.ts';
import { reviewPageScript, reviewPageStyle } from './reviewPageStyle.ts';

/**
 * Shows what the template changes in a tab and waits for one of its buttons; closing the tab means to leave. A window
 * that is loaded anew does not bring the tab back: what it knew of the template is gone.
 */
export async function reviewTemplate(app: App, review: TemplateReview): Promise<'deploy' | 'leave'> {
  const { forecast, order } = review;
  const panel = vscode.window.createWebviewPanel(
    'aci.reviewTemplate',
    l10n.t('Deploy {0}', order.fileName),
    { viewColumn: vscode.ViewColumn.Active, preserveFocus: false },
    { enableScripts: true, localResourceRoots: [], enableFindWidget: true, retainContextWhenHidden: true },
  );
  const what = l10n.t('Azure could not say what the template changes');
  if (forecast.kind === 'unknown') app.report.log(what, forecast.error);
  const whyUnknown = forecast.kind === 'unknown' ? app.report.message(what, forecast.error) : '';
  try {
    return await new Promise(resolve => {
      panel.onDidDispose(() => resolve('leave'));
      panel.webview.onDidReceiveMessage(pressed => resolve(pressed === 'deploy' ? 'deploy' : 'leave'));
      panel.webview.html = pageHtml(reviewPage(review, whyUnknown).html, {
        title: panel.title,
        language: languageOfTexts(),
        state: {},
        nonce: crypto.randomUUID(),
        style: reviewPageStyle,
        script: reviewPageScript,
      });
    });
  } finally {
    panel.dispose();
  }
}
