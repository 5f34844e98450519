/** The HTML of *Cost Overview*: its script fills in the rows. Nothing is loaded. */
import { escapeHtml } from '../../shared/html.ts';
import { htmlDocument } from '../../shared/htmlDocument.ts';
import { overviewStyle } from './overviewStyle.ts';
import type { PageTexts } from './pageTexts.ts';

export interface OverviewHtmlOptions {
  readonly title: string;
  /** What stands below the title: what an estimate is of. */
  readonly note: string;
  /** BCP 47. */
  readonly language: string;
  readonly texts: PageTexts;
  /** The page's script itself, as esbuild writes it. */
  readonly script: string;
  readonly nonce: string;
}

export function overviewHtml({ title, note, language, texts, script, nonce }: OverviewHtmlOptions): string {
  return htmlDocument({
    ...{ title, language, nonce, script, style: overviewStyle },
    data: { name: 'texts', value: texts },
    main: `<h1>${escapeHtml(title)}</h1>
<p class="note">${escapeHtml(note)}</p>
<div id="status" role="status"></div>
<div class="tools">
<input id="filter" type="search" placeholder="${escapeHtml(texts.filter)}" aria-label="${escapeHtml(texts.filter)}">
${select('show', texts.show, texts.showChoices)}
${select('totals', texts.totals, texts.totalsChoices)}
<button id="readStates" type="button" hidden></button>
<button id="refresh" type="button">${escapeHtml(texts.refresh)}</button>
<button id="copyCsv" type="button">${escapeHtml(texts.copyCsv)}</button>
</div>
<p id="summary" role="status"></p>
<div id="grid" role="grid" tabindex="0" aria-label="${escapeHtml(texts.grid)}"></div>
<p id="empty"></p>`,
  });
}

function select(id: string, label: string, choices: Readonly<Record<string, string>>): string {
  const options = Object.entries(choices).map(
    ([value, text]) => `<option value="${escapeHtml(value)}">${escapeHtml(text)}</option>`,
  );
  return `<label>${escapeHtml(label)} <select id="${id}">${options.join('')}</select></label>`;
}
