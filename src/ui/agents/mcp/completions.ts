/** What may stand in an argument of a prompt or in the address of a resource. */
import type { ContainerGroup } from '../../../core/model/containerGroup.ts';
import { groupPath } from '../readGroups.ts';

export interface Completion {
  readonly values: string[];
  readonly total: number;
  readonly hasMore: boolean;
}

/** "Maximum 100 items per response" (specification, "Completion"). */
const most = 100;

/** The values that contain what was typed. `chosen`: what stands in the other arguments already. */
export function completionsOf(
  groups: readonly ContainerGroup[],
  argument: string,
  typed: string,
  chosen: Readonly<Record<string, string>> = {},
): Completion {
  const isChosen = ({ ref }: ContainerGroup) =>
    (['subscriptionId', 'resourceGroup', 'name'] as const).every(
      part => part === argument || isSame(chosen[part], ref[part]),
    );
  const values = groups.filter(isChosen).flatMap(group => valuesOf(group, argument));
  const wanted = [...new Set(values)].filter(value => value.toLowerCase().includes(typed.toLowerCase()));
  return { values: wanted.slice(0, most), total: wanted.length, hasMore: wanted.length > most };
}

function isSame(chosen: string | undefined, value: string): boolean {
  return chosen === undefined || chosen === '' || chosen.toLowerCase() === value.toLowerCase();
}

function valuesOf({ ref, containers }: ContainerGroup, argument: string): readonly string[] {
  switch (argument) {
    case 'group':
      return [groupPath(ref)];
    case 'subscriptionId':
    case 'resourceGroup':
    case 'name':
      return [ref[argument]];
    case 'container':
      return containers.map(({ name }) => name);
    default:
      return [];
  }
}
