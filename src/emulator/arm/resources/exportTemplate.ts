/** `POST …/resourceGroups/{name}/exportTemplate`: the resources of a group as a template. */
import type { JsonObject } from '../../containers/runtime.ts';
import type { ArmContext } from '../context.ts';
import { invalidContent, resourceGroupNotFound } from '../armError.ts';
import { readObject } from '../containerGroups/groupRequest.ts';
import { compact, isObject } from '../json/jsonValues.ts';
import type { Request, Response, Route } from '../route.ts';
import { checkResourceVersion } from '../apiVersions.ts';
import { providerBodies } from '../providers/providers.ts';
import type { ResourceSource } from './resourceSources.ts';
import { type Resource, resourceGroupOf } from './resourceStore.ts';

export function exportTemplateRoute({ estate }: ArmContext, sources: readonly ResourceSource[]): Route {
  return {
    method: 'POST',
    path: /^\/subscriptions\/(?<subscription>[^/]+)\/resourceGroups\/(?<group>[^/]+)\/exportTemplate$/i,
    access: 'arm',
    answer(request: Request): Response {
      checkResourceVersion(request);
      const { subscription = '', group = '' } = request.params;
      if (!estate.resourceGroup(subscription, group)) throw resourceGroupNotFound(group);
      const { resources: asked } = readObject(request.body);
      if (!Array.isArray(asked)) throw invalidContent("The 'resources' property is required.");
      const wanted = asked.map(each => (typeof each === 'string' ? each.toLowerCase() : ''));
      const found = sources
        .flatMap(source => source.list(subscription))
        .filter(each => resourceGroupOf(each.id).toLowerCase() === group.toLowerCase())
        .filter(each => wanted.includes('*') || wanted.includes(each.id.toLowerCase()));
      return { status: 200, body: { template: templateOf(found, subscription) } };
    },
  };
}

/** Names become parameters, as the service makes them: `containerGroups_web_name`. */
function templateOf(resources: readonly Resource[], subscription: string): JsonObject {
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
        ...{ type, apiVersion: versionOf(type, subscription), name: `[parameters('${parameter}')]` },
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

/** The newest stable api-version of a type; of container groups the one that bodies are shown in where none is asked. */
function versionOf(type: string, subscription: string): string {
  if (type === 'Microsoft.ContainerInstance/containerGroups') return '2023-05-01';
  const [namespace, ...rest] = type.split('/');
  const provider = providerBodies(subscription).find(each => each.namespace === namespace);
  const types = Array.isArray(provider?.['resourceTypes']) ? provider['resourceTypes'].filter(isObject) : [];
  const versions = types.find(each => each['resourceType'] === rest.join('/'))?.['apiVersions'];
  const all = Array.isArray(versions) ? versions.filter(each => typeof each === 'string') : [];
  return all.find(each => !each.endsWith('-preview')) ?? '';
}

function withoutIds({ type, userAssignedIdentities }: JsonObject): JsonObject {
  const assigned = isObject(userAssignedIdentities)
    ? Object.fromEntries(Object.keys(userAssignedIdentities).map(id => [id, {}]))
    : undefined;
  return compact({ type, userAssignedIdentities: assigned });
}

/** What only the service writes is no part of a template. */
function withoutState(properties: JsonObject): JsonObject {
  const own = ['provisioningState', 'instanceView', 'resourceGuid', 'isCreatedFromStandbyPool'];
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !own.includes(name)));
}
