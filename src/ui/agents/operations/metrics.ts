import type { JsonObject } from '../../../core/json.ts';
import {
  latest,
  type MetricId,
  metricIds,
  type MetricSeries,
  metricUnits,
} from '../../../core/metrics/groupMetrics.ts';
import { type MetricRangeId, metricRangeIds } from '../../../core/metrics/metricRanges.ts';
import { type MetricsReport, readMetrics } from '../../../core/metrics/readMetrics.ts';
import { formatValue } from '../../metrics/page/formatValue.ts';
import { markText, noDataText } from '../../metrics/metricsMessages.ts';
import { unitTexts } from '../../metrics/unitTexts.ts';
import { answerText, fitItems } from '../answer.ts';
import type { ReadOperation } from '../operation.ts';
import { groupArgument, readGroup, timeText } from '../readGroup.ts';
import { groupPath } from '../readGroups.ts';
import { untrustedLine } from '../untrustedText.ts';

interface Input {
  readonly group: string;
  readonly range?: MetricRangeId;
}

const defaultRange = '1h';
/** Points of a series: enough to see a rise, few enough to read. */
const mostPoints = 12;
const mostMarks = 20;

export const metrics: ReadOperation = {
  name: 'metrics',
  title: 'Metrics of a container group',
  description:
    'Reads what a container group used of CPU, memory (per container) and network (per group) up to now: last, average and highest value, the limit, a coarse series, and what happened meanwhile (starts, ends, changes). Use it to size a group, or to see a leak. Azure measures Linux groups only, once a minute, some minutes late. CPU is in millicores (1000 = 1 vCPU), memory in bytes, network in bytes per second.',
  effect: 'read',
  inputSchema: {
    type: 'object',
    properties: {
      group: groupArgument,
      range: { enum: [...metricRangeIds], description: `Default ${defaultRange}.` },
    },
    required: ['group'],
    additionalProperties: false,
  },
  outputSchema: {
    type: 'object',
    properties: {
      group: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      series: {
        type: 'array',
        items: {
          type: 'object',
          properties: {
            metric: { enum: [...metricIds] },
            container: { type: 'string' },
            unit: { type: 'string' },
            last: { type: 'number' },
            average: { type: 'number' },
            highest: { type: 'number' },
            limit: { type: 'number' },
            points: { type: 'array', items: { type: ['number', 'null'] } },
          },
          required: ['metric', 'unit', 'last', 'average', 'highest', 'points'],
        },
      },
      noData: { type: 'string' },
    },
    required: ['group', 'from', 'to', 'series'],
  },
  async run(deps, input, signal) {
    const { group: text, range = defaultRange } = input as Input;
    const group = await readGroup(deps, text, signal);
    const { aci, clock } = deps;
    const known = { aci, clock, readGroup: () => Promise.resolve(group) };
    const report = await readMetrics(known, group.ref, range, signal);
    const summaries = report.metrics.series.flatMap(series => summaryOf(report, series) ?? []);
    const noData = report.noData && noDataText(report.noData);
    const marks = report.marks
      .slice(-mostMarks)
      .map(mark => `- ${timeText(mark.at)} ${untrustedLine(markText(mark), 200)}`);
    return {
      text: answerText([
        `Use of ${groupPath(group.ref)} from ${timeText(report.from)} to ${timeText(report.to)}. Series: oldest first, "-" where nothing was measured.`,
        ...(noData === undefined ? [] : [noData]),
        { lines: summaries.map(summaryText), cut: left => `… ${left} series left out for their length.` },
        ...(marks.length > 0 ? ['What happened:', ...marks] : []),
      ]),
      data: {
        group: groupPath(group.ref),
        from: timeText(report.from),
        to: timeText(report.to),
        series: fitItems(summaries.map(summaryData)),
        ...(noData !== undefined && { noData }),
      },
    };
  },
};

interface Summary {
  readonly metric: MetricId;
  readonly container: string | undefined;
  readonly last: number;
  readonly average: number;
  readonly highest: number;
  readonly limit: number | undefined;
  readonly points: readonly (number | null)[];
}

function summaryOf({ metrics: measured, limits }: MetricsReport, series: MetricSeries): Summary | undefined {
  const last = latest(measured, series);
  if (!last) return undefined;
  const averages = series.average.filter(value => value !== null);
  const { metric, container } = series;
  const found = limits.find(
    each => each.metric === metric && each.container.toLowerCase() === container?.toLowerCase(),
  );
  return {
    metric,
    container,
    last: rounded(last.value),
    average: rounded(mean(averages)),
    highest: rounded(Math.max(...averages, ...series.maximum.filter(value => value !== null))),
    limit: found?.limit,
    points: coarse(series.average),
  };
}

/** The averages of as many stretches of equal length. */
function coarse(values: readonly (number | null)[]): readonly (number | null)[] {
  const size = Math.max(1, Math.ceil(values.length / mostPoints));
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) => {
    const known = values.slice(index * size, (index + 1) * size).filter(value => value !== null);
    return known.length === 0 ? null : rounded(mean(known));
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

function summaryData({ container, limit, metric, ...values }: Summary): JsonObject {
  return {
    metric,
    unit: metricUnits[metric],
    ...(container !== undefined && { container: untrustedLine(container, 100) }),
    ...(limit !== undefined && { limit }),
    ...values,
  };
}

function summaryText({ metric, container, last, average, highest, limit, points }: Summary): string {
  const format = { language: 'en', units: unitTexts() };
  const text = (value: number) => formatValue(value, metricUnits[metric], format);
  const share =
    limit === undefined ? '' : ` of ${text(limit)} (${Math.round((highest / limit) * 100)} % at most)`;
  const series = points.map(value => (value === null ? '-' : text(value))).join(', ');
  return `- ${container === undefined ? 'group' : untrustedLine(container, 100)} ${metric}: last ${text(last)}, average ${text(average)}, highest ${text(highest)}${share} | ${series}`;
}
