/** A resource of a template that is to be deployed: which one it is, and how its body comes about. */
import { compact, isObject, type Json, type JsonObject } from '../../../json.ts';
import { evaluateValue } from '../language/evaluate.ts';
import type { LiveResources, Scope } from '../language/scope.ts';
import type { Place } from './templateError.ts';

export interface PlannedResource {
  /** Its ARM id. */
  readonly id: string;
  /** `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  /** With the names of its parents: `vnet/default`. */
  readonly name: string;
  readonly apiVersion: string;
  /** Its symbolic name, with the index of a copy loop: `web`, `web[0]`. */
  readonly symbol: string | undefined;
  readonly loop: ResourceLoop | undefined;
  /** It is only looked up, not deployed. */
  readonly existing: boolean;
  readonly definition: JsonObject;
  readonly scope: Scope;
  readonly place: Place;
  /** Where it is deployed. */
  readonly resourceGroup: { readonly subscriptionId: string; readonly name: string };
}

interface ResourceLoop {
  readonly name: string;
  readonly index: number;
  /** How many are deployed at a time; all where absent. */
  readonly batchSize: number | undefined;
}

export const deploymentType = 'Microsoft.Resources/deployments';

export function isDeployment({ type }: Pick<PlannedResource, 'type'>): boolean {
  return type.toLowerCase() === deploymentType.toLowerCase();
}

/** What only templates have, and no body of a resource. */
const templateMembers = [
  ...[
    'apiversion',
    'type',
    'name',
    'condition',
    'dependson',
    'copy',
    'comments',
    'metadata',
    'scope',
    'existing',
  ],
  ...['resources', 'resourcegroup', 'subscriptionid', 'asserts', 'import', 'extension', '@options'],
];

/** The body of its PUT. Throws ExpressionError; NotYetKnownError where other resources have to be deployed first. */
export function bodyOf(resource: PlannedResource, live: LiveResources | undefined): JsonObject {
  const scope: Scope = { ...resource.scope, live };
  const members = Object.entries(resource.definition).filter(
    ([name]) => !templateMembers.includes(name.toLowerCase()),
  );
  return compact(evaluated(Object.fromEntries(members), scope));
}

function evaluated(members: JsonObject, scope: Scope): Record<string, Json> {
  const value = evaluateValue(members, scope);
  return isObject(value) ? value : {};
}
