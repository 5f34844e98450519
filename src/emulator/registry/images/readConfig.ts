/** Reads an image's configuration back, for images that are built on it. */
import { isObject, objectAt, textAt, textsAt, type Json, type JsonObject } from '../../json.ts';
import type { ImageConfig } from './storedImage.ts';

export function readConfig(text: string): ImageConfig {
  const parsed = JSON.parse(text) as Json;
  const config = isObject(parsed) ? objectAt(parsed, 'config') : {};
  return {
    env: Object.fromEntries(textsAt(config, 'Env').map(entryOf)),
    command: listAt(config, 'Cmd'),
    entrypoint: listAt(config, 'Entrypoint'),
    exposedPorts: Object.keys(objectAt(config, 'ExposedPorts')),
    workingDirectory: textAt(config, 'WorkingDir'),
    user: textAt(config, 'User'),
    labels: Object.fromEntries(
      Object.keys(objectAt(config, 'Labels')).map(name => [name, textAt(objectAt(config, 'Labels'), name)]),
    ),
    volumes: Object.keys(objectAt(config, 'Volumes')),
  };
}

function listAt(config: JsonObject, key: string): readonly string[] | undefined {
  return Array.isArray(config[key]) ? textsAt(config, key) : undefined;
}

function entryOf(entry: string): readonly [string, string] {
  const at = entry.indexOf('=');
  return [entry.slice(0, at), entry.slice(at + 1)];
}
