import { isObject, type Json } from '../../json.ts';

/** Numbers that the service keeps as doubles and prints with a decimal point (`1.0`). */
const decimalKeys = new Set(['cpu', 'memoryInGB', 'maxCpu', 'maxMemoryInGB']);

/** JSON text in which CPU and memory read `1.0`, not `1`. */
export function printJson(value: Json, key = ''): string {
  if (Array.isArray(value)) return `[${value.map(item => printJson(item)).join(',')}]`;
  if (isObject(value)) {
    return `{${Object.entries(value)
      .map(([name, item]) => `${JSON.stringify(name)}:${printJson(item, name)}`)
      .join(',')}}`;
  }
  if (typeof value === 'number' && decimalKeys.has(key) && Number.isInteger(value)) return value.toFixed(1);
  return JSON.stringify(value);
}
