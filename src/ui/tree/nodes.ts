/** The rows of the tree, as plain data. Commands get them as arguments, so they carry only what identifies them. */
import type { AciError } from '../../core/errors.ts';
import { containerKey, type ContainerRef, groupKey, type GroupRef } from '../../core/model/containerGroup.ts';
import { type Subscription, type Tenant, tenantKey } from '../../core/model/subscription.ts';

export type GroupBy = 'resourceGroup' | 'location' | 'tag';

export type Node = TenantNode | SubscriptionNode | FolderNode | GroupNode | ContainerNode | MessageNode;

/** A tenant whose subscriptions could not be read; tenants that can be read have no row of their own. */
export interface TenantNode {
  readonly kind: 'tenant';
  readonly tenant: Tenant;
  readonly error: AciError;
}

export interface SubscriptionNode {
  readonly kind: 'subscription';
  readonly subscription: Subscription;
}

/** Groups of one subscription that share a resource group, location or tag value. */
export interface FolderNode {
  readonly kind: 'folder';
  readonly subscriptionId: string;
  readonly by: GroupBy;
  /** The resource group's or location's name, or the tag's value: '' for groups without the tag. */
  readonly name: string;
}

export interface GroupNode {
  readonly kind: 'group';
  readonly ref: GroupRef;
}

export interface ContainerNode {
  readonly kind: 'container';
  readonly ref: ContainerRef;
  readonly isInit: boolean;
}

/** A row that says what is missing or wrong, and what to do. */
export interface MessageNode {
  readonly kind: 'message';
  /** Unique among its siblings. */
  readonly id: string;
  readonly parent: Node | undefined;
  readonly label: string;
  readonly description?: string;
  readonly icon: 'loading' | 'info' | 'error';
  readonly error?: AciError;
  /** What a click does. */
  readonly command?: { readonly id: string; readonly title: string; readonly arguments: readonly unknown[] };
}

/** Identifies a row: the same thing has the same id in every drawing, so that the editor keeps it open or selected. */
export function nodeId(node: Node): string {
  switch (node.kind) {
    case 'tenant':
      return `tenant/${tenantKey(node.tenant)}`;
    case 'subscription':
      return `subscription/${node.subscription.id.toLowerCase()}`;
    case 'folder':
      return `folder/${node.subscriptionId.toLowerCase()}/${node.by}/${folderKey(node.by, node.name)}`;
    case 'group':
      return `group/${groupKey(node.ref)}`;
    case 'container':
      return `container/${containerKey(node.ref)}`;
    case 'message':
      return `message/${node.parent ? nodeId(node.parent) : ''}/${node.id}`;
  }
}

/** What folders are told apart by: ARM compares names and locations without case, tag values with it. */
export function folderKey(by: GroupBy, name: string): string {
  return by === 'tag' ? name : name.toLowerCase();
}

/** Whether a command's argument is a row of this tree. */
export function isNode(value: unknown): value is Node {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    typeof value.kind === 'string' &&
    kinds.has(value.kind)
  );
}

const kinds: ReadonlySet<string> = new Set<Node['kind']>([
  'tenant',
  'subscription',
  'folder',
  'group',
  'container',
  'message',
]);
