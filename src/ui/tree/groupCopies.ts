import type { ContainerGroup } from '../../core/model/containerGroup.ts';

/**
 * What may be copied of a container group. `id` names the command (`aci.…`) and the token in its row's context value.
 */
interface GroupCopy {
  readonly id: `copy${string}`;
  /** Undefined where the group has no such thing. */
  read(group: ContainerGroup): string | undefined;
  /** Whether the values of several groups are copied together, a line each. */
  readonly takesSeveral: boolean;
}

export const groupCopies = [
  { id: 'copyResourceId', read: ({ id }) => id, takesSeveral: true },
  { id: 'copyFqdn', read: ({ ipAddress }) => ipAddress?.fqdn, takesSeveral: false },
  { id: 'copyIp', read: ({ ipAddress }) => ipAddress?.ip, takesSeveral: false },
] as const satisfies readonly GroupCopy[];
