import type { GroupIdentity, GroupRef, OsType, Port, RestartPolicy } from './containerGroup.ts';
import type { RegistryCredential } from './registry.ts';
import type { Size } from '../rules/size.ts';

/** An environment variable with its value; a secure one may wait for a value that ARM does not give out. */
export interface PlannedVariable {
  readonly name: string;
  readonly value: string | undefined;
  readonly secure: boolean;
}

/** How a group is reached. */
export type GroupNetwork =
  | { readonly kind: 'none' }
  | { readonly kind: 'public'; readonly ports: readonly Port[]; readonly dnsNameLabel: string | undefined }
  | { readonly kind: 'private'; readonly ports: readonly Port[]; readonly subnetId: string };

/** Pulls from a registry as a user-assigned identity of the group. */
export interface RegistryIdentity {
  readonly server: string;
  /** The ARM id of the identity. */
  readonly identity: string;
}

/** All that a group with one container needs to be created: what the wizard asks for. */
export interface GroupPlan {
  readonly ref: GroupRef;
  readonly location: string;
  readonly osType: OsType;
  readonly restartPolicy: RestartPolicy;
  readonly network: GroupNetwork;
  readonly containerName: string;
  readonly image: string;
  readonly credential: RegistryCredential | undefined;
  /** Instead of `credential`. The group gets that identity, whether `identity` has it or not. */
  readonly pullAs?: RegistryIdentity | undefined;
  readonly identity?: GroupIdentity | undefined;
  readonly size: Size;
  /** Empty: the image's own. */
  readonly command: readonly string[];
  readonly variables: readonly PlannedVariable[];
}

/** A plan made from something else states every field, also those that may be absent: `satisfies CompleteGroupPlan`. */
export type CompleteGroupPlan = { readonly [Field in keyof Required<GroupPlan>]: GroupPlan[Field] };
