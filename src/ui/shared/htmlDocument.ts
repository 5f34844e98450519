/** The HTML document around a page: nothing in it can load or send anything, or run or style what is not ours. */
import { escapeHtml } from './html.ts';

export interface HtmlDocument {
  readonly title: string;
  /** BCP 47: what a screen reader reads the page in. */
  readonly language: string;
  /** Stands at what may run and style: nobody who writes names or logs can guess it. */
  readonly nonce: string;
  readonly style: string;
  /** What stands in `<main>`, as HTML. */
  readonly main: string;
  /** Handed to the script as `document.body.dataset[name]`, as JSON. */
  readonly data?: { readonly name: string; readonly value: unknown };
  /** Of ours; runs once `main` is there. Without one nothing may run at all. */
  readonly script?: string;
}

export function htmlDocument({ title, language, nonce, style, main, data, script }: HtmlDocument): string {
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(script === undefined ? [] : [`script-src 'nonce-${nonce}'`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const attribute = data ? ` data-${data.name}="${escapeHtml(JSON.stringify(data.value))}"` : '';
  return `<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body${attribute}>
<main>
${main}
</main>${script === undefined ? '' : `\n<script nonce="${nonce}">${inlineScript(script)}</script>`}
</body>
</html>`;
}

/** A script in a page ends with the first `</script`, also where that stands in a text of it. */
function inlineScript(script: string): string {
  return script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}
