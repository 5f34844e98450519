/** Where access is looked at or given: what a message's button hands to a command, or the row it was called on. */
import { resourceGroupScope, type Scope } from '../../core/access/rbac.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import { isNode, type Node } from '../tree/nodes.ts';
import { roleAssignmentScope } from './messages.ts';

/** What buttons hand to `aci.grantAccess` and `aci.whoHasAccess`. */
export interface AccessTarget {
  readonly kind: 'access';
  readonly scope: Scope;
  /** The role that is suggested first. */
  readonly role?: string | undefined;
}

export function accessTarget(scope: Scope, role?: string): AccessTarget {
  return { kind: 'access', scope, role };
}

/** What Azure refused, from its own words: the cloud is the present one. */
interface RefusedTarget {
  readonly kind: 'refused';
  readonly scopeId: string;
  readonly role: string;
}

export function refusedTarget(scopeId: string, role: string): RefusedTarget {
  return { kind: 'refused', scopeId: roleAssignmentScope(scopeId), role };
}

function isRefusedTarget(value: unknown): value is RefusedTarget {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refused';
}

function isAccessTarget(value: unknown): value is AccessTarget {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'access';
}

/** The target of a command's argument: a button's, or the resource group of a row. */
export function accessTargetOf(argument: unknown, cloud: CloudId): AccessTarget | undefined {
  if (isAccessTarget(argument)) return argument;
  if (isRefusedTarget(argument)) return accessTarget({ cloud, id: argument.scopeId }, argument.role);
  const scope = isNode(argument) ? scopeOf(argument, cloud) : undefined;
  return scope && accessTarget(scope);
}

function scopeOf(node: Node, cloud: CloudId): Scope | undefined {
  switch (node.kind) {
    case 'folder':
      if (node.by !== 'resourceGroup') return undefined;
      return resourceGroupScope({ cloud, subscriptionId: node.subscriptionId, resourceGroup: node.name });
    case 'group':
      return resourceGroupScope(node.ref);
    case 'container':
      return resourceGroupScope(node.ref.group);
    case 'subscription':
    case 'tenant':
    case 'message':
      return undefined;
  }
}
