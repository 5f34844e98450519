/** What the create wizard starts from once an image is built. */
import { imageOffer } from '../../core/builds/buildPlan.ts';
import type { BuiltImage } from '../../core/builds/imageBuildsApi.ts';
import type { Registry } from '../../core/model/registry.ts';
import { maxPorts } from '../../core/rules/ports.ts';
import type { CreateDraft } from '../create/createDraft.ts';
import { type BuildOrder, isNewRegistry } from './buildDraft.ts';
import { imageReference } from './buildInAzure.ts';

/** What was built, and where it is. */
export interface Built {
  readonly registry: Registry;
  readonly image: BuiltImage;
  readonly order: BuildOrder;
}

/** The group of a built image: by digest, reached at what the Dockerfile exposes, running what the image runs. */
export function createDraftOf({ registry, image, order }: Built): CreateDraft {
  const { place, dockerfile, target, values } = order;
  const offer = imageOffer(dockerfile.parsed, target, values);
  const ports = offer.ports.slice(0, maxPorts);
  const imageCommand = [offer.entrypoint, offer.command].filter(part => part !== undefined).join(' ');
  return {
    cloud: place.cloud,
    ...(place.subscription && { subscription: place.subscription }),
    ...(isNewRegistry(order.registry) &&
      place.resourceGroup && {
        resourceGroup: { ...place.resourceGroup, isNew: false },
        location: place.location,
      }),
    source: 'acr',
    registry,
    repository: image.repository,
    image: imageReference(registry, image),
    osType: 'Linux',
    command: [],
    ...(imageCommand !== '' && { imageCommand }),
    ...(ports.length > 0 && { networkKind: 'public' as const, ports }),
  };
}
