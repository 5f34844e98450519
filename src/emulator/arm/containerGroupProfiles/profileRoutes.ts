/**
 * Container group profiles and their revisions (`ContainerGroupProfile.tsp`, azure-rest-api-specs): all of it is synchronous.
 * A profile is kept to the rules of the groups that are made of it [guess], its name to the API description's pattern.
 */
import { invalidResourceLocation, resourceNotFound } from '../armError.ts';
import { providerVersion } from '../apiVersions.ts';
import { readGroupBody } from '../containerGroups/groupRequest.ts';
import { profilePropertiesModel } from '../containerGroups/requestModels.ts';
import { badRequest } from '../containerGroups/rules/badRequest.ts';
import { checkContent } from '../containerGroups/rules/groupRules.ts';
import { checkRegistration } from '../containerGroups/rules/registrationAndPolicyRules.ts';
import type { ArmContext } from '../context.ts';
import { requestedKey, requestedNotFound } from '../resources/requestedResources.ts';
import { readBodyTags, readResourceBody } from '../resources/resourceBody.ts';
import { nameOf, resourceGroupId, resourceGroupOf, resourceId } from '../resources/resourceIds.ts';
import {
  armRoute,
  listResponse,
  providerPath,
  resourceGroupPath,
  subscriptionPath,
  type Request,
  type Response,
  type Route,
} from '../route.ts';
import { containerGroupProfiles, profileType } from './apiVersions.ts';
import { profileResponse } from './profileResponse.ts';
import type { ProfileRevision } from './profiles.ts';

export function profileRoutes(arm: ArmContext): Route[] {
  const { profiles } = arm.estate;
  const all = providerPath(profileType);
  const one = `${resourceGroupPath}${all}/(?<name>[^/]+)`;
  const route = (method: string, path: string, answer: (request: Request) => Response) =>
    armRoute(method, path, versionOf, answer);
  const find = (request: Request): ProfileRevision => {
    const profile = profiles.newest(idOf(request));
    if (!profile) throw requestedNotFound(request, profileType);
    return profile;
  };
  const shown = (request: Request, profile: ProfileRevision) => profileResponse(profile, versionOf(request));
  const list = (request: Request) => {
    const { subscription = '', group } = request.params;
    const scope =
      group === undefined ? `/subscriptions/${subscription}` : resourceGroupId(subscription, group);
    return listResponse(profiles.within(scope).map(profile => shown(request, profile)));
  };
  return [
    route('GET', subscriptionPath + all, list),
    route('GET', resourceGroupPath + all, list),
    route('GET', one, request => ({ status: 200, body: shown(request, find(request)) })),
    route('PUT', one, request => put(arm, request)),
    route('PATCH', one, request => {
      const { id } = find(request);
      const tags = readBodyTags(readResourceBody(request.body));
      if (tags) profiles.setTags(id, tags);
      return { status: 200, body: shown(request, find(request)) };
    }),
    route('DELETE', one, request => {
      const id = idOf(request);
      if (!profiles.newest(id)) return { status: 204 };
      profiles.removeWithin(id);
      return { status: 200 };
    }),
    route('GET', `${one}/revisions`, request =>
      listResponse(profiles.revisions(find(request).id).map(each => shown(request, each))),
    ),
    route('GET', `${one}/revisions/(?<revision>[^/]+)`, request => {
      const { id } = find(request);
      const { revision = '' } = request.params;
      const found = profiles.revisions(id).find(each => String(each.revision) === revision);
      const name = `${nameOf(id)}/revisions/${revision}`;
      if (!found) throw resourceNotFound(profileType, resourceGroupOf(id), name);
      return { status: 200, body: shown(request, found) };
    }),
  ];
}

const versionOf = (request: Request) => providerVersion(request, 'global', containerGroupProfiles);
const idOf = (request: Request) => resourceId(profileType, requestedKey(request));

function put({ estate, clock }: ArmContext, request: Request): Response {
  const { subscriptionId, name } = requestedKey(request);
  checkRegistration(estate, subscriptionId, clock.now());
  const body = readGroupBody(request.body, profileType, profilePropertiesModel);
  const id = idOf(request);
  const before = estate.profiles.newest(id);
  if (before && before.location !== body.location) {
    const existing = { location: before.location, resourceGroup: resourceGroupOf(before.id) };
    throw invalidResourceLocation(before.id, existing, body.location);
  }
  checkName(name);
  checkContent(name, body, body.bodyName || undefined);
  const { location, properties, tags, zones } = body;
  const added = estate.profiles.add({ id, location, properties, tags, zones });
  return { status: before ? 200 : 201, body: profileResponse(added, versionOf(request)) };
}

function checkName(name: string): void {
  if (/^[a-z0-9](?:[-_a-z0-9]{0,61}[a-z0-9])?$/i.test(name)) return;
  throw badRequest(
    'InvalidContainerGroupProfileName', // [guess]
    `The container group profile name '${name}' is invalid. The name must contain no more than 63 characters and must match the regex '^[a-zA-Z0-9]$|^[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]$'.`,
  );
}
