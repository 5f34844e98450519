/** All functions of template expressions by name, whatever its case. */
import { addressFunctions } from './addresses.ts';
import { arrayFunctions } from './arrays.ts';
import { dateFunctions } from './dates.ts';
import { deploymentFunctions, listFunction } from './deploymentFunctions.ts';
import { comparisonFunctions, logicalFunctions, numberFunctions } from './numbers.ts';
import { resourceIdFunctions } from './resourceIds.ts';
import type { TemplateFunction } from './templateFunction.ts';
import { objectFunctions, textFunctions } from './texts.ts';

const tables = [
  addressFunctions,
  arrayFunctions,
  comparisonFunctions,
  dateFunctions,
  deploymentFunctions,
  logicalFunctions,
  numberFunctions,
  objectFunctions,
  resourceIdFunctions,
  textFunctions,
];

const byName = new Map(
  tables.flatMap(table => Object.entries(table).map(([name, each]) => [name.toLowerCase(), each] as const)),
);

/** Undefined for what is no function. Any name that begins with `list` asks a resource. */
export function findFunction(name: string): TemplateFunction | undefined {
  const lower = name.toLowerCase();
  return byName.get(lower) ?? (/^list[a-z]*$/.test(lower) ? listFunction : undefined);
}
