/** A group's file as the YAML that we show. */
import { Document, Scalar, visit } from 'yaml';
import { isList, isObject, type Json, type JsonObject } from '../../core/json.ts';

/** The YAML that we show: texts that look like something else are quoted, long ones are blocks. */
export function writeYaml(content: JsonObject): string {
  const document = new Document(withoutUndefined(content), {
    schema: 'yaml-1.1',
    // Its tag would write a name that looks like a merge key as one.
    customTags: tags => tags.filter(tag => typeof tag === 'string' || !tag.tag.endsWith(':merge')),
    aliasDuplicateObjects: false,
  });
  visit(document, {
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && needsQuotes(scalar.value)) scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0, blockQuote: 'literal' });
}

/**
 * What looks like a merge or default key; a tab in a line, which az can't read; white space that a block would lose;
 * `${NAME}`, which az fills from the environment in plain texts (Azure/azure-cli#23148). `${env:NAME}` is our own.
 */
function needsQuotes(text: string): boolean {
  return (
    /^(<<|=)$|\$\{(?!(?:env|input):)[^}^{]+\}/.test(text) ||
    /^[^\n]*\t[^\n]*$|^\s*$|^\s[^\n]*\n|[\r\u0085\u2028\u2029\ufeff]/.test(text)
  );
}

/** Without properties that are undefined. */
function withoutUndefined(value: Json): Json {
  if (isList(value)) return value.map(withoutUndefined);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) =>
      item === undefined ? [] : [[key, withoutUndefined(item)]],
    ),
  );
}
