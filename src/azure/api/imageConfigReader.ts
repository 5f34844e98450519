/** What an image runs by itself, asked of its registry without an account. */
import type { ImageConfig } from '../../core/compose/command.ts';
import { asObject, asObjects, isList, type Json, type JsonObject } from '../../core/json.ts';
import { parseImage } from '../../core/rules/image.ts';
import { asString } from '../http/readJson.ts';
import { createImageRegistry, type ImageRegistryOptions } from './imageRegistry.ts';

/** Undefined where the registry wants an account, is not reached, or has no such image for Linux on amd64. */
export type ReadImageConfig = (image: string, signal: AbortSignal) => Promise<ImageConfig | undefined>;

export function createImageConfigReader(options: ImageRegistryOptions = {}): ReadImageConfig {
  const openImage = createImageRegistry(options);
  return async (image, signal) => {
    const parsed = parseImage(image);
    if ('problem' in parsed) return undefined;
    const reader = openImage(parsed.reference, undefined, signal);
    try {
      const first = await reader.manifest();
      const inner = isList(first['manifests']) ? digestOfLinux(first) : undefined;
      const manifest = inner === undefined ? first : await reader.manifest(inner);
      const config = asString(asObject(manifest['config'])['digest']);
      return config === undefined ? undefined : readConfig(await reader.blob(config));
    } catch {
      return undefined; // the caller says that it is not known
    }
  };
}

function digestOfLinux(index: JsonObject): string | undefined {
  const found = asObjects(index['manifests']).find(({ platform }) => {
    const { os, architecture } = asObject(platform);
    return os === 'linux' && architecture === 'amd64';
  });
  return asString(found?.['digest']);
}

function readConfig(blob: JsonObject): ImageConfig | undefined {
  const config = asObject(blob['config']);
  return { entrypoint: texts(config['Entrypoint']), command: texts(config['Cmd']) };
}

function texts(json: Json | undefined): readonly string[] {
  return isList(json) ? json.flatMap(item => asString(item) ?? []) : [];
}
