/** The functions that make resource ids ("Resource functions for ARM templates", learn.microsoft.com). */
import type { Json } from '../../json.ts';
import { type Functions, isText, onlyAzure } from './templateFunction.ts';

export const resourceIdFunctions: Functions = {
  extensionresourceid: args => {
    const [owner, ...rest] = args;
    const relative = relativeId(rest);
    return isText(owner) && relative !== undefined ? `${owner}${relative}` : undefined;
  },
  managementgroupresourceid: args => {
    const { before, relative } = split(args);
    if (relative === undefined || before.length > 1) return undefined;
    const [group] = before;
    return group === undefined
      ? onlyAzure
      : `/providers/Microsoft.Management/managementGroups/${group}${relative}`;
  },
  resourceid: (args, target) => {
    const { before, relative } = split(args);
    if (relative === undefined || before.length > 2) return undefined;
    const [group = target.resourceGroup.name, subscription = target.subscriptionId] = before.toReversed();
    return `/subscriptions/${subscription}/resourceGroups/${group}${relative}`;
  },
  subscriptionresourceid: (args, target) => {
    const { before, relative } = split(args);
    if (relative === undefined || before.length > 1) return undefined;
    return `/subscriptions/${before[0] ?? target.subscriptionId}${relative}`;
  },
  tenantresourceid: args => relativeId(args),
};

/** What is in front of the type, and what the type and the names make. */
function split(args: readonly Json[]): {
  readonly before: readonly string[];
  readonly relative: string | undefined;
} {
  const texts = args.filter(isText);
  const at = texts.findIndex(text => text.includes('/'));
  if (texts.length !== args.length || at < 0) return { before: [], relative: undefined };
  return { before: texts.slice(0, at), relative: relativeId(texts.slice(at)) };
}

/** `Microsoft.X/a/b` with the names `one` and `two` is `/providers/Microsoft.X/a/one/b/two`. */
export function relativeId([type, ...names]: readonly Json[]): string | undefined {
  if (!isText(type) || !names.every(isText)) return undefined;
  // ARM does not mind one behind the type, which Microsoft's quickstarts have.
  const [namespace, ...types] = type.replace(/\/$/, '').split('/');
  const segments = names.flatMap(name => name.split('/'));
  if (types.length === 0 || types.length !== segments.length) return undefined;
  return `/providers/${namespace}/${types.map((part, index) => `${part}/${segments[index]}`).join('/')}`;
}
