/** Whether a PUT changes the containers of a group. */
import { canonical, isObject, type Json, type JsonObject } from '../../json.ts';

/** The service's defaults, which it shows as if they had been in the body. */
const defaults: JsonObject = {
  sku: 'Standard',
  restartPolicy: 'Always',
  priority: 'Regular',
  protocol: 'TCP',
};

/**
 * Whether two bodies' `properties` mean the same: a body that was got and is put back, with what the service added to
 * it, changes nothing.
 */
export function isSameGroup(one: JsonObject, other: JsonObject): boolean {
  return canonical(withoutDefaults(one)) === canonical(withoutDefaults(other));
}

/** Without empty lists, empty maps of settings, and defaults. */
function withoutDefaults(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).flatMap(([name, item]): [string, Json][] => {
    const isEmptyList = Array.isArray(item) && item.length === 0;
    const isDefault = typeof item === 'string' && item === defaults[name];
    const isNothing = name === 'configMap' && isEmpty(item);
    return isEmptyList || isDefault || isNothing || item === null ? [] : [[name, withoutDefaults(item)]];
  });
  return Object.fromEntries(kept);
}

function isEmpty(configMap: Json): boolean {
  const pairs = isObject(configMap) ? configMap['keyValuePairs'] : undefined;
  return !isObject(pairs) || Object.keys(pairs).length === 0;
}
