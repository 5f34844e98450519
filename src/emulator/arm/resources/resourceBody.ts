/** The body of a PUT or PATCH of any resource, as Azure Resource Manager itself reads it before a provider does. */
import { isObject, type JsonObject } from '../../json.ts';
import { deserialize, isNull, objectToJson } from '../json/deserialize.ts';
import { gatewayError, invalidContent } from '../armError.ts';
import { type JsonNode, memberOf, parseJsonNodes } from '../json/jsonNodes.ts';

export type ObjectNode = Extract<JsonNode, { kind: 'object' }>;

/** Members that a resource can have, whoever provides it; ARM refuses others. */
const known = [
  ...['id', 'name', 'type', 'location', 'tags', 'properties', 'identity', 'zones', 'plan', 'kind', 'sku'],
  ...['managedBy', 'extendedLocation', 'etag', 'systemData', 'scale', 'placement'],
].map(name => name.toLowerCase());

/**
 * The members of a resource's body. Throws 400 where it is no JSON object, or has a member that no resource has (the
 * words: Azure/azure-sdk-for-java#646).
 */
export function readResourceBody(text: string): ObjectNode {
  const body = readJsonBody(text);
  for (const { name, colon } of body.members) {
    if (known.includes(name.toLowerCase())) continue;
    throw invalidContent(
      `Could not find member '${name}' on object of type 'ResourceDefinition'. Path '${name}', ${colon}.`,
    );
  }
  return body;
}

/** The JSON object of a request. Throws 400 for anything else. */
export function readJsonBody(text: string): ObjectNode {
  const body = text === '' ? undefined : parseJsonNodes(text);
  if (body?.kind === 'object') return body;
  throw invalidContent('The request body must be a JSON object');
}

/** The same as plain JSON. */
export function readJsonObject(text: string): JsonObject {
  return objectToJson(readJsonBody(text));
}

/** The tags of a body, undefined where it has none. Throws 400 for tags that are no texts, or too many. */
export function readBodyTags(body: ObjectNode): JsonObject | undefined {
  const node = memberValue(body, 'tags');
  const tags = node && deserialize(node, { map: 'string' }, 'tags');
  return isObject(tags) ? readTags(tags) : undefined;
}

/** Tags as texts. Throws 400 for lists and objects among them, and for too many. */
export function readTags(tags: JsonObject): JsonObject {
  const texts: JsonObject = {};
  for (const [name, value] of Object.entries(tags)) {
    if (typeof value !== 'object' || value === null) {
      texts[name] = value === null ? '' : String(value);
      continue;
    }
    const first = Array.isArray(value) ? '[' : '{';
    throw invalidContent(
      `Unexpected character encountered while parsing value: ${first}. Path 'tags.${name}', line 1, position 1.`,
    );
  }
  if (Object.keys(tags).length <= 50) return texts;
  throw gatewayError(
    400,
    'TooManyTags',
    `The number of tags on this resource is too large. It is ${Object.keys(tags).length}, but the maximum is 50.`,
  );
}

/** The value of a member, whatever the case of its name; undefined where it is absent or null. */
export function memberValue({ members }: ObjectNode, name: string): JsonNode | undefined {
  const value = memberOf(members, name)?.value;
  return value && !isNull(value) ? value : undefined;
}

/** The text of a member, '' where there is none. */
export function memberText(body: ObjectNode, name: string): string {
  const value = memberValue(body, name);
  const text = value && deserialize(value, 'string', name);
  return typeof text === 'string' ? text : '';
}
