/** Values that only Azure knows: what a resource answers, a key, a secret in a vault. They travel like any other. */
import { isList, isObject, type Json, type JsonObject } from '../json.ts';

export type AzureOnlyCause =
  /** `name`: the function, as it is written. */
  | { readonly kind: 'function'; readonly name: string }
  /** One that is not known here: Azure may know it, and refuses the template otherwise. */
  | { readonly kind: 'unknownFunction'; readonly name: string }
  /** `name`: the parameter whose value lies in a key vault. */
  | { readonly kind: 'vault'; readonly name: string };

interface AzureOnly {
  readonly cause: AzureOnlyCause;
  /** What is shown in the value's place: the expression. */
  readonly text: string;
}

/** By identity: to everybody else such a value is an empty object. */
const known = new WeakMap<JsonObject, AzureOnly>();

export function azureOnly(cause: AzureOnlyCause, text: string): JsonObject {
  const value: JsonObject = Object.freeze({});
  known.set(value, { cause, text });
  return value;
}

/** Why only Azure knows `json` itself; undefined where it is known here. */
export function azureOnlyInfo(json: Json | undefined): AzureOnly | undefined {
  return isObject(json) ? known.get(json) : undefined;
}

/** The first value in `json`, at any depth, that only Azure knows. */
export function azureOnlyWithin(json: Json | undefined): AzureOnly | undefined {
  const own = azureOnlyInfo(json);
  if (own) return own;
  const parts = isList(json) ? json : isObject(json) ? Object.values(json) : [];
  for (const part of parts) {
    const found = azureOnlyWithin(part);
    if (found) return found;
  }
  return undefined;
}
