/**
 * Secrets that a group's file takes from elsewhere: `${env:NAME}` and `${input:NAME}` where a secret stands. Anywhere
 * else such a text is the group's own and stays as it is: whoever may write a tag must not get at what is on this
 * machine.
 */
import { secretPlaces, type SecretPlace, withSecrets } from '../../core/export/secrets.ts';
import { valueAt } from '../../core/groupFile/path.ts';
import { isList, isObject } from '../../core/json.ts';
import type { Json, JsonObject } from '../../core/model.ts';
import { textToBase64 } from '../../core/secretFiles.ts';

export interface Reference {
  readonly from: 'env' | 'input';
  readonly name: string;
}

const reference = /\$\{(env|input):([^}]+)\}/g;

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

function mapSecrets(body: JsonObject, change: Change): JsonObject {
  const present = secretPlaces(body).filter(({ path }) => valueAt(body, path) !== undefined);
  return withSecrets(body, present, place => changed(place, valueAt(body, place.path) ?? null, change));
}

/** The files of a secret volume are base64; what comes from elsewhere is text. */
function changed({ path }: SecretPlace, value: Json, change: Change): Json {
  const isFiles = path.at(-1) === 'secret';
  return mapTexts(value, text => {
    const filled = change(text);
    return isFiles && filled !== text ? textToBase64(filled) : filled;
  });
}

function mapTexts(value: Json, change: Change): Json {
  if (typeof value === 'string') return change(value);
  if (isList(value)) return value.map(item => mapTexts(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item ?? null, change)]),
  );
}
