/** A chart with all that belongs to it: heading, legend, the values under the cursor, and the values as a table. */
import { timeFormat } from '../../shared/keptFormats.ts';
import type { ChartModel, PageModel } from '../pageModel.ts';
import { type Chart, createChart } from './chart.ts';
import { element, lineSample } from './elements.ts';
import { fill, formatValue, type ValueFormat } from './formatValue.ts';
import { lineDash } from './lineLook.ts';
import { lineColor, type Theme } from './theme.ts';
import type { TimeWindow } from './valueScale.ts';

/** What the sections of a page share. */
export interface SectionDeps {
  readonly model: PageModel;
  readonly theme: Theme;
  readonly window: () => TimeWindow;
  /** Whether a container's lines are shown, by its name. */
  readonly isShown: (label: string) => boolean;
  readonly onToggle: (label: string) => void;
  readonly onCursor: (index: number | undefined) => void;
  readonly onZoom: (window: TimeWindow) => void;
  readonly onReset: () => void;
  /** A key that was pressed while the chart has the focus; answers whether it meant something. */
  readonly onKey: (key: string) => boolean;
}

export interface ChartSection {
  showCursor(index: number | undefined): void;
  showWindow(): void;
  showLines(): void;
  resize(): void;
  destroy(): void;
}

export function createSection(parent: HTMLElement, chart: ChartModel, deps: SectionDeps): ChartSection {
  const { model, theme } = deps;
  const { texts, times } = model;
  const format = { language: model.numberLanguage, units: texts.units };
  const title = element('h2', { id: `title-${chart.id}` }, chart.title);
  const area = element('div', {
    class: 'chart',
    role: 'group',
    tabindex: '0',
    'aria-label': fill(texts.chartLabel, chart.title),
    'aria-describedby': 'hint',
  });
  const values = element('p', { class: 'values', role: 'status' });
  const buttons = chart.lines.map((line, index) => legendButton(line.label, index));
  const legend = element('div', { class: 'legend', role: 'group', 'aria-label': texts.lines }, ...buttons);
  const section = element('section', { 'aria-labelledby': title.id }, title, area, values, legend);
  const table = valuesTable(chart, deps, format);
  section.append(table.details);
  parent.append(section);
  const plot: Chart = createChart(area, {
    model: chart,
    times,
    marks: model.marks,
    window: deps.window(),
    theme,
    format,
    timeLanguage: model.timeLanguage,
    width: widthOf(area),
    isShown: index => deps.isShown(chart.lines[index]?.label ?? ''),
    onCursor: deps.onCursor,
    onZoom: deps.onZoom,
    onReset: deps.onReset,
  });
  area.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || !deps.onKey(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  });
  showValues(undefined);

  function legendButton(label: string, index: number): HTMLButtonElement {
    const button = element(
      'button',
      { type: 'button', 'aria-pressed': String(deps.isShown(label)) },
      lineSample(lineColor(theme, index), lineDash(index)),
      element('span', {}, label),
    );
    button.addEventListener('click', () => deps.onToggle(label));
    return button;
  }

  /** Those at the cursor, else the latest. */
  function showValues(index: number | undefined): void {
    const shown = chart.lines.filter(({ label }) => deps.isShown(label));
    const at = index ?? lastMeasured(chart);
    const time = at === undefined ? undefined : times[at];
    if (at === undefined || time === undefined) {
      values.textContent = texts.nothingMeasured;
      return;
    }
    const parts = shown.slice(0, mostValues).map(line => {
      const [average, maximum] = [line.average[at] ?? null, line.maximum[at] ?? null];
      if (average === null) return `${line.label}: –`;
      const most = maximum === null ? '' : ` (${fill(texts.highest, valueText(maximum))})`;
      return `${line.label}: ${valueText(average)}${most}`;
    });
    const when = timeText(time, model);
    const head = index === undefined ? fill(texts.latest, when) : when;
    const marks = index === undefined ? [] : marksNear(model, time);
    values.textContent = [head, ...parts, ...marks].join(' · ');
  }

  function valueText(value: number): string {
    return formatValue(value, chart.unit, format);
  }

  return {
    showCursor(index) {
      plot.showCursor(index);
      showValues(index);
    },
    showWindow: () => plot.showWindow(deps.window()),
    showLines() {
      for (const [index, { label }] of chart.lines.entries()) {
        plot.showLine(index, deps.isShown(label));
        buttons[index]?.setAttribute('aria-pressed', String(deps.isShown(label)));
      }
      table.fill();
      showValues(undefined);
    },
    resize: () => plot.resize(widthOf(area)),
    destroy() {
      plot.destroy();
      section.remove();
    },
  };
}

/** More containers than this are in the table, not beside the cursor. */
const mostValues = 8;

function lastMeasured({ lines }: ChartModel): number | undefined {
  const last = Math.max(-1, ...lines.map(({ average }) => average.findLastIndex(value => value !== null)));
  return last < 0 ? undefined : last;
}

function marksNear({ marks, times }: PageModel, time: number): readonly string[] {
  const step = (times[1] ?? time) - (times[0] ?? time) || 60_000;
  return marks.filter(({ at }) => at >= time && at < time + step).map(({ text }) => text);
}

export function timeText(time: number, { timeLanguage }: PageModel): string {
  return timeFormat(timeLanguage, { dateStyle: 'short', timeStyle: 'short' }).format(time);
}

function widthOf(area: HTMLElement): number {
  return Math.max(240, area.clientWidth);
}

interface ValuesTable {
  readonly details: HTMLElement;
  /** Shows the values of the lines that are shown now. */
  fill(): void;
}

/** There while it is open: it is long. */
function valuesTable(chart: ChartModel, deps: SectionDeps, format: ValueFormat): ValuesTable {
  const details = element('details', { class: 'table' }, element('summary', {}, deps.model.texts.table));
  const fillDetails = () => {
    details.querySelector('.scroll')?.remove();
    if (!details.open) return;
    const attributes = { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': chart.title };
    details.append(element('div', attributes, tableOf(chart, deps, format)));
  };
  details.addEventListener('toggle', fillDetails);
  return { details, fill: fillDetails };
}

function tableOf(chart: ChartModel, { model, isShown }: SectionDeps, format: ValueFormat): HTMLElement {
  const { texts, times } = model;
  const lines = chart.lines.filter(({ label }) => isShown(label));
  const heads = [texts.tableTime, ...lines.map(({ label }) => label)];
  const head = element('tr', {}, ...heads.map(text => element('th', { scope: 'col' }, text)));
  const rows = times.flatMap((time, index) => {
    if (lines.every(({ average }) => (average[index] ?? null) === null)) return [];
    const cells = lines.map(({ average }) => {
      const value = average[index] ?? null;
      return element('td', {}, value === null ? '–' : formatValue(value, chart.unit, format));
    });
    return [element('tr', {}, element('th', { scope: 'row' }, timeText(time, model)), ...cells)];
  });
  return element(
    'table',
    {},
    element('caption', {}, chart.title),
    element('thead', {}, head),
    element('tbody', {}, ...rows),
  );
}
