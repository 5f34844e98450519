/** What is said of metrics. */
import * as l10n from '@vscode/l10n';
import type { MetricId } from '../../core/metrics/groupMetrics.ts';
import type { MetricMark } from '../../core/metrics/marks.ts';
import type { MetricRangeId } from '../../core/metrics/metricRanges.ts';
import type { NoData } from '../../core/metrics/noData.ts';
import { activityText } from './activityWords.ts';
import type { PageTexts } from './pageModel.ts';
import { unitTexts } from './unitTexts.ts';

export function metricTitle(metric: MetricId): string {
  const titles: Record<MetricId, string> = {
    cpu: l10n.t('CPU'),
    memory: l10n.t('Memory'),
    networkIn: l10n.t('Network: received'),
    networkOut: l10n.t('Network: sent'),
  };
  return titles[metric];
}

export function rangeLabel(range: MetricRangeId): string {
  const labels: Record<MetricRangeId, string> = {
    '30min': l10n.t('30 minutes'),
    '1h': l10n.t('1 hour'),
    '6h': l10n.t('6 hours'),
    '24h': l10n.t('24 hours'),
    '7d': l10n.t('7 days'),
    '30d': l10n.t('30 days'),
  };
  return labels[range];
}

/** Why there is nothing to see, and what to do about it. */
export function noDataText(why: NoData): string {
  const texts: Record<NoData, string> = {
    windows: l10n.t(
      'Azure measures container groups of Linux only, and this one is of Windows. Look inside with a terminal instead.',
    ),
    neverRan: l10n.t('No container of this group has run yet, so nothing was measured.'),
    notRunning: l10n.t(
      'The group did not run in this time, so nothing was measured. Choose a longer time, or start it.',
    ),
    noSamplesYet: l10n.t(
      'The group has just started. Azure shows what it measures after some minutes; this page shows it by itself.',
    ),
    notSupported: l10n.t('Azure has no such metrics in this cloud or location.'),
    noneInRange: l10n.t('Azure has measured nothing in this time. Choose a longer time.'),
  };
  return texts[why];
}

/** `app: killed, out of memory` */
export function markText({ kind, container, exitCode, event, activity }: MetricMark): string {
  if (activity) return activityText(activity.verb, activity.caller, activity.failed);
  const texts: Record<MetricMark['kind'], string> = {
    started: l10n.t('started'),
    ended: l10n.t('ended with exit code {0}', exitCode ?? 0),
    outOfMemory: l10n.t('killed: out of memory'),
    killed: l10n.t('killed (exit code 137)'),
    stopped: l10n.t('stopped'),
    warning: l10n.t('warning {0}', event ?? ''),
    activity: '',
  };
  return container === undefined ? texts[kind] : l10n.t('{0}: {1}', container, texts[kind]);
}

/** Of many containers, so many lines are shown at first. */
export function busiestText(count: number): string {
  return l10n.t(
    'The {0} containers that used most CPU are shown. Below each chart, others can be switched on.',
    count,
  );
}

/** Where a value comes in the page, `{0}` stays. */
export function pageTexts(): PageTexts {
  return {
    rangeLabel: l10n.t('Time'),
    copy: l10n.t('Copy as CSV'),
    resetZoom: l10n.t('Reset zoom'),
    hint: l10n.t(
      'Drag over a chart to zoom in. By keyboard: arrow keys move through the values, + and − zoom, 0 shows everything.',
    ),
    chartLabel: l10n.t('Chart of {0}: arrow keys read its values', '{0}'),
    table: l10n.t('Values as a table'),
    tableTime: l10n.t('Time'),
    events: l10n.t('What happened'),
    noEvents: l10n.t('Nothing is known to have happened in this time.'),
    highest: l10n.t('up to {0}', '{0}'),
    nothingMeasured: l10n.t('Nothing was measured.'),
    latest: l10n.t('Latest, {0}', '{0}'),
    lines: l10n.t('Lines that are shown'),
    showAllLines: l10n.t('Show all lines'),
    units: unitTexts(),
  };
}
