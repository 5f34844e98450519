import { groupType } from '../document/azFile.ts';
import { isList, isObject, type Json, type JsonObject } from '../json.ts';
import type { JsonPath } from '../document/jsonPath.ts';
import type { GroupRef, RawContainerGroup } from '../model/containerGroup.ts';
import type { SecretParameter } from './secretParameters.ts';
import { replaceSecrets } from '../document/secretLocations.ts';
import { harmfulCharacter } from '../harmfulCharacters.ts';

/** Bicep that creates the group; secrets are `@secure()` parameters without a default. */
export function bicep(
  ref: GroupRef,
  { apiVersion, body }: RawContainerGroup,
  secrets: readonly SecretParameter[],
): string {
  const symbols = new Map(secrets.map(({ name, path }) => [key(path), name] as const));
  const parameters = secrets.map(
    ({ name, isObject: object }) => `@secure()\nparam ${name} ${object ? 'object' : 'string'}\n`,
  );
  const whole: JsonObject = { name: ref.name, ...replaceSecrets(body, secrets, () => '') };
  const value = print(whole, [], '', symbols);
  return [
    ...parameters,
    `resource ${groupSymbol} ${quoteBicep(`${groupType}@${apiVersion}`)} = ${value}\n`,
  ].join('\n');
}

const groupSymbol = 'containerGroup';

function key(path: JsonPath): string {
  return JSON.stringify(path);
}

function print(json: Json, path: JsonPath, indent: string, symbols: ReadonlyMap<string, string>): string {
  const symbol = symbols.get(key(path));
  if (symbol !== undefined) return symbol;
  if (typeof json === 'string') return quoteBicep(json);
  if (typeof json === 'number') return number(json);
  if (typeof json === 'boolean' || json === null) return String(json);
  const inner = `${indent}  `;
  const lines = isList(json)
    ? json.map((item, index) => print(item, [...path, index], inner, symbols))
    : Object.entries(json).flatMap(([name, value]) =>
        value === undefined
          ? []
          : [`${propertyName(name)}: ${print(value, [...path, name], inner, symbols)}`],
      );
  const [open, close] = isObject(json) ? ['{', '}'] : ['[', ']'];
  if (lines.length === 0) return open + close;
  return [open, ...lines.map(line => inner + line), indent + close].join('\n');
}

/** Bicep knows whole numbers only; `json()` carries the others. */
function number(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : `json(${quoteBicep(String(value))})`;
}

function propertyName(name: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !['true', 'false', 'null'].includes(name);
  return isPlain ? name : quoteBicep(name);
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '${': '\\${',
};

/** A Bicep string. Harmful characters and halves of surrogate pairs are written as code points. */
export function quoteBicep(text: string): string {
  const escaped = text.replace(/[\\'\ud800-\udfff]|\$\{/gu, escape).replace(harmfulCharacter, escape);
  return `'${escaped}'`;
}

function escape(found: string): string {
  return escapes[found] ?? `\\u{${(found.codePointAt(0) ?? 0).toString(16)}}`;
}
