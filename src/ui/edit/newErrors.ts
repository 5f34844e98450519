/** What stops an edited group from being sent: what is in Azure already is no error. */
import { type JsonPath, itemKey } from '../../core/document/jsonPath.ts';
import { isList, isObject, type Json } from '../../core/json.ts';
import { type Diagnostic, diagnostics } from '../language/diagnostics.ts';
import { parseGroupFile } from '../fileFormats/parseGroupFile.ts';

/** The errors of `text` that `live`, the group as Azure has it, does not have at the same place with the same words. */
export function newErrors(text: string, live: string | undefined): readonly Diagnostic[] {
  const known = new Set(live === undefined ? [] : errorsOf(live).map(({ identity }) => identity));
  return errorsOf(text).flatMap(({ error, identity }) => (known.has(identity) ? [] : [error]));
}

interface Identified {
  readonly error: Diagnostic;
  readonly identity: string;
}

function errorsOf(text: string): readonly Identified[] {
  const { content } = parseGroupFile(text);
  return diagnostics(text).flatMap(error =>
    error.severity === 'error'
      ? [{ error, identity: JSON.stringify([error.code, stablePath(content, error), error.message]) }]
      : [],
  );
}

/** Items of lists by what names them: another one may have come before them. */
function stablePath(content: Json | undefined, { cause, start }: Diagnostic): JsonPath {
  if (!cause) return [start];
  const place: (string | number)[] = [];
  let value = content;
  for (const step of cause.path) {
    const item = isList(value) ? value[Number(step)] : isObject(value) ? value[step] : undefined;
    place.push((isList(value) && itemKey(place.at(-1), item)) || step);
    value = item;
  }
  return place;
}
