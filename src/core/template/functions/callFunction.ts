/** Every template function whose arguments are worked out before it is called. */
import { isList, isObject, type Json } from '../../json.ts';
import { azureOnly, azureOnlyInfo, azureOnlyWithin } from '../azureOnly.ts';
import { ExpressionError } from '../expressionError.ts';
import type { DeploymentTarget } from '../deploymentTarget.ts';
import { dateFunctions } from './dates.ts';
import { encodingFunctions } from './encodings.ts';
import { type Functions, isText, onlyAzure } from './templateFunction.ts';
import { arrayFunctions } from './arrays.ts';
import { numberFunctions } from './numbers.ts';
import { objectFunctions } from './objects.ts';
import { resourceIdFunctions } from './resourceIds.ts';
import { scopeFunctions } from './scopes.ts';
import { stringFunctions } from './strings.ts';

const functions: Functions = {
  ...dateFunctions,
  ...encodingFunctions,
  ...arrayFunctions,
  ...numberFunctions,
  ...objectFunctions,
  ...resourceIdFunctions,
  ...scopeFunctions,
  ...stringFunctions,
};

/**
 * Functions that ask a resource, or that Azure alone works out ("ARM template functions", learn.microsoft.com). Besides
 * them each that begins with `list`.
 */
const azureFunctions = new Set([
  'builduri',
  'cidrhost',
  'cidrsubnet',
  'deployer',
  'externalinput',
  'getsecret',
  'managementgroup',
  'parsecidr',
  'parseuri',
  'pickzones',
  'providers',
  'reference',
  'references',
  'resourceinfo',
  'tologicalzone',
  'tologicalzones',
  'tophysicalzone',
  'tophysicalzones',
]);

/** They hand on what is in their arguments as it is, known or not. */
const passThroughFunctions = new Set([
  'concat',
  'empty',
  'first',
  'flatten',
  'indexfromend',
  'items',
  'last',
  'length',
  'objectkeys',
  'shallowmerge',
  'skip',
  'take',
  'tryget',
  'tryindexfromend',
]);
/** They even take a value whole that only Azure knows. */
const arrayMakers = new Set(['array', 'createarray']);

/** A text or list that grows past this would serve no template (a template's resource may have 1 MB). */
const largest = 1_000_000;

/**
 * `text`: the call as it is written, shown where only Azure knows what it gives. Throws `ExpressionError`.
 */
export function callFunction(
  name: string,
  args: readonly Json[],
  target: DeploymentTarget,
  text: string,
): Json {
  const key = name.toLowerCase();
  const unknown = unknownAmong(key, args);
  if (unknown) return azureOnly(unknown.cause, text);
  if (azureFunctions.has(key) || key.startsWith('list')) return azureOnly({ kind: 'function', name }, text);
  if (key === 'fail') throw new ExpressionError({ kind: 'failed', message: args.filter(isText).join(' ') });
  const called = Object.hasOwn(functions, key) ? functions[key] : undefined;
  if (!called) return azureOnly({ kind: 'unknownFunction', name }, text);
  const value = called(args, target);
  if (value === undefined) throw new ExpressionError({ kind: 'functionArguments', name });
  if (value === onlyAzure) return azureOnly({ kind: 'function', name }, text);
  if ((isText(value) || isList(value)) && value.length > largest)
    throw new ExpressionError({ kind: 'tooLarge' });
  return value;
}

function unknownAmong(key: string, args: readonly Json[]) {
  if (arrayMakers.has(key)) return undefined;
  // Keys and values in turn: only a key has to be known.
  if (key === 'createobject')
    return args
      .filter((_, index) => index % 2 === 0)
      .map(azureOnlyInfo)
      .find(found => found !== undefined);
  const isHandedOn = passThroughFunctions.has(key) || (key === 'union' && args.every(isObject));
  const [container, ...others] = args;
  // Whether an object has a key can be evaluated whatever its values are.
  const looked = key === 'contains' && isObject(container) && !azureOnlyInfo(container) ? others : args;
  for (const arg of looked) {
    const found = isHandedOn ? azureOnlyInfo(arg) : azureOnlyWithin(arg);
    if (found) return found;
  }
  return undefined;
}
