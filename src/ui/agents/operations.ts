/** The operations, in the order in which an agent is told of them. */
import type { Operation, ReadOperation, WriteOperation } from './operation.ts';
import { cost } from './operations/cost.ts';
import { createGroup } from './operations/createGroup.ts';
import { deployDocument } from './operations/deployDocument.ts';
import { diagnose } from './operations/diagnose.ts';
import { inspectGroup } from './operations/inspectGroup.ts';
import { listGroups } from './operations/listGroups.ts';
import { metrics } from './operations/metrics.ts';
import { deleteGroup, restartGroup, startGroup, stopGroup } from './operations/powerOperations.ts';
import { preflight } from './operations/preflight.ts';
import { readLogs } from './operations/readLogs.ts';
import { runCommand } from './operations/runCommand.ts';
import { runJob } from './operations/runJob.ts';
import { usage } from './operations/usage.ts';
import { validateDocument } from './operations/validateDocument.ts';

const reading: readonly ReadOperation[] = [
  listGroups,
  inspectGroup,
  readLogs,
  diagnose,
  cost,
  metrics,
  usage,
  preflight,
  validateDocument,
];

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
