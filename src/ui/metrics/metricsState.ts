import type { GroupRef } from '../../core/model/containerGroup.ts';
import { readGroupRef } from '../shared/readGroupRef.ts';

export interface MetricsSubject {
  readonly ref: GroupRef;
  /** Whose lines are shown at first; undefined: everybody's. */
  readonly container: string | undefined;
}

/** What a tab was about, from what the tab kept; undefined where that is something else. */
export function readMetricsSubject(state: unknown): MetricsSubject | undefined {
  if (typeof state !== 'object' || state === null) return undefined;
  const { ref, container } = state as { readonly ref?: unknown; readonly container?: unknown };
  const group = readGroupRef(ref);
  return group && { ref: group, container: typeof container === 'string' ? container : undefined };
}
