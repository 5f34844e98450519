/** The script of the page of metrics: draws what the extension sends, and tells it what was chosen. */
import chartStyle from 'uplot/dist/uPlot.min.css';
import { isMetricRange, type MetricRangeId } from '../../../core/metrics/metricRanges.ts';
import type { PageMessage, PageModel } from '../pageModel.ts';
import { markSigns } from './chart.ts';
import { type ChartSection, createSection, timeText } from './chartSection.ts';
import { element } from './elements.ts';
import { readTheme } from './theme.ts';
import { nearestIndex, type TimeWindow, zoomed } from './valueScale.ts';

const editor = acquireVsCodeApi();
const main = document.querySelector('main');
// VS Code puts a script of its own before this one.
const nonce = document.currentScript instanceof HTMLScriptElement ? document.currentScript.nonce : '';

/** What stands while the values change. */
let model: PageModel | undefined;
let sections: readonly ChartSection[] = [];
/** Undefined: all of the range. */
let zoom: TimeWindow | undefined;
let cursor: number | undefined;
/** Lines that were switched on or off by hand, by label. */
const switched = new Map<string, boolean>();
/** Whether lines were shown when they first came: which are the busiest changes, and lines must not come and go. */
const atFirst = new Map<string, boolean>();

document.head.append(element('style', { nonce }, chartStyle));
window.addEventListener('message', ({ data }: MessageEvent<{ kind?: unknown; model?: PageModel }>) => {
  if (data.kind === 'model' && data.model) show(data.model);
});
let width = 0;
new ResizeObserver(() => {
  if (document.body.clientWidth === width) return;
  width = document.body.clientWidth;
  for (const section of sections) section.resize();
}).observe(document.body);
new MutationObserver(() => {
  if (model) show(model);
}).observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
editor.setState(JSON.parse(document.body.dataset['state'] ?? 'null'));
say({ kind: 'ready' });

function say(message: PageMessage): void {
  editor.postMessage(message);
}

function show(next: PageModel): void {
  if (!main) return;
  if (model && model.range !== next.range) zoom = undefined;
  if (model && model.container !== next.container) switched.clear();
  if (model && (model.range !== next.range || model.container !== next.container)) atFirst.clear();
  for (const { label, isShown: isBusy } of next.charts.flatMap(({ lines }) => lines)) {
    if (!atFirst.has(label)) atFirst.set(label, isBusy);
  }
  model = next;
  // Whoever reads a table, or stands on a button, stays there.
  const open = [...main.querySelectorAll('details')].map(details => details.open);
  const focused = focusedPlace(main);
  const scrolled = document.scrollingElement?.scrollTop ?? 0;
  for (const section of sections) section.destroy();
  cursor = undefined;
  main.replaceChildren(head(next));
  const theme = readTheme();
  const holder = element('div', { class: 'charts' });
  main.append(holder);
  sections = next.charts.map(chart =>
    createSection(holder, chart, {
      model: next,
      theme,
      window: timeWindow,
      isShown,
      onToggle: toggle,
      onCursor: moveCursor,
      onZoom: zoomTo,
      onReset: () => zoomTo(undefined),
      onKey: pressed,
    }),
  );
  // The first charts were drawn before there was a second column.
  for (const section of sections) section.resize();
  main.append(events(next));
  main.querySelectorAll('details').forEach((details, index) => (details.open = open[index] ?? false));
  if (document.scrollingElement) document.scrollingElement.scrollTop = scrolled;
  focusedElement(main, focused)?.focus({ preventScroll: true });
}

function head({ title, subtitle, note, notAllShown, texts, range, ranges, charts }: PageModel): HTMLElement {
  const buttons = ranges.map(({ id, label }) => {
    const button = element('button', { type: 'button', 'aria-pressed': String(id === range) }, label);
    button.addEventListener('click', () => choose(id));
    return button;
  });
  const copy = element('button', { type: 'button', class: 'plain' }, texts.copy);
  copy.addEventListener('click', () => say({ kind: 'copy' }));
  const reset = element('button', { type: 'button', class: 'plain', id: 'reset' }, texts.resetZoom);
  reset.addEventListener('click', () => zoomTo(undefined));
  reset.disabled = zoom === undefined;
  return element(
    'header',
    {},
    element('h1', {}, title),
    element('p', { class: 'subtitle' }, subtitle),
    element(
      'div',
      { class: 'bar' },
      element('div', { class: 'ranges', role: 'group', 'aria-label': texts.rangeLabel }, ...buttons),
      reset,
      copy,
    ),
    ...(note === undefined ? [] : [element('p', { class: 'note', role: 'status' }, note)]),
    ...(notAllShown === undefined ? [] : [shownLines(notAllShown, texts.showAllLines)]),
    ...(charts.length === 0 ? [] : [element('p', { id: 'hint', class: 'hint' }, texts.hint)]),
  );
}

function shownLines(text: string, showAllLines: string): HTMLElement {
  const button = element('button', { type: 'button', class: 'plain' }, showAllLines);
  button.addEventListener('click', showAll);
  return element('p', { class: 'lines' }, text, ' ', button);
}

function events(shown: PageModel): HTMLElement {
  const { marks, texts } = shown;
  const items = marks
    .toReversed()
    .map(({ at, kind, text }) =>
      element(
        'li',
        {},
        element('span', { class: `sign ${kind}`, 'aria-hidden': 'true' }, markSigns[kind]),
        element('time', { datetime: new Date(at).toISOString() }, timeText(at, shown)),
        element('span', {}, text),
      ),
    );
  return element(
    'section',
    { 'aria-labelledby': 'events' },
    element('h2', { id: 'events' }, texts.events),
    items.length === 0 ? element('p', {}, texts.noEvents) : element('ul', { class: 'events' }, ...items),
  );
}

function choose(range: MetricRangeId): void {
  if (!isMetricRange(range) || model?.range === range) return;
  for (const button of document.querySelectorAll('.ranges button')) {
    button.setAttribute('aria-pressed', String(button.textContent === labelOf(range)));
  }
  say({ kind: 'range', range });
}

function labelOf(range: MetricRangeId): string | undefined {
  return model?.ranges.find(({ id }) => id === range)?.label;
}

function timeWindow(): TimeWindow {
  return zoom ?? { from: model?.from ?? 0, to: model?.to ?? 1 };
}

function isShown(label: string): boolean {
  return switched.get(label) ?? atFirst.get(label) ?? true;
}

function showAll(): void {
  for (const label of atFirst.keys()) switched.set(label, true);
  for (const section of sections) section.showLines();
}

function toggle(label: string): void {
  switched.set(label, !isShown(label));
  for (const section of sections) section.showLines();
}

function moveCursor(index: number | undefined): void {
  if (index === cursor) return;
  cursor = index;
  for (const section of sections) section.showCursor(index);
}

function zoomTo(window: TimeWindow | undefined): void {
  zoom = window;
  const reset = document.querySelector<HTMLButtonElement>('#reset');
  if (reset) reset.disabled = window === undefined;
  for (const section of sections) section.showWindow();
}

/** The keys of a chart: along the points, to the ends, nearer, farther. */
function pressed(key: string): boolean {
  if (!model) return false;
  const { times, from, to } = model;
  const shown = timeWindow();
  const inside = times.flatMap((time, index) => (time >= shown.from && time <= shown.to ? [index] : []));
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return false;
  const at = times[cursor ?? last] ?? shown.to;
  const step = (times[1] ?? at) - (times[0] ?? at) || 60_000;
  const zoomBy = (factor: number) => zoomTo(zoomed(shown, at, factor, { from, to }, 3 * step));
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => moveCursor(Math.max(first, (cursor ?? last + 1) - 1)),
    ArrowRight: () => moveCursor(Math.min(last, (cursor ?? last - 1) + 1)),
    Home: () => moveCursor(first),
    End: () => moveCursor(last),
    '+': () => zoomBy(0.5),
    '=': () => zoomBy(0.5),
    '-': () => zoomBy(2),
    '0': () => zoomTo(undefined),
    Escape: () => {
      moveCursor(undefined);
      zoomTo(undefined);
    },
  };
  const act = keys[key];
  act?.();
  // A cursor that the zoom has left behind.
  if (cursor !== undefined && key !== 'Escape') {
    const kept = Math.min(Math.max(times[cursor] ?? at, timeWindow().from), timeWindow().to);
    moveCursor(nearestIndex(times, kept));
  }
  return act !== undefined;
}

/** Which of the elements that take the focus has it: they are made anew in the same order. */
function focusedPlace(within: HTMLElement): number {
  return focusable(within).findIndex(each => each === document.activeElement);
}

function focusedElement(within: HTMLElement, place: number): HTMLElement | undefined {
  return focusable(within)[place];
}

function focusable(within: HTMLElement): readonly HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>('button, summary, [tabindex]')];
}
