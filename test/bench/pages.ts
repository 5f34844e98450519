/**
 * The pages in webviews: what each loads, and how those that draw by themselves answer in the real workbench where there
 * is much to show: 10,000 groups, 60 containers over 30 days. Times are wall-clock times of this machine: compare them
 * with the yardstick.
 */
import fs from 'node:fs';
import type { Metafile } from 'esbuild';
import { packageExtension } from '../../scripts/package.mjs';
import budget from './budget.json' with { type: 'json' };
import { type Figure, rounded } from './figure.ts';
import { type Extent, measurePages, type PagesMeasured } from './pages/measure.ts';
import { weighPages } from './pages/weigh.ts';

const extent: Extent = { shape: { subscriptions: 50, resourceGroups: 20, groups: 10 }, containers: 60 };

export async function pageFigures(): Promise<readonly Figure[]> {
  const { metafile } = await packageExtension({ production: true });
  const weights = weighPages(JSON.parse(fs.readFileSync(metafile, 'utf8')) as Metafile);
  return [...weightFigures(weights), ...timeFigures(await measurePages(extent))];
}

function weightFigures(weights: ReadonlyMap<string, number>): readonly Figure[] {
  const goals: Readonly<Record<string, number>> = budget.pages;
  return [...weights].map(([page, value]) => ({
    ...{ name: `pages.${page}.bytes`, value, unit: 'bytes' },
    ...(goals[page] !== undefined && { goal: `≤ ${goals[page]}` as const }),
  }));
}

function timeFigures({ costOverview, metrics, yardstickMs }: PagesMeasured): readonly Figure[] {
  const ms = {
    'costOverview.firstPaintMs': costOverview.firstPaintMs,
    'costOverview.longestBlockMs': costOverview.longestBlockMs,
    'costOverview.scrollFrameMs': costOverview.scroll.frameMs,
    'costOverview.scrollLongestFrameMs': costOverview.scroll.longestFrameMs,
    'costOverview.filterBlockMs': costOverview.filterBlockMs,
    'metrics.firstPaintMs': metrics.firstPaintMs,
    'metrics.longestBlockMs': metrics.longestBlockMs,
    'metrics.monthBlockMs': metrics.monthBlockMs,
    'metrics.toggleBlockMs': metrics.toggleBlockMs,
    'metrics.tableBlockMs': metrics.tableBlockMs,
    yardstickMs,
  };
  return Object.entries(ms).map(([name, value]) => ({
    ...{ name: `pages.${name}`, value: rounded(value, 1), unit: 'ms' },
  }));
}
