/** The operations, in the order in which an agent is told of them. */
import type { Operation } from './operation.ts';
import { listGroups } from './operations/listGroups.ts';
import { deleteGroup, restartGroup, startGroup, stopGroup } from './operations/powerOperations.ts';

export const operations: readonly Operation[] = [
  listGroups,
  startGroup,
  stopGroup,
  restartGroup,
  deleteGroup,
];
