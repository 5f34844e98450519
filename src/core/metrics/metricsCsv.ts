import { metricUnits, type GroupMetrics } from './groupMetrics.ts';

const unitNames = { millicores: 'millicores', bytes: 'bytes', bytesPerSecond: 'bytes/s' } as const;

/**
 * Metrics as CSV (RFC 4180): one line for each value that was measured, with the time in UTC; gaps have no line.
 * Names in it are those of Azure and of this code, in no one's language, for programs to read.
 */
export function metricsCsv({ times, series }: GroupMetrics): string {
  const rows = series.flatMap(({ metric, container, average, maximum }) =>
    times.flatMap((at, index) => {
      const [mean, most] = [average[index] ?? null, maximum[index] ?? null];
      if (mean === null && most === null) return [];
      const time = new Date(at).toISOString();
      return [[time, container ?? '', metric, unitNames[metricUnits[metric]], cell(mean), cell(most)]];
    }),
  );
  const head = ['time', 'container', 'metric', 'unit', 'average', 'maximum'];
  return [head, ...rows].map(row => `${row.map(quoted).join(',')}\r\n`).join('');
}

function cell(value: number | null): string {
  return value === null ? '' : String(Math.round(value * 1_000) / 1_000);
}

/** What a spreadsheet would take for a formula begins with an apostrophe. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
