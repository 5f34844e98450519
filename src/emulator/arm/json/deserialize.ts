/**
 * Turns JSON into a resource provider's model as Json.NET does, on which Azure Container Instances is built (seen in
 * its refusals: Azure/azure-libraries-for-net#848, gbowerman/azurerm#29, Azure/azure-sdk-for-js#36767): names in any
 * case, what the model doesn't know is left out, numbers may stand in strings, and numbers and booleans in place of
 * strings (`JsonTextReader`, `JsonSerializerInternalReader`), null is as good as absent.
 */
import { type ArmError, invalidContent } from '../armError.ts';
import { type JsonNode, memberOf } from './jsonNodes.ts';
import type { Json, JsonObject } from '../../json.ts';

/** `any`: whatever it is. */
export type Model = 'string' | 'integer' | 'number' | 'boolean' | 'any' | ListModel | ObjectModel | MapModel;

export interface ListModel {
  readonly list: Model;
  /** What the service calls the type of one item. */
  readonly type: string;
}

export interface ObjectModel {
  readonly members: Readonly<Record<string, Model>>;
  readonly required?: readonly string[];
  readonly type: string;
}

interface MapModel {
  readonly map: Model;
}

/** The value as the model spells it; undefined for null. Throws 400 `InvalidRequestContent` where it does not fit. */
export function deserialize(node: JsonNode, model: Model, path: string): Json | undefined {
  if (isNull(node)) return undefined;
  if (typeof model === 'string') return scalar(node, model, path);
  if ('list' in model) return list(node, model, path);
  return 'map' in model ? map(node, model, path) : object(node, model, path);
}

function list(node: JsonNode, { list: item, type }: ListModel, path: string): Json[] {
  if (node.kind !== 'array') throw wrongType(node, `${type}[]`, path);
  return node.items.flatMap((each, index) => deserialize(each, item, `${path}[${index}]`) ?? []);
}

function map(node: JsonNode, model: MapModel, path: string): JsonObject {
  if (node.kind !== 'object') throw wrongType(node, 'System.Collections.Generic.Dictionary`2', path);
  return Object.fromEntries(
    node.members.flatMap(({ name, value }) => {
      const read = deserialize(value, model.map, `${path}.${name}`);
      return read === undefined ? [] : [[name, read]];
    }),
  );
}

function object(node: JsonNode, { members, required = [], type }: ObjectModel, path: string): JsonObject {
  if (node.kind !== 'object') throw wrongType(node, type, path);
  const read: JsonObject = {};
  for (const [name, model] of Object.entries(members)) {
    const given = memberOf(node.members, name);
    const value = given && deserialize(given.value, model, path === '' ? name : `${path}.${name}`);
    if (value !== undefined) read[name] = value;
    else if (required.includes(name)) {
      const why = given ? 'expects a value but got null' : 'not found in JSON';
      throw contentErrorAt(`Required property '${name}' ${why}.`, path, node);
    }
  }
  return read;
}

function scalar(node: JsonNode, model: Exclude<Model, object>, path: string): Json {
  if (model === 'any') return toJson(node);
  if (node.kind === 'object' || node.kind === 'array') throw unexpected(node, path);
  const { text } = node;
  if (model === 'string') return text;
  if (model === 'boolean') return readBoolean(node, text, path);
  if (node.kind === 'word') throw unexpected(node, path);
  return model === 'integer' ? readInteger(node, text, path) : readDecimal(node, text, path);
}

function readInteger(node: JsonNode, text: string, path: string): number {
  if (!/^\s*[-+]?\d+\s*$/.test(text)) {
    const why =
      node.kind === 'string'
        ? `Could not convert string to integer: ${text}.`
        : `Input string '${text}' is not a valid integer.`;
    throw contentErrorAt(why, path, node);
  }
  const value = Number(text);
  if (value < -(2 ** 31) || value >= 2 ** 31) {
    throw contentErrorAt(`JSON integer ${text.trim()} is too large or small for an Int32.`, path, node);
  }
  return value;
}

function readDecimal(node: JsonNode, text: string, path: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw contentErrorAt(`Could not convert string to double: ${text}.`, path, node);
  }
  return value;
}

function readBoolean(node: JsonNode, text: string, path: string): boolean {
  if (node.kind === 'number') return Number(text) !== 0;
  const word = text.trim().toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  throw contentErrorAt(`Could not convert string to boolean: ${text}.`, path, node);
}

function toJson(node: JsonNode): Json {
  switch (node.kind) {
    case 'object':
      return objectToJson(node);
    case 'array':
      return node.items.map(toJson);
    case 'string':
      return node.text;
    case 'number':
    case 'word':
      return JSON.parse(node.text) as Json;
  }
}

/** An object as plain JSON. */
export function objectToJson({ members }: Extract<JsonNode, { kind: 'object' }>): JsonObject {
  return Object.fromEntries(members.map(({ name, value }) => [name, toJson(value)]));
}

export function isNull(node: JsonNode): boolean {
  return node.kind === 'word' && node.text === 'null';
}

/** `why` ends with a full stop. */
export function contentErrorAt(why: string, path: string, node: JsonNode): ArmError {
  return invalidContent(`${why} Path '${path}', ${node.end}.`);
}

function unexpected(node: JsonNode, path: string): ArmError {
  const first = node.kind === 'object' ? '{' : node.kind === 'array' ? '[' : node.text.charAt(0);
  return contentErrorAt(`Unexpected character encountered while parsing value: ${first}.`, path, node);
}

function wrongType(node: JsonNode, type: string, path: string): ArmError {
  const full = type.includes('.') ? type : `Microsoft.Azure.CloudConsole.Providers.Data.Definition.${type}`;
  if (node.kind !== 'object' && node.kind !== 'array') {
    return contentErrorAt(`Error converting value "${node.text}" to type '${full}'.`, path, node);
  }
  const [is, should] =
    node.kind === 'object'
      ? ['object (e.g. {"name":"value"})', 'array (e.g. [1,2,3])']
      : ['array (e.g. [1,2,3])', 'object (e.g. {"name":"value"})'];
  return contentErrorAt(
    `Cannot deserialize the current JSON ${is} into type '${full}' because the type requires a JSON ${should} to deserialize correctly.`,
    path,
    node,
  );
}
