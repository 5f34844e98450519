/** A container group that is made of a profile. */
import type { GroupRequest } from '../containerGroups/groupRequest.ts';
import { numberAt, objectAt, objectsAt, textAt, type JsonObject } from '../../json.ts';
import type { ContainerGroupProfiles } from './profiles.ts';

/**
 * A group's body with what its profile says and the body doesn't; containers of one name are one ("Request a container
 * from a standby pool", learn.microsoft.com: the body has only a container's name and configuration map). The newest
 * revision where none is named [guess]. What the service answers where there is no such profile is not known: the body is
 * left as it is, and needs containers of its own.
 */
export function withProfile(profiles: ContainerGroupProfiles, body: GroupRequest): GroupRequest {
  const reference = objectAt(body.properties, 'containerGroupProfile');
  const id = textAt(reference, 'id');
  const wanted = numberAt(reference, 'revision');
  const profile =
    wanted === undefined
      ? profiles.newest(id)
      : profiles.revisions(id).find(({ revision }) => revision === wanted);
  return profile ? { ...body, properties: merge(profile.properties, body.properties) } : body;
}

function merge(profile: JsonObject, given: JsonObject): JsonObject {
  const own = objectsAt(given, 'containers');
  const nameOf = (container: JsonObject) => textAt(container, 'name').toLowerCase();
  const fromProfile = objectsAt(profile, 'containers').map(container => {
    const same = own.find(each => nameOf(each) === nameOf(container)) ?? {};
    const properties = { ...objectAt(container, 'properties'), ...objectAt(same, 'properties') };
    return { ...container, properties };
  });
  const known = fromProfile.map(nameOf);
  const further = own.filter(each => !known.includes(nameOf(each)));
  return { ...profile, ...given, containers: [...fromProfile, ...further] };
}
