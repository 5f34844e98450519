/**
 * Secrets that a group's file takes from elsewhere: `${env:NAME}` and `${input:NAME}` where a secret stands. Anywhere
 * else such a text is the group's own and stays as it is.
 */
import { isList, isObject } from '../../core/json.ts';
import type { Json, JsonObject } from '../../core/model.ts';

export interface Reference {
  readonly from: 'env' | 'input';
  readonly name: string;
}

const reference = /\$\{(env|input):([^}]+)\}/g;
const secretKeys = ['secureValue', 'password', 'storageAccountKey', 'workspaceKey'];

/** Every reference, each once, in the order of the file. */
export function referencesIn(body: JsonObject): readonly Reference[] {
  const found = new Map<string, Reference>();
  mapSecrets(body, text => {
    for (const [all, from, name] of text.matchAll(reference))
      if (name !== undefined) found.set(all, { from: from === 'env' ? 'env' : 'input', name });
    return text;
  });
  return [...found.values()];
}

/** The body with every reference replaced by what `answer` knows; one that it doesn't know stays. */
export function withAnswers(
  body: JsonObject,
  answer: (reference: Reference) => string | undefined,
): JsonObject {
  return mapSecrets(body, text =>
    text.replace(
      reference,
      (all, from: string, name: string) => answer({ from: from === 'env' ? 'env' : 'input', name }) ?? all,
    ),
  );
}

type Change = (text: string) => string;

function mapSecrets(object: JsonObject, change: Change): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      if (typeof value === 'string' && secretKeys.includes(key)) return [key, change(value)];
      if (key === 'secret' && isObject(value)) return [key, secretFiles(value, change)];
      return [key, mapValue(value, change)];
    }),
  );
}

function mapValue(value: Json | undefined, change: Change): Json | undefined {
  if (isList(value)) return value.map(item => mapValue(item, change) ?? null);
  return isObject(value) ? mapSecrets(value, change) : value;
}

/** The files of a secret volume are base64; what comes from elsewhere is text. */
function secretFiles(files: JsonObject, change: Change): JsonObject {
  return Object.fromEntries(
    Object.entries(files).map(([name, content]) => [
      name,
      typeof content === 'string' ? fileContent(content, change) : content,
    ]),
  );
}

function fileContent(content: string, change: Change): string {
  const changed = change(content);
  return changed === content ? content : toBase64(changed);
}

function toBase64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
