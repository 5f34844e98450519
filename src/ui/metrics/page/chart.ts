/** One chart: lines, limits and marks, drawn by uPlot, with a cursor for mouse and keyboard. */
import uPlot from 'uplot';
import type { MarkKind } from '../../../core/metrics/marks.ts';
import type { ChartModel, MarkModel } from '../pageModel.ts';
import { formatValue, type ValueFormat } from './formatValue.ts';
import { lineDash } from './lineLook.ts';
import { lineColor, type Theme } from './theme.ts';
import { isOnScale, type TimeWindow, valueScale } from './valueScale.ts';

export interface ChartOptions {
  readonly model: ChartModel;
  readonly times: readonly number[];
  readonly marks: readonly MarkModel[];
  readonly window: TimeWindow;
  readonly theme: Theme;
  readonly format: ValueFormat;
  readonly timeLanguage: string;
  readonly width: number;
  readonly isShown: (line: number) => boolean;
  /** The cursor is at this point, or nowhere. */
  readonly onCursor: (index: number | undefined) => void;
  /** Somebody has chosen a piece of the axis of time. */
  readonly onZoom: (window: TimeWindow) => void;
  readonly onReset: () => void;
}

export interface Chart {
  showCursor(index: number | undefined): void;
  showWindow(window: TimeWindow): void;
  showLine(line: number, isShown: boolean): void;
  resize(width: number): void;
  destroy(): void;
}

const height = 190;

/** A sign for each kind of mark, so that nobody needs the colours. */
export const markSigns: Readonly<Record<MarkKind, string>> = {
  started: '▶',
  ended: '■',
  outOfMemory: '✖',
  killed: '✖',
  stopped: '■',
  warning: '⚠',
  activity: '●',
};

/** Draws into `parent`. */
export function createChart(parent: HTMLElement, options: ChartOptions): Chart {
  const { model, theme, format, times } = options;
  const data: uPlot.AlignedData = [times.map(seconds), ...model.lines.map(({ average }) => [...average])];
  let window = options.window;
  const plot = new uPlot(
    {
      width: options.width,
      height,
      legend: { show: false },
      cursor: { y: false, points: { size: 7 }, drag: { x: true, y: false, setScale: false } },
      scales: {
        x: { time: true, range: () => [seconds(window.from), seconds(window.to)] },
        y: { range: (_, __, highest) => valueScale(Number.isFinite(highest) ? highest : 0, limitsOf(model)) },
      },
      axes: [timeAxis(options), valueAxis(options)],
      series: [{}, ...model.lines.map((line, index) => seriesOf(line.label, index, options))],
      hooks: {
        draw: [chart => drawLimits(chart, options), chart => drawMarks(chart, options)],
        setCursor: [chart => options.onCursor(chart.cursor.idx ?? undefined)],
        setSelect: [chart => select(chart, options)],
      },
    },
    data,
    parent,
  );
  plot.over.addEventListener('dblclick', options.onReset);

  return {
    showCursor(index) {
      const at = index === undefined ? undefined : times[index];
      if (at === undefined) plot.setCursor({ left: -10, top: -10 }, false);
      else plot.setCursor({ left: plot.valToPos(seconds(at), 'x'), top: 10 }, false);
    },
    showWindow(next) {
      window = next;
      plot.setScale('x', { min: seconds(next.from), max: seconds(next.to) });
    },
    showLine: (line, show) => plot.setSeries(line + 1, { show }),
    resize: width => plot.setSize({ width, height }),
    destroy: () => plot.destroy(),
  };

  function seriesOf(label: string, index: number, { isShown }: ChartOptions): uPlot.Series {
    return {
      label,
      stroke: lineColor(theme, index),
      width: 1.75,
      dash: [...lineDash(index)],
      spanGaps: false,
      show: isShown(index),
      points: { show: isAlone, size: 4 },
      value: (_, value: number | null) => (value === null ? '' : formatValue(value, model.unit, format)),
    };
  }
}

/** A point between two gaps has no line to be seen by. */
function isAlone(plot: uPlot, line: number): boolean {
  const values = plot.data[line] ?? [];
  const isMeasured = (at: number) => typeof values[at] === 'number';
  return Array.from(values).some((_, at) => isMeasured(at) && !isMeasured(at - 1) && !isMeasured(at + 1));
}

function limitsOf({ limits }: ChartModel): readonly number[] {
  return limits.map(({ value }) => value);
}

function timeAxis({ theme, timeLanguage }: ChartOptions): uPlot.Axis {
  const ofDay = new Intl.DateTimeFormat(timeLanguage, { hour: 'numeric', minute: '2-digit' });
  const ofYear = new Intl.DateTimeFormat(timeLanguage, { month: 'short', day: 'numeric' });
  const day = 86_400;
  return {
    ...axisLook(theme),
    space: 70,
    values: (_, splits, __, ___, increment) =>
      splits.map(split => {
        const time = new Date(split * 1_000);
        const isMidnight = time.getHours() === 0 && time.getMinutes() === 0;
        return (increment >= day || isMidnight ? ofYear : ofDay).format(time);
      }),
  };
}

function valueAxis({ theme, model, format }: ChartOptions): uPlot.Axis {
  return {
    ...axisLook(theme),
    size: 84,
    values: (_, splits) => splits.map(split => formatValue(split, model.unit, format)),
    ...(model.unit === 'millicores' ? {} : { incrs: binarySteps }),
  };
}

/** Whole numbers of bytes, kilobytes and so on. */
const binarySteps = Array.from({ length: 5 }, (_, power) =>
  [1, 2, 5, 10, 20, 50, 100, 200, 256, 500].map(count => count * 1024 ** power),
).flat();

function axisLook(theme: Theme): Pick<uPlot.Axis, 'stroke' | 'font' | 'grid' | 'ticks'> {
  const line = { stroke: theme.grid, width: 1 };
  return { stroke: theme.text, font: theme.font, grid: line, ticks: line };
}

function select(plot: uPlot, { onZoom }: ChartOptions): void {
  const { left, width } = plot.select;
  if (width < 3) return;
  const at = (position: number) => plot.posToVal(position, 'x') * 1_000;
  const window = { from: at(left), to: at(left + width) };
  plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
  onZoom(window);
}

function drawLimits(plot: uPlot, { model, theme }: ChartOptions): void {
  const { ctx, bbox } = plot;
  const top = plot.scales['y']?.max ?? 0;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = theme.limit;
  ctx.font = scaledFont(theme.font);
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  for (const { label, value } of model.limits.filter(limit => isOnScale(limit.value, top))) {
    const y = plot.valToPos(value, 'y', true);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.fillText(label, bbox.left + bbox.width - 4 * devicePixelRatio, y - 2 * devicePixelRatio);
  }
  ctx.restore();
}

function drawMarks(plot: uPlot, { marks, theme }: ChartOptions): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = scaledFont(theme.font);
  ctx.textAlign = 'center';
  ctx.textBaseline = 'top';
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const { at, kind } of marks) {
    const x = plot.valToPos(seconds(at), 'x', true);
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    const isAlarm = kind === 'outOfMemory' || kind === 'killed' || kind === 'warning';
    ctx.strokeStyle = ctx.fillStyle = isAlarm ? theme.alarm : theme.faint;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top + 14 * devicePixelRatio);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(markSigns[kind], x, bbox.top);
  }
  ctx.restore();
}

/** A canvas counts in pixels of the screen. */
function scaledFont(font: string): string {
  return font.replace(/^(\d+)px/, (_, size: string) => `${Number(size) * devicePixelRatio}px`);
}

/** uPlot counts in seconds. */
function seconds(ms: number): number {
  return ms / 1_000;
}
