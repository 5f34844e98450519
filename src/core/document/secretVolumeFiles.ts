/** The files of a secret volume: a folder without folders in it, its files as base64 by name. */
import { asObject, asObjects, asText, isList, isObject, type Json, type JsonObject } from '../json.ts';
import { valueAt } from './jsonPath.ts';
import { secretLocations } from './secretLocations.ts';

/** Base64 by file name, as ARM takes it. */
export type SecretFiles = Readonly<Record<string, string>>;

/** Base64 of bytes, however many. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

export function textToBase64(text: string): string {
  return toBase64(new TextEncoder().encode(text));
}

/** How many bytes a base64 text stands for. */
export function base64ByteLength(base64: string): number {
  return Math.floor((base64.replace(/[=\s]+/g, '').length * 3) / 4);
}

/** One file from `name=content`; undefined where the name is missing. */
export function parseSecretFile(line: string): SecretFiles | undefined {
  const [, name, content = ''] = /^([^=\s/\\]+)=(.*)$/s.exec(line) ?? [];
  return name === undefined ? undefined : { [name]: textToBase64(content) };
}

export interface SecretVolume {
  readonly name: string;
  readonly files: SecretFiles;
}

/** The secret volumes of a group with the files that the body holds. */
export function secretVolumes(body: JsonObject): readonly SecretVolume[] {
  return secretLocations(body).flatMap(({ secret, path }) => {
    if (secret.kind !== 'secretVolume') return [];
    const content = Object.entries(asObject(valueAt(body, path)));
    return [
      { name: secret.volume, files: Object.fromEntries(content.map(([file, text]) => [file, asText(text)])) },
    ];
  });
}

/**
 * Files of a secret volume that the group's own commands and variables name below its mount path. Azure returns neither
 * the files nor their number: this is the only hint at which ones may be missing.
 */
export function referencedFiles(body: JsonObject, volume: string): readonly string[] {
  const properties = asObject(body['properties']);
  const containers = ['containers', 'initContainers'].flatMap(list => asObjects(properties[list]));
  const found = containers.flatMap(container => {
    const inside = asObject(container['properties']);
    const mounts = asObjects(inside['volumeMounts']).filter(({ name }) => name === volume);
    const texts = textsIn([
      inside['command'] ?? null,
      asObjects(inside['environmentVariables']).map(({ value }) => value ?? null),
      ...['livenessProbe', 'readinessProbe'].map(probe => asObject(inside[probe])['exec'] ?? null),
    ]);
    return mounts.flatMap(({ mountPath }) => texts.flatMap(text => fileNamesBelow(asText(mountPath), text)));
  });
  return [...new Set(found)];
}

function textsIn(json: Json): readonly string[] {
  if (typeof json === 'string') return [json];
  if (isList(json)) return json.flatMap(textsIn);
  return isObject(json) ? Object.values(json).flatMap(value => textsIn(value ?? null)) : [];
}

/** `/etc/nginx` in `nginx -c /etc/nginx/nginx.conf`: `nginx.conf`. */
function fileNamesBelow(mountPath: string, text: string): readonly string[] {
  const folder = mountPath.replace(/\/+$/, '');
  if (folder === '') return [];
  return text
    .split(`${folder}/`)
    .slice(1)
    .flatMap(rest => /^([\w.-]*\w)(?![\w./-]*\/)/.exec(rest)?.[1] ?? []);
}
