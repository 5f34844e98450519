import * as l10n from '@vscode/l10n';
import type { Size } from '../../core/rules/size.ts';
import { formatNumber } from './languageFormats.ts';

/** `1 vCPU, 1.5 GB`. */
export function sizeText({ cpu, memoryInGB }: Size): string {
  return l10n.t('{0} vCPU, {1} GB', formatNumber(cpu), formatNumber(memoryInGB));
}
