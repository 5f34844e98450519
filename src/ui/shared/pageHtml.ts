/** A page that VS Code can bring back with its window, in the style that our pages of text have. */
import { escapeHtml } from './html.ts';
import { htmlDocument } from './htmlDocument.ts';
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

/** A whole page around `body`. VS Code gives a tab back to us only with what its own script has left. */
export function pageHtml(body: string, options: PageOptions): string {
  const { title, language, state, nonce } = options;
  const literal = JSON.stringify(state).replaceAll('<', '\\u003c');
  return htmlDocument({
    ...{ title, language, nonce, main: body },
    style: `${style}${options.style ?? ''}`,
    script: `const vscode = acquireVsCodeApi(); vscode.setState(${literal});\n${options.script ?? ''}`,
  });
}

/** Markdown as it is written, for where nobody renders it. */
export function preformattedHtml(markdown: string): string {
  return `<pre>${escapeHtml(markdown)}</pre>`;
}
