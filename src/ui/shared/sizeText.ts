import type { Size } from '../../core/rules/size.ts';
import type { Translate } from './translate.ts';

/** `1 vCPU, 1.5 GB`. */
export function sizeText({ cpu, memoryInGB }: Size, t: Translate): string {
  return t('{0} vCPU, {1} GB', cpu, memoryInGB);
}
