/** A container group of a template before Azure evaluates it: nothing is asked or claimed of what isn't known here. */
import { replaceAt, type JsonPath, type PathPattern } from '../document/jsonPath.ts';
import { parseResourceId } from '../deployments/resourceId.ts';
import { asObject, asObjects, asText, type Json, type JsonObject } from '../json.ts';
import type { GroupRef, RawContainerGroup } from '../model/containerGroup.ts';
import { parseImage } from '../rules/image.ts';
import type { Finding, FindingDetail } from './finding.ts';

export interface TemplateGroup {
  readonly ref: GroupRef;
  readonly document: RawContainerGroup;
  /** Places in the document's body whose values only Azure knows. */
  readonly unknown: readonly JsonPath[];
}

const location: PathPattern = ['location'];
const osType: PathPattern = ['properties', 'osType'];
const credentials: PathPattern = ['properties', 'imageRegistryCredentials'];
const address: PathPattern = ['properties', 'ipAddress'];
/** What decides which quota counts and which price holds, beside the location. */
const size: readonly PathPattern[] = [
  ['properties', 'containers', '*', 'properties', 'resources', 'requests'],
  ['properties', 'sku'],
  ['properties', 'priority'],
];

/** What has to be known for a finding to be true. A kind that is missing does not compile. */
const basis: Readonly<Record<FindingDetail['kind'], readonly PathPattern[]>> = {
  locationNotOffered: [location],
  osNotOffered: [location, osType],
  cpuAboveRegion: [location, osType, address, ...size],
  memoryAboveRegion: [location, osType, address, ...size],
  gpuRetired: [],
  zoneNotOffered: [location],
  tooManyGroups: [location],
  tooFewCores: [location, ...size],
  labelInUse: [location, address],
  subnetMissing: [],
  subnetElsewhere: [location],
  subnetDelegated: [],
  subnetInUse: [],
  subnetFull: [],
  imageMissing: [],
  imageDenied: [credentials],
  imagePlatform: [osType],
  imageOs: [osType],
  imageWindowsVersion: [osType],
  imageTooLarge: [],
  registryUnreachable: [],
  registryThrottled: [],
  notChecked: [],
};

/** Whether all that the finding is about is known here. */
export function isFindingKnown({ unknown }: TemplateGroup, { kind }: Finding): boolean {
  return basis[kind].every(pattern => isKnown(unknown, pattern));
}

/** Whether all that decides the group's price is known here. */
export function isPriceKnown({ unknown }: TemplateGroup): boolean {
  return [location, osType, ...size].every(pattern => isKnown(unknown, pattern));
}

/** Whether nothing unknown is at, above or below what `pattern` names. */
function isKnown(unknown: readonly JsonPath[], pattern: PathPattern): boolean {
  return !unknown.some(path =>
    path.every((step, index) => {
      const wanted = pattern[index];
      return wanted === undefined || wanted === '*' || wanted === step;
    }),
  );
}

/**
 * The group with null in the place of what isn't known, and of what the template itself makes (`made`: ids): its
 * subnets, and images in its registries, are not there to be asked about yet.
 */
export function askableDocument(
  { document, unknown }: Omit<TemplateGroup, 'ref'>,
  made: readonly string[],
): RawContainerGroup {
  const known = unknown.reduce<Json>((body, path) => replaceAt(body, path, null), document.body);
  const properties = asObject(asObject(known)['properties']);
  const withoutMade: JsonObject = {
    ...properties,
    ...('subnetIds' in properties && {
      subnetIds: asObjects(properties['subnetIds']).filter(({ id }) => !isPartOfAny(asText(id), made)),
    }),
    ...imagesElsewhere('containers', properties, made),
    ...imagesElsewhere('initContainers', properties, made),
  };
  return { ...document, body: { ...asObject(known), properties: withoutMade } };
}

/** Whether it is one of `owners`, or something in one: a subnet in a network. */
function isPartOfAny(id: string, owners: readonly string[]): boolean {
  return owners.some(owner => `${id}/`.toLowerCase().startsWith(`${owner}/`.toLowerCase()));
}

function imagesElsewhere(list: string, properties: JsonObject, made: readonly string[]): JsonObject {
  if (!(list in properties)) return {};
  const registries = made.flatMap(registryName);
  return {
    [list]: asObjects(properties[list]).map(container => {
      const own = asObject(container['properties']);
      const isMade = registries.some(name => isIn(asText(own['image']), name));
      return isMade ? { ...container, properties: { ...own, image: null } } : container;
    }),
  };
}

/** The registry that an id is of, or of something in: a build that fills it. */
function registryName(id: string): readonly string[] {
  const { type = '', name = '' } = parseResourceId(id) ?? {};
  const [registry] = name.split('/');
  return /^Microsoft\.ContainerRegistry\/registries(?:\/|$)/i.test(type) && registry ? [registry] : [];
}

/** `name.azurecr.io`; with a domain name label scope Azure adds a hash to the name (`name-abc123.azurecr.io`). */
function isIn(written: string, registry: string): boolean {
  const parsed = parseImage(written);
  if (!('reference' in parsed)) return false;
  const host = parsed.reference.registry.toLowerCase();
  const name = registry.toLowerCase();
  return host.includes('.azurecr.') && (host.startsWith(`${name}.`) || host.startsWith(`${name}-`));
}
