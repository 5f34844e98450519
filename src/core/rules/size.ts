import type { OsType } from '../model/containerGroup.ts';
import type { Capability } from '../model/location.ts';

/** What a group is given: vCPUs and memory in GB. */
export interface Size {
  readonly cpu: number;
  readonly memoryInGB: number;
}

export type SizeProblem =
  | { readonly code: 'numberWanted'; readonly text: string }
  | { readonly code: 'numberDecimals'; readonly text: string }
  | { readonly code: 'numberTooSmall'; readonly min: number }
  | { readonly code: 'numberTooBig'; readonly max: number };

/** A whole group gets at least 1 vCPU and 1 GB ("Introduction to container groups"). */
export const minimumSize: Size = { cpu: 1, memoryInGB: 1 };
/** Larger groups need free capacity and often more quota ("Resource availability & quota limits for ACI"). */
export const standardMaximum: Size = { cpu: 4, memoryInGB: 16 };

/** Init containers included ("Resource availability & quota limits for ACI"). */
export const maxContainers = 60;

const commonSizes: readonly Size[] = [
  { cpu: 1, memoryInGB: 1 },
  { cpu: 1, memoryInGB: 1.5 },
  { cpu: 1, memoryInGB: 2 },
  { cpu: 2, memoryInGB: 4 },
  { cpu: 4, memoryInGB: 8 },
  { cpu: 4, memoryInGB: 16 },
];

/**
 * The most a group without a GPU can have. Rows for both systems say `NotSpecified`, so that looking for
 * `Linux` alone would find GPU rows only (recorded answers of `capabilities`). Without a usable row: the standard size.
 */
export function largestSize(capabilities: readonly Capability[], osType: OsType): Size {
  const rows = capabilities.filter(row => row.gpu === 'None' && matchesOsType(row, osType));
  if (rows.length === 0) return standardMaximum;
  return {
    cpu: Math.max(...rows.map(({ maxCpu }) => maxCpu)),
    memoryInGB: Math.max(...rows.map(({ maxMemoryInGB }) => maxMemoryInGB)),
  };
}

/** The operating systems a location offers; both where its capabilities are unknown. */
export function offeredOsTypes(capabilities: readonly Capability[]): readonly OsType[] {
  const both: readonly OsType[] = ['Linux', 'Windows'];
  const plain = capabilities.filter(row => row.gpu === 'None');
  return plain.length === 0 ? both : both.filter(osType => plain.some(row => matchesOsType(row, osType)));
}

function matchesOsType(row: Capability, osType: OsType): boolean {
  const osTypeOfRow = row.osType.toLowerCase();
  return osTypeOfRow === 'notspecified' || osTypeOfRow === osType.toLowerCase();
}

/** The sizes worth one click that fit below `largest`. */
export function quickSizes(largest: Size): readonly Size[] {
  return commonSizes.filter(({ cpu, memoryInGB }) => cpu <= largest.cpu && memoryInGB <= largest.memoryInGB);
}

/**
 * A number of vCPUs or GB with at most one decimal (help of `az container create`); a comma may stand for the point.
 */
export function parseAmount(
  text: string,
  min: number,
  max: number,
): { readonly amount: number } | { readonly problem: SizeProblem } {
  const trimmed = text.trim();
  if (!/^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[+-]?\d+)?$/i.test(trimmed))
    return { problem: { code: 'numberWanted', text: trimmed } };
  const amount = Number(trimmed.replace(',', '.'));
  if (amount < min) return { problem: { code: 'numberTooSmall', min } };
  if (amount > max) return { problem: { code: 'numberTooBig', max } };
  if (Math.round(amount * 10) / 10 !== amount) return { problem: { code: 'numberDecimals', text: trimmed } };
  return { amount };
}
