/** Whether an image is there, what it is made for and how large it is, asked of its registry before a group is sent. */
import { asNumber, asObject, asObjects, isList, type JsonObject } from '../../core/json.ts';
import type { ImageInspection, ImagePlatform, InspectImage } from '../../core/preflight/imageFindings.ts';
import { parseImage } from '../../core/rules/image.ts';
import { asString } from '../http/readJson.ts';
import {
  createImageRegistry,
  type ImageReader,
  type ImageRegistryOptions,
  RegistryAnswerError,
} from './imageRegistry.ts';

/** How long one image may take to be asked about, ms: nobody waits for a registry that does not answer. */
const timeout = 8_000;

/** With the credential that the group pulls by. An image that a managed identity pulls is not asked about. */
export function createImageInspector(options: ImageRegistryOptions = {}): InspectImage {
  const openImage = createImageRegistry(options);
  return async ({ image, osType, isPulledByIdentity, username, password }, signal) => {
    const parsed = parseImage(image);
    if ('problem' in parsed || isPulledByIdentity) return { kind: 'unknown' };
    const login = username !== undefined && password !== undefined ? { username, password } : undefined;
    const within = AbortSignal.any([signal, AbortSignal.timeout(timeout)]);
    try {
      return await inspect(openImage(parsed.reference, login, within), osType);
    } catch (error) {
      signal.throwIfAborted();
      return inspectionOfError(error);
    }
  };
}

async function inspect(reader: ImageReader, osType: 'Linux' | 'Windows'): Promise<ImageInspection> {
  const first = await reader.manifest();
  if (!isList(first['manifests'])) return { kind: 'found', ...(await readSinglePlatform(reader, first)) };
  const rows = asObjects(first['manifests']).map(row => ({
    row,
    platform: readPlatform(asObject(row['platform'])),
  }));
  const fitting = rows.find(
    ({ platform }) => platform?.os === osType.toLowerCase() && platform.architecture === 'amd64',
  );
  const digest = asString(fitting?.row['digest']);
  const size = digest === undefined ? undefined : sizeOf(await reader.manifest(digest));
  return {
    kind: 'found',
    platforms: rows.flatMap(({ platform }) => platform ?? []),
    ...(size !== undefined && { size }),
  };
}

/** A manifest of its own names no platform: its configuration does. */
async function readSinglePlatform(reader: ImageReader, manifest: JsonObject) {
  const config = asString(asObject(manifest['config'])['digest']);
  const platform = config === undefined ? undefined : readPlatform(await reader.blob(config));
  const size = sizeOf(manifest);
  return { platforms: platform ? [platform] : [], ...(size !== undefined && { size }) };
}

/** `unknown/unknown` rows are attestations of the build (Docker, "Image attestation storage"). */
function readPlatform(row: JsonObject): ImagePlatform | undefined {
  const [os, architecture, osVersion] = ['os', 'architecture', 'os.version'].map(key => asString(row[key]));
  if (os === undefined || architecture === undefined || os === 'unknown') return undefined;
  return { os, architecture, ...(osVersion !== undefined && { osVersion }) };
}

function sizeOf(manifest: JsonObject): number | undefined {
  const sizes = asObjects(manifest['layers']).map(({ size }) => asNumber(size));
  if (sizes.length === 0) return undefined;
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

function inspectionOfError(error: unknown): ImageInspection {
  if (!(error instanceof RegistryAnswerError)) return { kind: 'unreachable' };
  switch (error.status) {
    case 404:
      return { kind: 'missing' };
    case 401:
    case 403:
      return { kind: 'denied' };
    case 429:
      return { kind: 'throttled' };
    default:
      return { kind: 'unreachable' };
  }
}
