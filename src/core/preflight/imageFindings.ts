/** Whether the group's images can be pulled and run, by what their registries answer. */
import { parseImage } from '../rules/image.ts';
import { fatal, type Finding, warning } from './finding.ts';
import type { PlannedGroup, PlannedImage } from './plannedGroup.ts';

/** A system that an image is made for, as its manifest or configuration says it. */
export interface ImagePlatform {
  /** `linux`, `windows` */
  readonly os: string;
  /** `amd64`, `arm64` */
  readonly architecture: string;
  /** Of Windows images: `10.0.20348.2762`. */
  readonly osVersion?: string;
}

/** What a registry answers about an image. */
export type ImageInspection =
  | {
      readonly kind: 'found';
      readonly platforms: readonly ImagePlatform[];
      /** The layers as they are pulled, compressed; of the platform that would run. Bytes. */
      readonly size?: number;
    }
  /** The registry says that there is no such repository, tag or digest. */
  | { readonly kind: 'missing' }
  /** It wants an account, or another one. Docker Hub answers this to a repository that does not exist, too. */
  | { readonly kind: 'denied' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'throttled' }
  /** It was not asked. */
  | { readonly kind: 'unknown' };

export type InspectImage = (
  image: PlannedImage & Pick<PlannedGroup, 'osType'>,
  signal: AbortSignal,
) => Promise<ImageInspection>;

/** "The maximum size for a deployable container image on Azure Container Instances is 15 GB" (its FAQ). */
const largestImageInGB = 15;

export function imageFindings(
  { image }: PlannedImage,
  { osType }: Pick<PlannedGroup, 'osType'>,
  inspection: ImageInspection,
): readonly Finding[] {
  switch (inspection.kind) {
    case 'missing':
      return [fatal({ kind: 'imageMissing', image })];
    case 'denied':
      return [warning({ kind: 'imageDenied', image })];
    case 'unreachable':
      return [warning({ kind: 'registryUnreachable', image, registry: registryOf(image) })];
    case 'throttled':
      return [warning({ kind: 'registryThrottled', image, registry: registryOf(image) })];
    case 'unknown':
      return [];
    case 'found':
      return [
        ...platformFindings(image, osType, inspection.platforms),
        ...sizeFindings(image, inspection.size),
      ];
  }
}

function registryOf(image: string): string {
  const parsed = parseImage(image);
  return 'reference' in parsed ? parsed.reference.registry : image;
}

/** "Images must be built for amd64" (FAQ); `ImageOsTypeNotMatchContainerGroup`. */
function platformFindings(
  image: string,
  osType: PlannedGroup['osType'],
  platforms: readonly ImagePlatform[],
): readonly Finding[] {
  if (platforms.length === 0) return [];
  const written = [...new Set(platforms.map(({ os, architecture }) => `${os}/${architecture}`))].join(', ');
  const ofSystem = platforms.filter(({ os }) => os.toLowerCase() === osType.toLowerCase());
  if (ofSystem.length === 0) return [fatal({ kind: 'imageOs', image, osType, platforms: written })];
  const fitting = ofSystem.filter(({ architecture }) => architecture.toLowerCase() === 'amd64');
  if (fitting.length === 0) return [fatal({ kind: 'imagePlatform', image, platforms: written })];
  const versions = fitting.flatMap(({ osVersion }) => osVersion ?? []);
  const [first] = versions;
  return osType === 'Windows' && first !== undefined && !versions.some(isSupportedWindows)
    ? [warning({ kind: 'imageWindowsVersion', image, version: first })]
    : [];
}

/**
 * Windows Server 2019 (10.0.17763, from revision 1040 on) and 2022 (10.0.20348); 2016 is not supported since 2023, nor
 * are semi-annual releases (FAQ, "What Windows base OS images are supported?").
 */
function isSupportedWindows(version: string): boolean {
  const [major, , build, revision] = version.split('.').map(Number);
  if (major !== 10) return false;
  return build === 20_348 || (build === 17_763 && (revision === undefined || revision >= 1040));
}

/** What is compressed above the limit is so unpacked, too. The service may still take it: "not guaranteed". */
function sizeFindings(image: string, size: number | undefined): readonly Finding[] {
  const sizeInGB = (size ?? 0) / 1e9;
  return sizeInGB > largestImageInGB ? [warning({ kind: 'imageTooLarge', image, sizeInGB })] : [];
}
