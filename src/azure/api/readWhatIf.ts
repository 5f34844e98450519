/** What-if results, from Resource Manager's answers. */
import type {
  WhatIfChange,
  WhatIfChangeType,
  WhatIfPropertyChange,
} from '../../core/deployments/deploymentsApi.ts';
import { asObjects, asText, isObject, type Json, type JsonObject } from '../../core/json.ts';
import { asString } from '../http/readJson.ts';

/** `ChangeType` and `PropertyChangeType` of Resource Manager's API description (2025-04-01). */
const changeTypes: readonly WhatIfChangeType[] = [
  'Create',
  'Delete',
  'Ignore',
  'Deploy',
  'NoChange',
  'Modify',
  'Unsupported',
];
const propertyChangeTypes: readonly WhatIfPropertyChange['type'][] = [
  'Create',
  'Delete',
  'Modify',
  'Array',
  'NoEffect',
];

/** Property changes deeper than any resource goes are left out. */
const deepest = 40;

/** Undefined where the row is no change. */
export function readWhatIfChange(row: JsonObject): WhatIfChange | undefined {
  const resourceId = idOf(row);
  if (resourceId === undefined) return undefined;
  const { before, after } = row;
  const unsupportedReason = asString(row['unsupportedReason']);
  return {
    resourceId,
    type: changeTypes.find(type => isSame(type, row['changeType'])) ?? 'Unsupported',
    ...(isObject(before) && { before }),
    ...(isObject(after) && { after }),
    delta: readDelta(row['delta'], 0),
    ...(unsupportedReason !== undefined && { unsupportedReason }),
  };
}

/** A resource of an extension has no id, but a name in the template. */
function idOf(row: JsonObject): string | undefined {
  return asString(row['resourceId']) ?? asString(row['symbolicName']);
}

function readDelta(list: Json | undefined, depth: number): readonly WhatIfPropertyChange[] {
  if (depth > deepest) return [];
  return asObjects(list).map(row => {
    const { before = null, after = null } = row;
    return {
      path: asText(row['path']),
      type: propertyChangeTypes.find(type => isSame(type, row['propertyChangeType'])) ?? 'Modify',
      ...(before !== null && { before }),
      ...(after !== null && { after }),
      children: readDelta(row['children'], depth + 1),
    };
  });
}

function isSame(type: string, written: Json | undefined): boolean {
  return asText(written).toLowerCase() === type.toLowerCase();
}
