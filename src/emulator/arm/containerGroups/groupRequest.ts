/** Reads the body of a container group's PUT: its shape, before its meaning is checked. */
import { contentErrorAt, deserialize, type Model, type ObjectModel } from '../json/deserialize.ts';
import { gatewayError, locationRequired } from '../armError.ts';
import type { GroupBody } from '../estate.ts';
import { groupIdentityModel, groupPropertiesModel } from './requestModels.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { JsonNode } from '../json/jsonNodes.ts';
import { containerGroupType } from './groupId.ts';
import { isRegion, offeredRegions, offersContainerGroups, regionName } from '../locations/regions.ts';
import { memberText, memberValue, readBodyTags, readResourceBody } from '../resources/resourceBody.ts';

export interface GroupRequest extends GroupBody {
  /** The name that the body has, '' where it has none. */
  readonly bodyName: string;
}

/** Throws 400 where the body is not a container group's, or that of another `type` that is described like one. */
export function readGroupBody(
  text: string,
  type = containerGroupType,
  model: ObjectModel = groupPropertiesModel,
): GroupRequest {
  const body = readResourceBody(text);
  const location = readLocation(memberText(body, 'location'), type);
  const properties = memberValue(body, 'properties');
  if (!properties) throw contentErrorAt("Required property 'properties' not found in JSON.", '', body);
  return {
    bodyName: memberText(body, 'name'),
    location,
    properties: readObjectOf(properties, model, 'properties') ?? {},
    tags: readBodyTags(body),
    zones: read(memberValue(body, 'zones'), { list: 'string', type: 'System.String' }, 'zones'),
    identity: readObjectOf(memberValue(body, 'identity'), groupIdentityModel, 'identity'),
  };
}

function read(node: JsonNode | undefined, model: Model, path: string): Json | undefined {
  return node && deserialize(node, model, path);
}

function readObjectOf(node: JsonNode | undefined, model: Model, path: string): JsonObject | undefined {
  const value = read(node, model, path);
  return isObject(value) ? value : undefined;
}

function readLocation(given: string, type: string): string {
  if (given === '') {
    throw locationRequired();
  }
  const location = regionName(given);
  if (offersContainerGroups(location)) return location;
  const regions = offeredRegions.map(r => r.name).join(',');
  throw gatewayError(
    400,
    'LocationNotAvailableForResourceType',
    `The provided location '${given}' is not available for resource type '${type}'. ${isRegion(location) ? '' : 'The location is unknown. '}List of available regions for the resource type is '${regions}'.`,
  );
}
