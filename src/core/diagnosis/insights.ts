/** What more is worth asking Azure for, to say why: metrics and the activity log, which take a request each. */
import { hasStarted, type Facts } from './facts.ts';
import type { Finding, FindingId } from './finding.ts';
import { containersOfGroup } from '../model/containerGroup.ts';

export interface WantedInsights {
  readonly metrics: boolean;
  readonly activity: boolean;
}

/** Memory at its limit explains a kill, a busy CPU a probe; and nobody may speak to what is well. */
const explainedByMetrics: ReadonlySet<FindingId> = new Set([
  'killed',
  'outOfMemory',
  'probeFailing',
  'nothingWrong',
]);
/** Somebody did it. */
const explainedByActivity: ReadonlySet<FindingId> = new Set([
  'stoppedByClient',
  'stopped',
  'gone',
  'terminated',
]);

export function wantedInsights({ group }: Facts, findings: readonly Finding[]): WantedInsights {
  const isMeasured = group?.osType === 'Linux' && containersOfGroup(group).some(hasStarted);
  return {
    metrics: isMeasured && findings.some(({ id }) => explainedByMetrics.has(id)),
    activity: findings.some(({ id }) => explainedByActivity.has(id)),
  };
}
