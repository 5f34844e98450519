/** "Resource functions for ARM templates" that only write ids (learn.microsoft.com). */
import { textAt, type Json } from '../../../json.ts';
import type { Scope } from '../language/scope.ts';
import { define, type FunctionTable, invalidCall, textFrom, textOf } from './templateFunction.ts';

export const resourceIdFunctions: FunctionTable = {
  extensionResourceId: define(3, Infinity, (args, _, name) => {
    const [type, ...names] = args.slice(1).map((__, index) => textOf(args, index + 1, name));
    return withType(textOf(args, 0, name), type ?? '', names, name);
  }),
  managementGroupResourceId: define(3, Infinity, (args, _, name) => {
    const [group = '', type = '', ...names] = args.map(textFrom);
    return withType(`/providers/Microsoft.Management/managementGroups/${group}`, type, names, name);
  }),
  resourceId: define(2, Infinity, resourceId),
  subscriptionResourceId: define(2, Infinity, (args, scope, name) => {
    const { optional, type, names } = splitArguments(args, name);
    return withType(`/subscriptions/${optional[0] ?? ownSubscription(scope)}`, type, names, name);
  }),
  tenantResourceId: define(2, Infinity, (args, _, name) => {
    const { type, names } = splitArguments(args, name);
    return withType('', type, names, name);
  }),
};

/** `resourceId([subscription], [resourceGroup], type, name, …)`: the type is the first argument with a slash. */
function resourceId(args: readonly Json[], scope: Scope, name: string): string {
  const { optional, type, names } = splitArguments(args, name);
  const [group = textAt(scope.facts.resourceGroup, 'name'), subscription = ownSubscription(scope)] =
    optional.toReversed();
  const at = `/subscriptions/${subscription}/resourceGroups/${group}`;
  return withType(
    /^Microsoft\.Resources\/resourceGroups$/i.test(type) ? `/subscriptions/${subscription}` : at,
    type,
    names,
    name,
  );
}

function splitArguments(args: readonly Json[], name: string) {
  const texts = args.map((_, index) => textOf(args, index, name));
  const at = texts.findIndex(each => each.includes('/'));
  if (at < 0 || at > 2) {
    throw invalidCall(
      name,
      'must have a fully qualified resource type as its first, second or third parameter.',
    );
  }
  return { optional: texts.slice(0, at), type: texts[at] ?? '', names: texts.slice(at + 1) };
}

function ownSubscription({ facts }: Scope): string {
  return textAt(facts.subscription, 'subscriptionId');
}

/**
 * Types and names in turn: `Microsoft.Network/virtualNetworks/vnet/subnets/default`. ARM does not mind a slash behind the
 * type: Microsoft's quickstarts have it (aci-linuxcontainer-public-ip), and their tests deploy them.
 */
function withType(scope: string, written: string, names: readonly string[], name: string): string {
  const type = written.replace(/\/$/, '');
  const [namespace = '', ...types] = type.split('/');
  const segments = names.flatMap(each => each.split('/'));
  if (types.length !== segments.length) {
    throw invalidCall(
      name,
      `requires that the number of names matches the type: the resource type '${type}' requires '${types.length}' name argument(s).`,
    );
  }
  const path = types.map((each, index) => `${each}/${segments[index] ?? ''}`);
  if (/^Microsoft\.Resources\/resourceGroups$/i.test(type)) return `${scope}/${path.join('/')}`;
  return `${scope}/providers/${[namespace, ...path].join('/')}`;
}
