import type { GroupRef, OsType, Port, RegistryCredential, RestartPolicy } from './model.ts';
import type { Size } from './rules/size.ts';

/** An environment variable with its value; a secure one may wait for a value that ARM does not give out. */
export interface Variable {
  readonly name: string;
  readonly value: string | undefined;
  readonly secure: boolean;
}

/** How a group is reached. */
export type Network =
  | { readonly kind: 'none' }
  | { readonly kind: 'public'; readonly ports: readonly Port[]; readonly dnsNameLabel: string | undefined }
  | { readonly kind: 'private'; readonly ports: readonly Port[]; readonly subnetId: string };

/** All that a group with one container needs to be created: what the wizard asks for. */
export interface GroupPlan {
  readonly ref: GroupRef;
  readonly location: string;
  readonly osType: OsType;
  readonly restartPolicy: RestartPolicy;
  readonly network: Network;
  readonly containerName: string;
  readonly image: string;
  readonly credential: RegistryCredential | undefined;
  readonly size: Size;
  /** Empty: the image's own. */
  readonly command: readonly string[];
  readonly variables: readonly Variable[];
}
