/** The operations, in the order in which an agent is told of them. */
import type { Operation, ReadOperation, WriteOperation } from './operation.ts';
import { createGroup } from './operations/createGroup.ts';
import { deployDocument } from './operations/deployDocument.ts';
import { diagnose } from './operations/diagnose.ts';
import { inspectGroup } from './operations/inspectGroup.ts';
import { listGroups } from './operations/listGroups.ts';
import { deleteGroup, restartGroup, startGroup, stopGroup } from './operations/powerOperations.ts';
import { readLogs } from './operations/readLogs.ts';
import { runCommand } from './operations/runCommand.ts';
import { runJob } from './operations/runJob.ts';

const reading: readonly ReadOperation[] = [listGroups, inspectGroup, readLogs, diagnose];

const writing: readonly WriteOperation[] = [
  deployDocument,
  createGroup,
  startGroup,
  stopGroup,
  restartGroup,
  runCommand,
  runJob,
  deleteGroup,
];

export const operations: readonly Operation[] = [...reading, ...writing];
