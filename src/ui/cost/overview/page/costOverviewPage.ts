/** The script of *Cost Overview*: keeps the rows that it is sent, and shows those that the person wants to see. */
import { numberFormat } from '../../../shared/keptFormats.ts';
import { type Arrangement, arrangeRows, type Column, readArrangement, type Total } from '../arrangeRows.ts';
import { type CostRow, type FromPage, mostReadAtOnce, type ToPage } from '../costRow.ts';
import type { PageTexts } from '../pageTexts.ts';
import { type CellContext, cellsOf, fill, money, notCounted } from './lineCells.ts';
import { VirtualGrid } from './virtualGrid.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: Arrangement): void;
};

const vscode = acquireVsCodeApi();
const texts = JSON.parse(document.body.dataset['texts'] ?? '{}') as PageTexts;
const language = document.documentElement.lang;

let arrangement = readArrangement(vscode.getState());
const rows = new Map<string, CostRow>();
let shown: readonly CostRow[] = [];
let currency = '';
let isComplete = false;
let all: Total | undefined;

const filter = find('filter', HTMLInputElement);
const show = find('show', HTMLSelectElement);
const totals = find('totals', HTMLSelectElement);
const readStates = find('readStates', HTMLButtonElement);
const summary = find('summary', HTMLElement);
const status = find('status', HTMLElement);
const empty = find('empty', HTMLElement);
const grid = new VirtualGrid(find('grid', HTMLElement), {
  cellsOf: line => cellsOf(line, context()),
  titleOf: column => texts.columns[column],
  sort: sortBy,
  open: line => {
    if (line.kind === 'row') vscode.postMessage({ kind: 'reveal', key: line.row.key });
  },
});

filter.value = arrangement.filter;
show.value = arrangement.show;
totals.value = arrangement.totals;
filter.addEventListener('input', () => arrange({ filter: filter.value }));
show.addEventListener('change', () => arrange({ show: show.value as Arrangement['show'] }));
totals.addEventListener('change', () => arrange({ totals: totals.value as Arrangement['totals'] }));
readStates.addEventListener('click', () => {
  vscode.postMessage({ kind: 'readStates', keys: unknownKeys() });
});
find('refresh', HTMLButtonElement).addEventListener('click', () => vscode.postMessage({ kind: 'refresh' }));
find('copyCsv', HTMLButtonElement).addEventListener('click', () => {
  vscode.postMessage({ kind: 'copyCsv', keys: shown.map(({ key }) => key) });
});
window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => receive(data));
vscode.setState(arrangement); // a tab that has kept nothing is not brought back with its window
vscode.postMessage({ kind: 'ready' });

function receive(message: ToPage): void {
  if (message.kind === 'status') {
    currency = message.currency;
    status.replaceChildren(...message.lines.map(paragraph));
  } else {
    if (message.kind === 'rows' && message.isFirst) rows.clear();
    for (const row of message.rows) rows.set(row.key, row);
    if (message.kind === 'rows') isComplete = message.isLast;
    all = undefined;
  }
  redraw();
}

function sortBy(column: Column): void {
  const isAmount = column === 'perHour' || column === 'spent';
  const descending = arrangement.sortBy === column ? !arrangement.descending : isAmount;
  arrange({ sortBy: column, descending });
}

function arrange(change: Partial<Arrangement>): void {
  arrangement = { ...arrangement, ...change };
  vscode.setState(arrangement);
  redraw();
}

let isScheduled = false;

/** Once for all messages that have come by then. */
function redraw(): void {
  if (isScheduled) return;
  isScheduled = true;
  requestAnimationFrame(() => {
    isScheduled = false;
    draw();
  });
}

function draw(): void {
  const arranged = arrangeRows(rows.values(), arrangement);
  shown = arranged.rows;
  all ??= arrangeRows(rows.values(), { ...arrangement, filter: '', show: 'all', totals: 'none' }).total;
  grid.show(arranged.lines, arrangement.sortBy, arrangement.descending);
  summary.textContent = summaryOf(arranged.total).join(' · ');
  const unknown = unknownKeys().length;
  readStates.hidden = unknown === 0;
  readStates.textContent = fill(texts.readStates, String(unknown));
  empty.hidden = arranged.rows.length > 0;
  empty.textContent = emptyText();
}

function emptyText(): string {
  if (!isComplete) return texts.loading;
  return rows.size > 0 ? texts.nothingShown : texts.nothingThere;
}

function summaryOf(total: Total): readonly string[] {
  const { counted, perHour, perMonth, spent } = total;
  const around = context();
  const isPriced = currency !== '' && (counted > 0 || (total.unknown === 0 && total.unpriced === 0));
  return [
    ...(isPriced ? [fill(texts.sum, money(perHour, around), money(perMonth, around))] : []),
    ...(currency !== '' && spent > 0 ? [fill(texts.spent, money(spent, around))] : []),
    ...(counted > 0 ? [fill(texts.running, number(counted))] : []),
    ...notCounted(total, texts),
    fill(texts.shown, number(shown.length), number(rows.size)),
  ];
}

function context(): CellContext {
  return { texts, currency, language, allPerHour: all?.perHour ?? 0 };
}

/** Of the first groups shown whose state is not known. */
function unknownKeys(): readonly string[] {
  const keys: string[] = [];
  for (const { key, isBilled } of shown) {
    if (keys.length >= mostReadAtOnce) break;
    if (isBilled === undefined) keys.push(key);
  }
  return keys;
}

function number(value: number): string {
  return numberFormat(language).format(value);
}

function paragraph(text: string): HTMLElement {
  const made = document.createElement('p');
  made.textContent = text;
  return made;
}

/** Throws where the page has no such element. */
function find<T extends HTMLElement>(id: string, type: abstract new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no ${id}.`);
  return found;
}
