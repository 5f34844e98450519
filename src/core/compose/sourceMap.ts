/** Where in a Compose project the parts of its group come from, so that problems of the group are reported there. */
import { type JsonPath, valueAt } from '../document/jsonPath.ts';
import { isObject, type JsonObject } from '../json.ts';

export interface SourceMap {
  /** Records that `part` comes from `at`. Returns `part`. */
  recordSource(part: JsonObject, at: JsonPath): JsonObject;
  /** Where the value at `path` of the group's `body` comes from; the services if nothing nearer was recorded. */
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
  const paths = new WeakMap<JsonObject, JsonPath>();
  return {
    recordSource(part, at) {
      paths.set(part, at);
      return part;
    },
    sourcePathOf(body, path) {
      for (let length = path.length; length > 0; length--) {
        const part = valueAt(body, path.slice(0, length));
        const at = isObject(part) ? paths.get(part) : undefined;
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
