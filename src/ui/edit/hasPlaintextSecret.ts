import { secretLocations } from '../../core/document/secretLocations.ts';
import { valueAt } from '../../core/document/jsonPath.ts';
import { isList, isObject, type Json } from '../../core/json.ts';
import { parseGroupFile } from '../fileFormats/parseGroupFile.ts';

/** Whether a group's file holds a secret itself, and not only a reference to where one is. */
export function hasPlaintextSecret(text: string): boolean {
  const { content } = parseGroupFile(text);
  return (
    isObject(content) && secretLocations(content).some(({ path }) => isPlaintext(valueAt(content, path)))
  );
}

function isPlaintext(json: Json | undefined): boolean {
  if (typeof json === 'string') return json !== '' && !/^\$\{[^}]+\}$/.test(json);
  if (isList(json)) return json.some(isPlaintext);
  return isObject(json) && Object.values(json).some(isPlaintext);
}
