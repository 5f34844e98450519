/** The HTML of the page of metrics: nothing in it loads or sends anything, and nothing runs but its own script. */
import { escapeHtml } from '../shared/html.ts';
import { metricsPageStyle } from './metricsPageStyle.ts';

export interface MetricsPageOptions {
  readonly title: string;
  /** BCP 47: what a screen reader reads the page in. */
  readonly language: string;
  /** The page's own script. */
  readonly script: string;
  /** What may run and style: nobody who writes names can guess it. */
  readonly nonce: string;
  /** What the tab is about: given back with the tab when a window brings it back. */
  readonly state: unknown;
}

export function metricsPageHtml({ title, language, script, nonce, state }: MetricsPageOptions): string {
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
<style nonce="${nonce}">${metricsPageStyle}</style>
</head>
<body data-state="${escapeHtml(JSON.stringify(state))}">
<main><h1>${escapeHtml(title)}</h1></main>
<script nonce="${nonce}">${inlineScript(script)}</script>
</body>
</html>`;
}

/** A script in a page ends with the first `</script`, also where that stands in a text of it. */
function inlineScript(script: string): string {
  return script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}
