/** Reads the body of a container group's PUT: its shape, before its meaning is checked. */
import type { Json, JsonObject } from '../../containers/runtime.ts';
import { contentErrorAt, deserialize, type Model } from '../json/deserialize.ts';
import { gatewayError, invalidContent } from '../armError.ts';
import type { GroupBody } from '../estate.ts';
import { groupIdentityModel, groupPropertiesModel } from './requestModels.ts';
import { isObject } from '../json/jsonValues.ts';
import type { JsonNode } from '../json/jsonNodes.ts';
import { isRegion, offeredRegions, offersContainerGroups, regionName } from '../locations/regions.ts';
import { type ObjectNode, readResourceBody, memberText, memberValue } from '../resources/resourceBody.ts';

export interface GroupRequest extends GroupBody {
  /** The name that the body has, '' where it has none. */
  readonly bodyName: string;
}

/** Throws 400 where the body is not a container group's. */
export function readGroupBody(text: string): GroupRequest {
  const body = readResourceBody(text);
  const location = readLocation(memberText(body, 'location'));
  const properties = memberValue(body, 'properties');
  if (!properties) throw contentErrorAt("Required property 'properties' not found in JSON.", '', body);
  return {
    bodyName: memberText(body, 'name'),
    location,
    properties: readObjectOf(properties, groupPropertiesModel, 'properties') ?? {},
    tags: readBodyTags(body),
    zones: read(memberValue(body, 'zones'), { list: 'text', type: 'System.String' }, 'zones'),
    identity: readObjectOf(memberValue(body, 'identity'), groupIdentityModel, 'identity'),
  };
}

/** The JSON object of a request. Throws 400 for anything else. */
export function readObject(text: string): JsonObject {
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  if (isObject(body as Json | undefined)) return body as JsonObject;
  throw invalidContent('The request body must be a JSON object');
}

/** The tags of a body, undefined where it has none. Throws 400 for tags that are no texts, or too many. */
export function readBodyTags(body: ObjectNode): JsonObject | undefined {
  const tags = readObjectOf(memberValue(body, 'tags'), { map: 'text' }, 'tags');
  return tags && readTags(tags);
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

function read(node: JsonNode | undefined, model: Model, path: string): Json | undefined {
  return node && deserialize(node, model, path);
}

function readObjectOf(node: JsonNode | undefined, model: Model, path: string): JsonObject | undefined {
  const value = read(node, model, path);
  return isObject(value) ? value : undefined;
}

function readLocation(given: string): string {
  if (given === '') {
    throw gatewayError(400, 'LocationRequired', 'The location property is required for this definition.');
  }
  const location = regionName(given);
  if (offersContainerGroups(location)) return location;
  const regions = offeredRegions.map(r => r.name).join(',');
  throw gatewayError(
    400,
    'LocationNotAvailableForResourceType',
    isRegion(location)
      ? `The provided location '${given}' is not available for resource type 'Microsoft.ContainerInstance/containerGroups'. List of available regions for the resource type is '${regions}'.`
      : `The provided location '${given}' is not available for resource type 'Microsoft.ContainerInstance/containerGroups'. The location is unknown. List of available regions for the resource type is '${regions}'.`,
  );
}
