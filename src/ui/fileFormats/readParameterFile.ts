import { asObject, isObject, type JsonObject } from '../../core/json.ts';
import { isParameterFile, parametersInFile } from '../../core/template/parameterFile.ts';
import { readJson } from './readJson.ts';

/** What a template's parameter file gives, as `parametersInFile` has it; undefined where the text is none. */
export function readParameterFile(text: string): JsonObject | undefined {
  const { content } = readJson(text);
  return isObject(content) && looksLikeParameters(content) ? parametersInFile(content) : undefined;
}

/** A template has parameters as well, but they have types. */
function looksLikeParameters(content: JsonObject): boolean {
  const given = Object.values(asObject(content['parameters'])).map(asObject);
  return isParameterFile(content) || given.some(entry => 'value' in entry || 'reference' in entry);
}
