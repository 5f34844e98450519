/** What the page of metrics is given to show, and what it says back. Everything in it can be sent as JSON. */
import type { MetricId, MetricUnit } from '../../core/metrics/groupMetrics.ts';
import type { MarkKind } from '../../core/metrics/marks.ts';
import type { MetricRangeId } from '../../core/metrics/metricRanges.ts';

export interface PageModel {
  readonly title: string;
  /** Where the group is, and as of when. */
  readonly subtitle: string;
  /** The container that the page was asked for; undefined: the group. */
  readonly container: string | undefined;
  readonly range: MetricRangeId;
  readonly ranges: readonly { readonly id: MetricRangeId; readonly label: string }[];
  /** ms since the epoch, like all times: what the axis of time shows. */
  readonly from: number;
  readonly to: number;
  readonly times: readonly number[];
  readonly charts: readonly ChartModel[];
  readonly marks: readonly MarkModel[];
  /** That most lines are switched off at first; undefined where all that are asked for are shown. */
  readonly notAllShown: string | undefined;
  /** Why there is nothing to see, or why what is seen is old. */
  readonly note: string | undefined;
  readonly texts: PageTexts;
  /** BCP 47: of numbers, and of times. */
  readonly numberLanguage: string;
  readonly timeLanguage: string;
}

export interface ChartModel {
  readonly id: MetricId;
  readonly title: string;
  readonly unit: MetricUnit;
  readonly lines: readonly LineModel[];
  /** Horizontal lines. */
  readonly limits: readonly { readonly label: string; readonly value: number }[];
}

export interface LineModel {
  /** A container's name, or what stands for the whole group. */
  readonly label: string;
  /** Whether it is shown before anybody chooses otherwise. */
  readonly isShown: boolean;
  /** One for each of `PageModel.times`; null where nothing was measured. */
  readonly average: readonly (number | null)[];
  readonly maximum: readonly (number | null)[];
}

export interface MarkModel {
  readonly at: number;
  readonly kind: MarkKind;
  readonly text: string;
}

/** Words that the page puts together itself. `{0}`, `{1}` stand for values. */
export interface PageTexts {
  readonly rangeLabel: string;
  readonly copy: string;
  readonly resetZoom: string;
  readonly hint: string;
  readonly chartLabel: string;
  readonly table: string;
  readonly tableTime: string;
  readonly events: string;
  readonly noEvents: string;
  readonly highest: string;
  readonly nothingMeasured: string;
  readonly latest: string;
  readonly lines: string;
  readonly showAllLines: string;
  readonly units: Readonly<
    Record<'vCpu' | 'gigabytes' | 'megabytes' | 'kilobytes' | 'bytes' | 'perSecond', string>
  >;
}

/** What the page says to the extension. */
export type PageMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'copy' }
  | { readonly kind: 'range'; readonly range: MetricRangeId };
