/** The rows of the tree, as plain data. Commands get them as arguments, so they carry only what identifies them. */
import type { AciError } from '../../core/errors.ts';
import type { ContainerRef, GroupRef, Subscription, Tenant } from '../../core/model.ts';

export type GroupBy = 'resourceGroup' | 'location' | 'tag';

export type Node =
  | { readonly kind: 'tenant'; readonly tenant: Tenant; readonly error: AciError }
  | { readonly kind: 'subscription'; readonly subscription: Subscription }
  | FolderNode
  | GroupNode
  | ContainerNode
  | MessageNode;

/** Groups of one subscription that share a resource group, location or tag value. */
export interface FolderNode {
  readonly kind: 'folder';
  readonly subscriptionId: string;
  readonly by: GroupBy;
  /** The resource group's or location's name, or the tag's value. */
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
