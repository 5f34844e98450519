/** What takes rights away: locks, policies, and restrictions of callers. */

/** A management lock on a subscription, resource group or resource (its id), which applies to everything below it. */
export interface Lock {
  readonly scope: string;
  readonly level: 'CanNotDelete' | 'ReadOnly';
  /** Default `lock`. */
  readonly name?: string;
  readonly notes?: string;
}

/** A policy assignment that denies container groups in some locations. */
export interface Policy {
  readonly name: string;
  readonly deniedLocations: readonly string[];
}

/** A scope (ARM id) where a caller, or everyone, may only read, or may do nothing. */
export interface Restriction {
  readonly scope: string;
  readonly access: 'none' | 'read';
  /** The caller it applies to; everyone where absent. */
  readonly objectId?: string;
}
