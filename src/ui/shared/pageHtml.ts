/** The HTML of a page that shows text from Azure: nothing in it can load, run or send anything. */
import { escapeHtml } from './html.ts';
import { style } from './pageStyle.ts';

export interface PageOptions {
  readonly title: string;
  /** BCP 47: what a screen reader reads the page in. */
  readonly language: string;
  /** What the tab is about: VS Code gives it back with the tab, as JSON. */
  readonly state: object;
  readonly nonce: string;
  /** More than what every page has. */
  readonly style?: string;
  /** Runs once the page is there, with `vscode` as VS Code's API of webviews: a text of ours, nobody else's. */
  readonly script?: string;
}

/**
 * A whole page around `body`. Nothing is loaded, and nothing runs or is styled but what stands here, by a `nonce` that
 * nobody who writes names or logs can guess. VS Code gives a tab back to us only with what its own script has left.
 */
export function pageHtml(body: string, options: PageOptions): string {
  const { title, language, state, nonce } = options;
  const literal = JSON.stringify(state).replaceAll('<', '\\u003c');
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${style}${options.style ?? ''}</style>
<script nonce="${nonce}">const vscode = acquireVsCodeApi(); vscode.setState(${literal});
addEventListener('DOMContentLoaded', () => {${options.script ?? ''}});</script>
</head>
<body>
<main>
${body}
</main>
</body>
</html>`;
}

/** Markdown as it is written, for where nobody renders it. */
export function preformattedHtml(markdown: string): string {
  return `<pre>${escapeHtml(markdown)}</pre>`;
}
