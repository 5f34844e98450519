/** The operations, in the order in which an agent is told of them. */
import type { Operation } from './operation.ts';
import { diagnose } from './operations/diagnose.ts';
import { inspectGroup } from './operations/inspectGroup.ts';
import { listGroups } from './operations/listGroups.ts';
import { deleteGroup, restartGroup, startGroup, stopGroup } from './operations/powerOperations.ts';
import { readLogs } from './operations/readLogs.ts';

export const operations: readonly Operation[] = [
  listGroups,
  inspectGroup,
  readLogs,
  diagnose,
  startGroup,
  stopGroup,
  restartGroup,
  deleteGroup,
];
