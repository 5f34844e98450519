/** Values of metrics as people read them. Runs in the page and beside it. */
import type { MetricUnit } from '../../../core/metrics/groupMetrics.ts';
import { numberFormat } from '../../shared/keptFormats.ts';
import type { PageTexts } from '../pageModel.ts';

export interface ValueFormat {
  /** BCP 47. */
  readonly language: string;
  readonly units: PageTexts['units'];
}

const steps = [
  ['gigabytes', 1024 ** 3],
  ['megabytes', 1024 ** 2],
  ['kilobytes', 1024],
  ['bytes', 1],
] as const;

/** `0.25 vCPU`, `310 MB`, `12 kB/s`: three digits. A kilobyte has 1,024 bytes, as where Azure speaks of memory. */
export function formatValue(value: number, unit: MetricUnit, { language, units }: ValueFormat): string {
  const number = (amount: number) => numberFormat(language, { maximumSignificantDigits: 3 }).format(amount);
  if (unit === 'millicores') return fill(units.vCpu, number(value / 1_000));
  const [name, size] = steps.find(([, least]) => Math.abs(value) >= least) ?? (['bytes', 1] as const);
  const text = fill(units[name], number(value / size));
  return unit === 'bytes' ? text : fill(units.perSecond, text);
}

/** `template` with `{0}`, `{1}`, … filled in. */
export function fill(template: string, ...values: readonly string[]): string {
  return template.replace(/\{(\d)\}/g, (hole, index: string) => values[Number(index)] ?? hole);
}
