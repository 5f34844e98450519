/** The operations, in the order in which an agent is told of them. */
import type { Operation } from './operation.ts';
import { cost } from './operations/cost.ts';
import { diagnose } from './operations/diagnose.ts';
import { inspectGroup } from './operations/inspectGroup.ts';
import { listGroups } from './operations/listGroups.ts';
import { metrics } from './operations/metrics.ts';
import { preflight } from './operations/preflight.ts';
import { readLogs } from './operations/readLogs.ts';
import { usage } from './operations/usage.ts';
import { validateDocument } from './operations/validateDocument.ts';

export const operations: readonly Operation[] = [
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
