/** A subscription's limits in a region, as rows to read. */
import * as l10n from '@vscode/l10n';
import type { Usage } from '../../core/model/usage.ts';
import { formatNumber } from '../shared/languageFormats.ts';

export interface UsageRow {
  readonly label: string;
  /** `12 of 100` */
  readonly description: string;
  /** A bar, and how full it is. */
  readonly detail: string;
}

const barLength = 20;

/** Those with a limit or something in use first; rows of what the subscription can't have at all are left out. */
export function usageRows(usages: readonly Usage[]): readonly UsageRow[] {
  const shown = usages.filter(({ used, limit }) => used > 0 || limit > 0);
  return [...shown]
    .sort((a, b) => share(b) - share(a))
    .map(usage => ({
      label: usage.displayName,
      description: l10n.t('{0} of {1}', formatNumber(usage.used), formatNumber(usage.limit)),
      detail: `${bar(share(usage))} ${l10n.t('{0} % used', formatNumber(Math.round(share(usage) * 100)))}`,
    }));
}

/** 0 … ; above 1 where Azure has lowered a limit below what runs. */
function share({ used, limit }: Usage): number {
  if (limit > 0) return used / limit;
  return used > 0 ? 1 : 0;
}

function bar(part: number): string {
  const full = Math.min(barLength, part > 0 ? Math.max(1, Math.round(part * barLength)) : 0);
  return '█'.repeat(full) + '░'.repeat(barLength - full);
}
