/** What an expression's value comes from, without evaluating it. */
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import { entryOf } from './memberAccess.ts';

/**
 * Whether `expression` calls the function `name`, itself or in the variables and parameters that it takes. Inner
 * templates are not told from each other: one variable of the name that calls it is enough.
 */
export function reachesFunction(expression: string, name: string, template: JsonObject): boolean {
  const call = new RegExp(String.raw`\b${name}\s*\(`, 'i');
  const seen = new Set<string>();
  const reaches = (text: string): boolean =>
    call.test(text) ||
    [...text.matchAll(/\b(variables|parameters)\s*\(\s*'([^']+)'/gi)].some(([, list = '', key = '']) => {
      const reference = `${list}/${key}`.toLowerCase();
      if (seen.has(reference)) return false;
      seen.add(reference);
      return definitions(template, list, key).some(value => reaches(JSON.stringify(value)));
    });
  return reaches(expression);
}

/** What stands below `list` under the name `key`, in the template and the ones in it. */
function definitions(json: Json | undefined, list: string, key: string): readonly Json[] {
  if (isList(json)) return json.flatMap(item => definitions(item, list, key));
  if (!isObject(json)) return [];
  const own = entryOf(json, list).value;
  const found = isObject(own) ? entryOf(own, key).value : undefined;
  const inner = Object.values(json).flatMap(value => definitions(value, list, key));
  return found === undefined ? inner : [found, ...inner];
}
