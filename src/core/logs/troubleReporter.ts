import { AciError, isAbort, toAciError } from '../errors.ts';
import type { FollowItem } from './followItem.ts';

export interface TroubleReporter {
  /** The items to give out about a failed request; throws the error when it is a bug. */
  reportFailure(error: unknown): FollowItem[];
  /** The items to give out about a request that worked. */
  reportSuccess(): FollowItem[];
}

export function createTroubleReporter(): TroubleReporter {
  let isReported = false;
  let failures = 0;
  return {
    reportFailure(thrown) {
      const error = isAbort(thrown)
        ? new AciError('offline', 'The request was cut off.')
        : toAciError(thrown);
      if (error.kind === 'unexpected') throw error;
      // Throttling only slows us down; a log that isn't there yet is waited for.
      if (error.kind === 'throttled' || isLogNotYetAvailable(error)) return [];
      // One failure is no trouble yet.
      if (++failures < 2 || isReported) return [];
      isReported = true;
      return [{ kind: 'trouble', error }];
    },
    reportSuccess() {
      failures = 0;
      if (!isReported) return [];
      isReported = false;
      return [{ kind: 'recovered' }];
    },
  };
}

/** Whether the answer means that the container has no log at the moment (`docs/azure-facts.md`). */
export function isLogNotYetAvailable(error: unknown): boolean {
  if (!(error instanceof AciError)) return false;
  return error.kind === 'notFound' || error.kind === 'conflict' || error.code === 'ContainerLogNotAvailable';
}
