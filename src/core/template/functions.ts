/** The template functions that need nobody but us. Any other one is told of by its name. */
import { isList, isObject } from '../json.ts';
import type { Json } from '../model.ts';
import { ExpressionError } from './expressionError.ts';

/** Where the template is deployed to. */
export interface Place {
  readonly subscriptionId: string;
  readonly resourceGroup: { readonly id: string; readonly name: string; readonly location: string };
}

type TemplateFunction = (args: readonly Json[], place: Place) => Json | undefined;

/** They give `undefined` for arguments they can't take. Names lower-cased. */
const functions: Readonly<Record<string, TemplateFunction>> = {
  concat,
  format,
  json: parseJson,
  resourcegroup: (args, { resourceGroup }) => (args.length === 0 ? { ...resourceGroup } : undefined),
  subscription: (args, { subscriptionId }) =>
    args.length === 0 ? { id: `/subscriptions/${subscriptionId}`, subscriptionId } : undefined,
};

/** A string or list that grows past this would be no template's wish (ARM takes 4 MB in all). */
const largest = 4_000_000;

/** Throws `ExpressionError`. */
export function callFunction(name: string, args: readonly Json[], place: Place): Json {
  const key = name.toLowerCase();
  const called = Object.hasOwn(functions, key) ? functions[key] : undefined;
  if (!called) throw new ExpressionError({ kind: 'functionUnknown', name });
  const value = called(args, place);
  if (value === undefined) throw new ExpressionError({ kind: 'functionArguments', name });
  if ((typeof value === 'string' || isList(value)) && value.length > largest)
    throw new ExpressionError({ kind: 'tooLarge' });
  return value;
}

/** Lists become one list, anything else one text. */
function concat(args: readonly Json[]): Json | undefined {
  if (args.length > 0 && args.every(isList)) return args.flat();
  const texts = args.map(asPlainText);
  return texts.every(text => text !== undefined) && texts.length > 0 ? texts.join('') : undefined;
}

/** `{0}` and doubled braces; a number's or date's own format (`{0:N2}`) is not ours to know. */
function format(args: readonly Json[]): Json | undefined {
  const [pattern, ...values] = args;
  if (typeof pattern !== 'string') return undefined;
  const texts = values.map(asPlainText);
  const unknown: string[] = [];
  const text = pattern.replace(/\{\{|\}\}|\{(\d+)\}|[{}]/g, (found, index: string | undefined) => {
    if (found === '{{' || found === '}}') return found.charAt(0);
    const value = index === undefined ? undefined : texts[Number(index)];
    if (value === undefined) unknown.push(found);
    return value ?? '';
  });
  return unknown.length === 0 ? text : undefined;
}

/** How templates write a number with decimals: `json('1.5')`. */
function parseJson(args: readonly Json[]): Json | undefined {
  const [text] = args;
  if (typeof text !== 'string' || args.length !== 1) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** ARM writes booleans as .NET does. */
function asPlainText(json: Json): string | undefined {
  if (typeof json === 'boolean') return json ? 'True' : 'False';
  return json === null || isList(json) || isObject(json) ? undefined : String(json);
}
