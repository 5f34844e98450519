/** The HTML of a page that shows text from Azure: nothing in it can load, run or send anything. */
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { escapeHtml } from '../shared/escapeHtml.ts';
import { style } from './pageStyle.ts';

export interface PageOptions {
  readonly title: string;
  /** BCP 47: what a screen reader reads the page in. */
  readonly language: string;
  readonly state: GroupRef;
  readonly nonce: string;
}

/**
 * A whole page around `body`. Nothing is loaded, and nothing runs or is styled but what stands here, by a `nonce` that
 * nobody who writes names or logs can guess. VS Code gives a tab back to us only with what its own script has left.
 */
export function pageHtml(body: string, { title, language, state, nonce }: PageOptions): string {
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
<style nonce="${nonce}">${style}</style>
<script nonce="${nonce}">acquireVsCodeApi().setState(${literal});</script>
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
