/** How busy a group is, as lines of a tooltip. */
import * as l10n from '@vscode/l10n';
import type { AzureApi } from '../../core/azureApi.ts';
import type { Clock } from '../../core/clock.ts';
import { GroupLoadCache, type LoadLine } from '../../core/metrics/groupLoad.ts';
import { metricUnits } from '../../core/metrics/groupMetrics.ts';
import type { ContainerGroup } from '../../core/model/containerGroup.ts';
import { languageOfTexts } from '../shared/languageFormats.ts';
import { fact, lines } from '../tree/tooltipMarkdown.ts';
import { metricTitle } from './metricsMessages.ts';
import { unitTexts } from './unitTexts.ts';
import { formatValue } from './page/formatValue.ts';
import { sparkline } from './sparkline.ts';

/** Markdown: `**CPU:** ▁▂▃ 0.3 vCPU of 2 vCPU`; '' where there is nothing to say. */
export function loadTooltip(load: readonly LoadLine[]): string {
  return lines(load.map(line => fact(metricTitle(line.metric), loadText(line))));
}

/** Makes such lines of what it reads, once a minute for each group at most. */
export function createLoadTooltips(deps: {
  readonly aci: Pick<AzureApi, 'metrics'>;
  readonly clock: Clock;
}): {
  /** '' where there is nothing to say. Never throws. */
  read(group: ContainerGroup): Promise<string>;
  dispose(): void;
} {
  const loads = new GroupLoadCache(deps);
  return {
    read: async group => loadTooltip(await loads.read(group)),
    dispose: () => loads.dispose(),
  };
}

function loadText({ metric, values, latest, limit }: LoadLine): string {
  const format = { language: languageOfTexts(), units: unitTexts() };
  const text = (value: number) => formatValue(value, metricUnits[metric], format);
  const highest = Math.max(...values.map(value => value ?? 0)); // the shape tells more than a flat line below the limit
  const amount = limit === undefined ? text(latest) : l10n.t('{0} of {1}', text(latest), text(limit));
  return `${sparkline(values, highest)} ${amount}`;
}
