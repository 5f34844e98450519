/** What each page loads, in bytes: its document with style and script, before anything is shown in it. */
import type { Metafile } from 'esbuild';
import { actualCostHtml } from '../../../src/ui/cost/actual/actualCostHtml.ts';
import { overviewHtml } from '../../../src/ui/cost/overview/overviewHtml.ts';
import { pageTexts } from '../../../src/ui/cost/overview/pageTexts.ts';
import { reviewPageScript, reviewPageStyle } from '../../../src/ui/deploy/reviewPageStyle.ts';
import { deploymentPageStyle } from '../../../src/ui/deployments/deploymentPageStyle.ts';
import { metricsPageHtml } from '../../../src/ui/metrics/metricsPageHtml.ts';
import { pageHtml } from '../../../src/ui/shared/pageHtml.ts';

/** By the page's name. `metafile`: of the extension as users get it, which has the scripts. */
export function weighPages({ outputs }: Metafile): ReadonlyMap<string, number> {
  const every = { title: '', language: 'en', nonce: '', state: {} };
  const withScript = (html: string, source: string) => {
    const script = Object.values(outputs).find(({ entryPoint }) => entryPoint === source);
    if (!script) throw new Error(`esbuild made no script of ${source}`);
    return bytesOf(html) + script.bytes;
  };
  return new Map([
    ['actualCost', bytesOf(emptyActualCost())],
    [
      'costOverview',
      withScript(
        overviewHtml({ ...every, note: '', texts: pageTexts(), script: '' }),
        'src/ui/cost/overview/page/costOverviewPage.ts',
      ),
    ],
    ['deployment', bytesOf(pageHtml('', { ...every, style: deploymentPageStyle }))],
    ['diagnosis', bytesOf(pageHtml('', every))],
    ['metrics', withScript(metricsPageHtml({ ...every, script: '' }), 'src/ui/metrics/page/main.ts')],
    ['review', bytesOf(pageHtml('', { ...every, style: reviewPageStyle, script: reviewPageScript }))],
  ]);
}

function emptyActualCost(): string {
  const running = { counted: 0, unknown: 0, unpriced: 0, perHour: 0, perMonth: 0, currency: undefined };
  return actualCostHtml({
    ...{ resourceGroup: '', subscription: '', readAt: '', language: 'en', nonce: '' },
    costs: { days: [], resources: [], totals: [] },
    estimate: { groups: [], running },
    dayText: day => day,
  });
}

function bytesOf(html: string): number {
  return Buffer.byteLength(html);
}
