/**
 * Secrets that a group's file takes from elsewhere: `${env:NAME}` and `${input:NAME}` where a secret stands. Anywhere
 * else such a text is the group's own and stays as it is: whoever may write a tag must not get at what is on this
 * machine.
 */
import { mapSecrets } from '../../core/document/secretLocations.ts';
import { secretReferencePattern } from '../../core/rules/secretReference.ts';
import { isList, isObject, type Json, type JsonObject } from '../../core/json.ts';
import { textToBase64 } from '../../core/document/secretVolumeFiles.ts';

export interface SecretReference {
  readonly from: 'env' | 'input';
  readonly name: string;
}

/** Every reference, each once, in the order of the file. */
export function findSecretReferences(body: JsonObject): readonly SecretReference[] {
  const found = new Map<string, SecretReference>();
  mapSecretTexts(body, text => {
    for (const [all, from, name] of text.matchAll(secretReferencePattern))
      if (name !== undefined) found.set(all, { from: from === 'env' ? 'env' : 'input', name });
    return text;
  });
  return [...found.values()];
}

/** The body with every reference replaced by what `answer` knows; one that it doesn't know stays. */
export function resolveSecretReferences(
  body: JsonObject,
  answer: (reference: SecretReference) => string | undefined,
): JsonObject {
  return mapSecretTexts(body, text =>
    text.replace(
      secretReferencePattern,
      (all, from: string, name: string) => answer({ from: from === 'env' ? 'env' : 'input', name }) ?? all,
    ),
  );
}

type TextMapper = (text: string) => string;

/** The files of a secret volume are base64; what comes from elsewhere is text. */
function mapSecretTexts(body: JsonObject, change: TextMapper): JsonObject {
  return mapSecrets(body, (value, { secret }) =>
    mapTexts(value, text => {
      const filled = change(text);
      return secret.kind === 'secretVolume' && filled !== text ? textToBase64(filled) : filled;
    }),
  );
}

function mapTexts(value: Json, change: TextMapper): Json {
  if (typeof value === 'string') return change(value);
  if (isList(value)) return value.map(item => mapTexts(item, change));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item ?? null, change)]),
  );
}
