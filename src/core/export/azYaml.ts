/**
 * A group's file for `az container create --file`, read by PyYAML as YAML 1.1. az fills `${NAME}` from the environment
 * in plain texts and in no others (Azure/azure-cli#23148): the secrets are written so, and every text of the group
 * that is more than a word stands between quotes.
 */
import type { JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import type { SecretParameter } from './secretParameters.ts';
import { harmfulCharacter } from '../harmfulCharacters.ts';

/** Ends with a line break. Secrets that are objects stay as `content` has them. */
export function azYaml(content: JsonObject, secrets: readonly SecretParameter[]): string {
  const texts = secrets.filter(({ isObject: files }) => !files);
  const variables = new Map(texts.map(({ name, path }) => [key(path), name] as const));
  return `${linesOf(content, [], variables).join('\n')}\n`;
}

type Variables = ReadonlyMap<string, string>;

function key(path: JsonPath): string {
  return JSON.stringify(path);
}

/** The lines of an object or list that is not empty. */
function linesOf(json: Json, path: JsonPath, variables: Variables): readonly string[] {
  if (isList(json))
    return json.flatMap((item, index) => {
      const [first = '', ...rest] = valueOf(item, [...path, index], variables);
      return [`- ${first}`, ...rest.map(indented)];
    });
  if (!isObject(json)) return [scalar(json)];
  return Object.entries(json).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const lines = valueOf(value, [...path, name], variables);
    const isBlock = isFull(value) && !variables.has(key([...path, name]));
    return isBlock ? [`${text(name)}:`, ...lines.map(indented)] : [`${text(name)}: ${lines.join('')}`];
  });
}

function valueOf(json: Json, path: JsonPath, variables: Variables): readonly string[] {
  const variable = variables.get(key(path));
  if (variable !== undefined) return [`\${${variable}}`];
  return isFull(json) ? linesOf(json, path, variables) : [scalar(json)];
}

function isFull(json: Json): boolean {
  return typeof json === 'object' && json !== null && Object.keys(json).length > 0;
}

function indented(line: string): string {
  return `  ${line}`;
}

function scalar(json: Json): string {
  return typeof json === 'string' ? text(json) : JSON.stringify(json);
}

/** What YAML 1.1 takes for something else than a text. */
const notText = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/**
 * A word stays plain; JSON's quoting is YAML's, too, without the characters that PyYAML refuses or a terminal acts on.
 */
function text(value: string): string {
  if (/^[A-Za-z/](?:[\w./-]|:(?=[\w./-]))*$/.test(value) && !notText.test(value)) return value;
  return JSON.stringify(value)
    .replace(/[\ufeff\ufffe\uffff]/g, unicodeEscape)
    .replace(harmfulCharacter, unicodeEscape);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
