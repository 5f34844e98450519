import type { ResourceSource } from '../resources/resourceSources.ts';
import { containerGroupProfiles } from './apiVersions.ts';
import { profileResponse } from './profileResponse.ts';
import type { ContainerGroupProfiles } from './profiles.ts';

/** Container group profiles, as the newest api-version lists them. */
export function profileSource(profiles: ContainerGroupProfiles): ResourceSource {
  const version = containerGroupProfiles.versions.at(-1) ?? '';
  return {
    list: subscriptionId =>
      profiles.within(`/subscriptions/${subscriptionId}`).map(profile => profileResponse(profile, version)),
    setTags: (id, tags) => profiles.setTags(id, tags),
  };
}
