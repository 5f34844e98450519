/** Where in a Compose project the parts of its group come from, so that what is wrong with them is told there. */
import { type JsonPath, valueAt } from '../document/jsonPath.ts';
import { isObject, type JsonObject } from '../json.ts';

export interface SourceMap {
  /** Remembers that `part` comes from `at`. */
  recordSource(part: JsonObject, at: JsonPath): JsonObject;
  /** The place that `path` of the group's `body` comes from; the services where nothing nearer is known. */
  sourcePathOf(body: JsonObject, path: JsonPath): JsonPath;
}

/** Keys of a container whose name in Compose is another one. */
const composeKeys: Readonly<Record<string, string>> = {
  image: 'image',
  command: 'command',
  environmentVariables: 'environment',
  ports: 'ports',
  volumeMounts: 'volumes',
  livenessProbe: 'healthcheck',
};

export function createSourceMap(): SourceMap {
  const places = new WeakMap<JsonObject, JsonPath>();
  return {
    recordSource(part, at) {
      places.set(part, at);
      return part;
    },
    sourcePathOf(body, path) {
      for (let length = path.length; length > 0; length--) {
        const part = valueAt(body, path.slice(0, length));
        const at = isObject(part) ? places.get(part) : undefined;
        if (!at) continue;
        const [, key] = path.slice(length);
        const composeKey =
          typeof key === 'string' && Object.hasOwn(composeKeys, key) ? composeKeys[key] : undefined;
        return composeKey === undefined ? at : [...at, composeKey];
      }
      return ['services'];
    },
  };
}
