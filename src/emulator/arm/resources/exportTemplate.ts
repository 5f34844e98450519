/** `POST …/resourceGroups/{name}/exportTemplate`: the resources of a group as a template. */
import type { ArmContext } from '../context.ts';
import { invalidContent, resourceGroupNotFound } from '../armError.ts';
import { compact, isObject, type JsonObject } from '../../json.ts';
import { containerGroupType } from '../containerGroups/groupId.ts';
import { armRoute, resourceGroupPath, type Route } from '../route.ts';
import { checkResourceVersion } from '../apiVersions.ts';
import { newestVersion } from '../providers/providers.ts';
import type { ResourceSource } from './resourceSources.ts';
import type { Resource } from './resourceStore.ts';
import { resourceGroupOf } from './resourceIds.ts';
import { readJsonObject } from './resourceBody.ts';

export function exportTemplateRoute({ estate }: ArmContext, sources: readonly ResourceSource[]): Route {
  return armRoute('POST', `${resourceGroupPath}/exportTemplate`, checkResourceVersion, request => {
    const { subscription = '', group = '' } = request.params;
    if (!estate.resourceGroup(subscription, group)) throw resourceGroupNotFound(group);
    const { resources: requested } = readJsonObject(request.body);
    if (!Array.isArray(requested)) throw invalidContent("The 'resources' property is required.");
    const ids = requested.map(each => (typeof each === 'string' ? each.toLowerCase() : ''));
    const found = sources
      .flatMap(source => source.list(subscription))
      .filter(each => resourceGroupOf(each.id).toLowerCase() === group.toLowerCase())
      .filter(each => ids.includes('*') || ids.includes(each.id.toLowerCase()));
    return { status: 200, body: { template: templateOf(found) } };
  });
}

/** Names become parameters, as the service makes them: `containerGroups_web_name`. */
function templateOf(resources: readonly Resource[]): JsonObject {
  const named = resources.map(resource => ({ resource, parameter: parameterOf(resource) }));
  return {
    $schema: 'https://schema.management.azure.com/schemas/2015-01-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: Object.fromEntries(
      named.map(({ resource, parameter }) => [parameter, { defaultValue: resource.name, type: 'String' }]),
    ),
    variables: {},
    resources: named.map(({ resource, parameter }) => {
      const { type, location, tags, zones, identity, sku, kind, properties } = resource;
      return compact({
        ...{ type, apiVersion: versionOf(type), name: `[parameters('${parameter}')]` },
        ...{ location, tags, zones, sku, kind },
        identity: isObject(identity) ? withoutIds(identity) : undefined,
        properties: isObject(properties) ? withoutState(properties) : undefined,
      });
    }),
  };
}

function parameterOf({ type, name }: Resource): string {
  return `${type.split('/').slice(1).join('_')}_${name.replaceAll(/\W/g, '_')}_name`;
}

/** Container groups are exported in the api-version whose properties the emulator shows. */
function versionOf(type: string): string {
  return type === containerGroupType ? '2023-05-01' : newestVersion(type);
}

function withoutIds({ type, userAssignedIdentities }: JsonObject): JsonObject {
  const assigned = isObject(userAssignedIdentities)
    ? Object.fromEntries(Object.keys(userAssignedIdentities).map(id => [id, {}]))
    : undefined;
  return compact({ type, userAssignedIdentities: assigned });
}

/** A template has no properties that only the service sets. */
function withoutState(properties: JsonObject): JsonObject {
  const serviceOwned = ['provisioningState', 'instanceView', 'resourceGuid', 'isCreatedFromStandbyPool'];
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !serviceOwned.includes(name)));
}
