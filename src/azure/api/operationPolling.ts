/** When and how a long-running operation is polled. */
import type { LroResponse } from '@azure/core-lro';
import { malformedAnswer } from '../errors/malformedAnswer.ts';
import type { RawAnswer } from '../http/armClient.ts';
import { retryAfter } from '../http/retryAfterHeader.ts';
import type { Clock } from '../../core/clock.ts';
import { AciError, isConnectionError } from '../../core/errors.ts';
import { asObject } from '../../core/json.ts';

/** Ms between two polls where Azure names no other interval. */
const pollInterval = 2_000;
/** Bounds of what Azure may name, in ms. */
const shortestInterval = 500;
const longestInterval = 60_000;
/** How many ms without a connection are waited out: the operation goes on without us. */
const maxOfflineTime = 600_000;
const slowestPoll = 30_000;

/** Waits and polls, ever more slowly as long as there is no connection. */
export async function pollThroughOutages(
  poll: () => Promise<void>,
  interval: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const before = clock.now();
  for (let wait = interval; ; wait = Math.min(2 * wait, slowestPoll)) {
    await clock.sleep(wait, signal);
    try {
      await poll();
      return;
    } catch (error) {
      const away = error instanceof AciError && isConnectionError(error);
      if (!away || clock.now() - before > maxOfflineTime) throw error;
    }
  }
}

/** An answer as `@azure/core-lro` takes it. Throws where its status makes no sense. */
export function lroResponse(answer: RawAnswer): LroResponse<undefined> {
  const { status } = asObject(answer.body);
  if (status !== undefined && typeof status !== 'string') {
    throw malformedAnswer(malformedStatus);
  }
  return {
    flatResponse: undefined,
    rawResponse: { statusCode: answer.status, headers: answer.headers.toJSON(), body: answer.body },
  };
}

/** An answer of `Azure-AsyncOperation` without a status would count as a success. */
export function assertStatusIsText(answer: RawAnswer): void {
  if (typeof asObject(answer.body)['status'] !== 'string') throw malformedAnswer(malformedStatus);
}

const malformedStatus = 'Azure told the state of the operation in a way that makes no sense.';

/** Ms until the next poll. Somebody watches: neither at once nor after minutes, whatever a server says. */
export function pollIntervalOf(answer: RawAnswer | undefined, clock: Clock): number {
  const asked = (answer && retryAfter(answer.headers, clock.now())) ?? pollInterval;
  return Math.min(Math.max(asked, shortestInterval), longestInterval);
}
