/** What Azure's forecast says of a resource's properties, flat and without what is known not to change. */
import type { WhatIfPropertyChange } from './deploymentsApi.ts';
import { shownValue } from './shownValue.ts';
import { changesBetween } from '../document/changes.ts';
import type { JsonPath } from '../document/jsonPath.ts';
import type { Json, JsonObject } from '../json.ts';

export interface PropertyForecast {
  /** `properties.containers[0].properties.image`; items of a list by their name where they have one. */
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Without secrets. */
  readonly before?: Json;
  readonly after?: Json;
  /**
   * Azure may well keep it: "properties can be incorrectly reported as deleted when they aren't in the template, but
   * are automatically set during deployment as default values" (learn.microsoft.com "ARM template deployment what-if
   * operation").
   */
  readonly isUncertain?: true;
}

/**
 * Properties that only a service writes (`readOnly` in Resource Manager's common types and its resource provider
 * contract): a template that lacks them removes nothing.
 */
const readOnly =
  /^(?:id|name|type|etag|systemData(?:\..+)?|identity\.(?:principalId|tenantId)|properties\.provisioningState)$/i;

/** As Azure tells it: `delta` of any resource. */
export function forecastOfDelta(
  delta: readonly WhatIfPropertyChange[],
  secrets: readonly string[],
): readonly PropertyForecast[] {
  return leavesOf(delta, []).flatMap(({ path, change: { type, before, after } }) => {
    const kind = kindOf(type, before, after);
    const text = pathText(path);
    if (kind === 'removed' && readOnly.test(text)) return [];
    return [
      { ...forecast(path, kind, before, after, secrets), ...(kind === 'removed' && { isUncertain: true }) },
    ];
  });
}

/** As we know it: of a container group that is there and will be written as a whole. */
export function forecastOfGroup(
  live: JsonObject,
  wanted: JsonObject,
  secrets: readonly string[],
): readonly PropertyForecast[] {
  return changesBetween(live, wanted).map(({ path, before, after }) =>
    forecast(path, kindOf('Modify', before, after), before, after, secrets),
  );
}

function forecast(
  path: JsonPath,
  kind: PropertyForecast['kind'],
  before: Json | undefined,
  after: Json | undefined,
  secrets: readonly string[],
): PropertyForecast {
  return {
    path: pathText(path),
    kind,
    ...(before !== undefined && { before: shownValue(path, before, secrets) }),
    ...(after !== undefined && { after: shownValue(path, after, secrets) }),
  };
}

function kindOf(
  type: WhatIfPropertyChange['type'],
  before: Json | undefined,
  after: Json | undefined,
): PropertyForecast['kind'] {
  if (type === 'Create' || before === undefined) return 'added';
  return type === 'Delete' || after === undefined ? 'removed' : 'changed';
}

interface Leaf {
  readonly path: JsonPath;
  readonly change: WhatIfPropertyChange;
}

/** `NoEffect`: "the property is read-only and will be ignored" (the same page, legend of the symbols). */
function leavesOf(delta: readonly WhatIfPropertyChange[], parent: JsonPath): readonly Leaf[] {
  return delta.flatMap(change => {
    if (change.type === 'NoEffect') return [];
    const path = [...parent, ...stepsOf(change.path)];
    return change.children.length > 0 ? leavesOf(change.children, path) : [{ path, change }];
  });
}

/** Azure names items of lists by their index. */
function stepsOf(path: string): JsonPath {
  return path.split('.').map(step => (/^\d+$/.test(step) ? Number(step) : step));
}

function pathText(path: JsonPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (/[./[\]]/.test(step)) return `${text}['${step}']`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
