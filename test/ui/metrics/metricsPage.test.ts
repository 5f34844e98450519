import assert from 'node:assert/strict';
import type { MetricsReport } from '../../../src/core/metrics/readMetrics.ts';
import { activityDocument } from '../../../src/ui/metrics/activityText.ts';
import { loadTooltip } from '../../../src/ui/metrics/loadTooltip.ts';
import { unitTexts } from '../../../src/ui/metrics/unitTexts.ts';
import { metricsPage } from '../../../src/ui/metrics/metricsPage.ts';
import { metricsPageHtml } from '../../../src/ui/metrics/metricsPageHtml.ts';
import { readMetricsSubject } from '../../../src/ui/metrics/metricsState.ts';
import { lineColors, lineDash } from '../../../src/ui/metrics/page/lineLook.ts';
import { formatValue } from '../../../src/ui/metrics/page/formatValue.ts';
import { nearestIndex, valueScale, zoomed } from '../../../src/ui/metrics/page/valueScale.ts';
import { sparkline } from '../../../src/ui/metrics/sparkline.ts';
import { group } from '../../core/sampleGroups.ts';

const at = Date.UTC(2026, 0, 5, 9, 0, 0);
const deps = { localTime: (time: number) => new Date(time).toISOString(), timeLanguage: 'en' };
const format = { language: 'en', units: unitTexts() };
const { ref } = group();

const report: MetricsReport = {
  ref,
  range: '1h',
  from: at - 3_600_000,
  to: at,
  metrics: {
    times: [at - 60_000],
    series: [
      { metric: 'cpu', container: 'web', average: [100], maximum: [150] },
      { metric: 'cpu', container: 'log', average: [null], maximum: [null] },
      { metric: 'networkIn', container: undefined, average: [10], maximum: [20] },
    ],
  },
  limits: [
    { container: 'web', metric: 'cpu', request: 1_000, limit: 2_000 },
    { container: 'log', metric: 'cpu', request: 1_000, limit: 1_000 },
  ],
  marks: [{ at: at - 90_000, kind: 'outOfMemory', container: 'web', exitCode: 137 }],
};

describe('The page of metrics', () => {
  it('has a chart for each metric, a line for each container, and limits by their amounts', () => {
    const { charts, note, marks } = metricsPage(report, deps);
    assert.deepEqual(
      charts.map(({ title, lines }) => [title, lines.map(({ label }) => label)]),
      [
        ['CPU', ['web', 'log']],
        ['Memory', []],
        ['Network: received', ['whole group']],
        ['Network: sent', []],
      ],
    );
    assert.deepEqual(
      charts[0]?.limits.map(({ label }) => label),
      ['limit of web: 2 vCPU', 'requested by web: 1 vCPU', 'limit of log: 1 vCPU'],
    );
    assert.equal(note, undefined);
    assert.deepEqual(
      marks.map(({ text }) => text),
      ['web: killed: out of memory'],
    );
  });

  it('shows the lines of one container alone where it was opened for that', () => {
    const [cpu, , received] = metricsPage(report, { ...deps, container: 'log' }).charts;
    assert.deepEqual(
      cpu?.lines.map(({ isShown }) => isShown),
      [false, true],
    );
    assert.equal(received?.lines[0]?.isShown, true);
  });

  it('shows the ten busiest of many containers at first, and says so', () => {
    const containers = Array.from({ length: 12 }, (_, index) => `worker-${index + 1}`);
    const series = (['cpu', 'memory'] as const).flatMap(metric =>
      containers.map((container, index) => ({ metric, container, average: [index], maximum: [index] })),
    );
    const many = { ...report, metrics: { times: [at], series } };
    const { charts, notAllShown } = metricsPage(many, deps);
    for (const { lines } of charts.slice(0, 2)) {
      assert.deepEqual(
        lines.filter(({ isShown }) => !isShown).map(({ label }) => label),
        ['worker-1', 'worker-2'],
      );
    }
    assert.match(notAllShown ?? '', /The 10 containers that used most CPU are shown/);
    assert.equal(metricsPage(report, deps).notAllShown, undefined);
  });

  it('says why there is nothing, instead of empty charts', () => {
    const { charts, note } = metricsPage({ ...report, noData: 'windows' }, deps);
    assert.deepEqual(charts, []);
    assert.match(note ?? '', /Linux only/);
  });

  it('says what went wrong before anything else', () => {
    assert.equal(metricsPage(report, { ...deps, trouble: 'No network.' }).note, 'No network.');
  });

  it('lets nothing run but its own script, whatever a group is called', () => {
    const evil = '"><script>alert(1)</script>';
    const html = metricsPageHtml({
      title: evil,
      language: 'en',
      script: 'run("</script>");',
      nonce: 'n0nce',
      state: { ref: { ...ref, name: evil }, container: undefined },
    });
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.match(html, /default-src 'none'; style-src 'nonce-n0nce'; script-src 'nonce-n0nce'/);
    assert.equal(html.match(/<\/script/g)?.length, 1);
    assert.doesNotMatch(html, /unsafe|https?:|src=/);
  });

  it('is known again by what it has left', () => {
    assert.deepEqual(readMetricsSubject({ ref, container: 'web' }), { ref, container: 'web' });
    assert.deepEqual(readMetricsSubject({ ref }), { ref, container: undefined });
    for (const other of [undefined, null, 'x', {}, { ref: { name: 'web' } }]) {
      assert.equal(readMetricsSubject(other), undefined);
    }
  });
});

describe('The lines of sixty containers', () => {
  it('all differ in colour or pattern', () => {
    const looks = Array.from(
      { length: 60 },
      (_, index) => `${lineColors[index % lineColors.length]} ${lineDash(index).join(' ')}`,
    );
    assert.equal(new Set(looks).size, 60);
  });
});

describe('A value', () => {
  it('is written with its unit and three digits', () => {
    assert.equal(formatValue(12.34, 'millicores', format), '0.0123 vCPU');
    assert.equal(formatValue(1.5 * 1024 ** 3, 'bytes', format), '1.5 GB');
    assert.equal(formatValue(310 * 1024 ** 2, 'bytes', format), '310 MB');
    assert.equal(formatValue(0, 'bytes', format), '0 B');
    assert.equal(formatValue(2_048, 'bytesPerSecond', format), '2 kB/s');
  });
});

describe('The axes of a chart', () => {
  it('have room for a limit that values come near to, and not for one far away', () => {
    assert.ok(valueScale(600, [1_000])[1] >= 1_000);
    assert.ok(valueScale(20, [1_000])[1] < 30);
    assert.deepEqual(valueScale(0, []), [0, 1]);
  });

  it('zoom around a time, and stay within what there is', () => {
    const all = { from: 0, to: 1_000 };
    assert.deepEqual(zoomed(all, 500, 0.5, all, 10), { from: 250, to: 750 });
    assert.deepEqual(zoomed(all, 0, 0.5, all, 10), { from: 0, to: 500 });
    assert.deepEqual(zoomed({ from: 0, to: 500 }, 0, 4, all, 10), all);
    assert.deepEqual(zoomed({ from: 0, to: 20 }, 0, 0.1, all, 10), { from: 0, to: 10 });
  });

  it('find the nearest point to a time', () => {
    assert.equal(nearestIndex([10, 20, 30], 24), 1);
    assert.equal(nearestIndex([], 24), -1);
  });
});

describe('A sparkline', () => {
  it('goes from nothing to the highest, with gaps', () => {
    assert.equal(sparkline([0, 50, 100, null, 200], 100), '▁▅█·█');
    assert.equal(sparkline([], 100), '');
  });

  it('is no longer than it may be, and keeps the peaks', () => {
    const line = sparkline([...Array<number>(29).fill(0), 100], 100, 10);
    assert.equal(line, '▁▁▁▁▁▁▁▁▁█');
  });

  it('is a line of a tooltip, with the latest value and the limit', () => {
    const load = [{ metric: 'cpu', values: [0, 1_000], latest: 1_000, limit: 2_000 }] as const;
    assert.equal(loadTooltip(load), '**CPU:** ▁█ 1 vCPU of 2 vCPU');
    assert.equal(loadTooltip([]), '');
  });
});

describe('The activity of a group as a text', () => {
  const entry = {
    at,
    caller: 'ada@contoso.example',
    operation: 'Microsoft.ContainerInstance/containerGroups/stop/action',
    status: 'succeeded',
    detail: '204',
  } as const;

  it('has a line for each thing that was done, the newest first', () => {
    const failed = { ...entry, at: at + 1, status: 'failed', detail: 'Conflict' } as const;
    const other = { ...entry, at: at - 1, operation: 'Microsoft.Resources/tags/write' };
    const lines = activityDocument([other, entry, failed], deps.localTime).trim().split('\n').slice(2);
    assert.deepEqual(lines, [
      '2026-01-05T09:00:00.001Z  ada@contoso.example tried to stop it, and failed (failed, Conflict)',
      '2026-01-05T09:00:00.000Z  stopped by ada@contoso.example',
      '2026-01-05T08:59:59.999Z  Microsoft.Resources/tags/write, ada@contoso.example',
    ]);
  });

  it('says so where there is nothing', () => {
    assert.match(activityDocument([], deps.localTime), /Nothing in the last 90 days/);
  });
});
