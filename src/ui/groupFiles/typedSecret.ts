import { secretPlaces } from '../../core/export/secrets.ts';
import { valueAt } from '../../core/groupFile/path.ts';
import { isList, isObject } from '../../core/json.ts';
import type { Json } from '../../core/model.ts';
import { parseGroupFile } from './groupFile.ts';

/** Whether a group's file holds a secret itself, and not only a reference to where one is. */
export function hasTypedSecret(text: string): boolean {
  const { content } = parseGroupFile(text);
  return isObject(content) && secretPlaces(content).some(({ path }) => isTyped(valueAt(content, path)));
}

function isTyped(json: Json | undefined): boolean {
  if (typeof json === 'string') return json !== '' && !/^\$\{[^}]+\}$/.test(json);
  if (isList(json)) return json.some(isTyped);
  return isObject(json) && Object.values(json).some(isTyped);
}
