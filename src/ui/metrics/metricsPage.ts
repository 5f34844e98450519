/** From what was read to what the page shows, as plain data. */
import * as l10n from '@vscode/l10n';
import { type MetricId, metricIds, metricUnits } from '../../core/metrics/groupMetrics.ts';
import { metricRangeIds } from '../../core/metrics/metricRanges.ts';
import type { ContainerLimitsOf, MetricsReport } from '../../core/metrics/readMetrics.ts';
import { languageOfTexts } from '../shared/languageFormats.ts';
import { busiestText, markText, metricTitle, noDataText, pageTexts, rangeLabel } from './metricsMessages.ts';
import { busiestContainers } from './linesAtFirst.ts';
import { unitTexts } from './unitTexts.ts';
import { formatValue } from './page/formatValue.ts';
import type { ChartModel, PageModel } from './pageModel.ts';

export interface MetricsPageDeps {
  /** A time (ms since the epoch) in this machine's zone and language. */
  readonly localTime: (time: number) => string;
  /** BCP 47: how times are written. */
  readonly timeLanguage: string;
  /** Why what is shown is old; undefined where it is not. */
  readonly trouble?: string | undefined;
  /** The container that the page was opened for: the lines of the others are switched off at first. */
  readonly container?: string | undefined;
}

export function metricsTitle(name: string): string {
  return l10n.t('Metrics of {0}', name);
}

export function metricsPage(report: MetricsReport, deps: MetricsPageDeps): PageModel {
  const { ref, metrics, marks, noData, range, from, to } = report;
  const busiest = busiestContainers(metrics);
  return {
    title: metricsTitle(ref.name),
    subtitle: [
      l10n.t('resource group {0}', ref.resourceGroup),
      l10n.t('as of {0}', deps.localTime(to)),
      l10n.t('Azure shows each minute a few minutes later'),
    ].join(' · '),
    container: deps.container,
    range,
    ranges: metricRangeIds.map(id => ({ id, label: rangeLabel(id) })),
    from,
    to,
    times: metrics.times,
    charts: noData === undefined ? metricIds.map(metric => chart(metric, report, busiest, deps)) : [],
    notAllShown:
      noData === undefined && busiest && deps.container === undefined ? busiestText(busiest.size) : undefined,
    marks: marks.map(mark => ({ at: mark.at, kind: mark.kind, text: markText(mark) })),
    note: deps.trouble ?? (noData && noDataText(noData)),
    texts: pageTexts(),
    numberLanguage: languageOfTexts(),
    timeLanguage: deps.timeLanguage,
  };
}

function chart(
  metric: MetricId,
  { metrics, limits }: MetricsReport,
  busiest: ReadonlySet<string> | undefined,
  deps: MetricsPageDeps,
): ChartModel {
  const series = metrics.series.filter(each => each.metric === metric);
  const opened = series.some(({ container }) => container === deps.container) ? deps.container : undefined;
  const isShown = (container: string | undefined) => {
    if (opened !== undefined) return container === opened;
    return container === undefined || (busiest?.has(container) ?? true);
  };
  return {
    id: metric,
    title: metricTitle(metric),
    unit: metricUnits[metric],
    lines: series.map(({ container, average, maximum }) => ({
      label: container ?? l10n.t('whole group'),
      isShown: isShown(container),
      average,
      maximum,
    })),
    limits: limitLines(
      metric,
      limits.filter(each => each.metric === metric),
    ),
  };
}

/** One line for each amount, however many containers have it. */
function limitLines(metric: MetricId, limits: readonly ContainerLimitsOf[]): ChartModel['limits'] {
  const named = limits.flatMap(({ container, limit, request }) => [
    ...(limit === undefined ? [] : [{ value: limit, container, isLimit: true }]),
    // What it requests is its limit unless it has another one.
    ...(request === undefined || request === limit ? [] : [{ value: request, container, isLimit: false }]),
  ]);
  const amounts = new Map(named.map(each => [`${each.value} ${each.isLimit}`, each]));
  return [...amounts.values()].map(({ value, isLimit }) => {
    const of = named.filter(each => each.value === value && each.isLimit === isLimit);
    const amount = formatValue(value, metricUnits[metric], {
      language: languageOfTexts(),
      units: unitTexts(),
    });
    const [first] = of;
    const whose = limits.length > 1 && of.length === 1 && first ? first.container : undefined;
    return { value, label: limitLabel(amount, isLimit, whose) };
  });
}

function limitLabel(amount: string, isLimit: boolean, container: string | undefined): string {
  if (container === undefined) {
    return isLimit ? l10n.t('limit {0}', amount) : l10n.t('requested {0}', amount);
  }
  return isLimit
    ? l10n.t('limit of {0}: {1}', container, amount)
    : l10n.t('requested by {0}: {1}', container, amount);
}
