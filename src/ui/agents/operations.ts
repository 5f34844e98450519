/** The operations, in the order in which an agent is told of them. */
import type { Operation } from './operation.ts';
import { createGroup } from './operations/createGroup.ts';
import { deployDocument } from './operations/deployDocument.ts';
import { listGroups } from './operations/listGroups.ts';
import { deleteGroup, restartGroup, startGroup, stopGroup } from './operations/powerOperations.ts';
import { runCommand } from './operations/runCommand.ts';
import { runJob } from './operations/runJob.ts';

export const operations: readonly Operation[] = [
  listGroups,
  deployDocument,
  createGroup,
  startGroup,
  stopGroup,
  restartGroup,
  runCommand,
  runJob,
  deleteGroup,
];
