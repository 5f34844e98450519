/** Background requests slow down as ARM asks: wholly after a 429, to one a second when few reads are left. */
import type { PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import type { Clock } from '../../core/clock.ts';
import { retryAfter } from './retryAfterHeader.ts';

/** With fewer reads than this left to a subscription, its background reads are sent one a second. */
const lowReadsThreshold = 50;
const lowReadsSpacing = 1_000;

export interface BackgroundThrottle {
  /** Learns from the answer to any request. */
  learnFrom(request: PipelineRequest, response: PipelineResponse): void;
  /** Resolves when a background request may be sent. */
  wait(request: PipelineRequest, signal: AbortSignal): Promise<void>;
  /** Whether it may still be sent, now that it has waited for something else too. */
  mayProceed(request: PipelineRequest): boolean;
}

export function createBackgroundThrottle(clock: Clock): BackgroundThrottle {
  /** Nothing of the bucket is sent before this time: a 429 said so. */
  const closedUntil = new Map<string, number>();
  /** Set while few reads are left: when the next one may be sent. */
  const nextStart = new Map<string, number>();

  return {
    learnFrom(request: PipelineRequest, response: PipelineResponse): void {
      const bucket = bucketOf(request);
      if (response.status === 429) {
        const until = clock.now() + (retryAfter(response.headers, clock.now()) ?? 1_000);
        closedUntil.set(bucket, Math.max(until, closedUntil.get(bucket) ?? 0));
      }
      const left = response.headers.get('x-ms-ratelimit-remaining-subscription-reads');
      if (left === undefined) return;
      if (Number(left) >= lowReadsThreshold) nextStart.delete(bucket);
      else if (!nextStart.has(bucket)) nextStart.set(bucket, clock.now() + lowReadsSpacing);
    },
    async wait(request: PipelineRequest, signal: AbortSignal): Promise<void> {
      const bucket = bucketOf(request);
      for (let ms = closed(bucket); ms > 0; ms = closed(bucket)) await clock.sleep(ms, signal);
      const start = nextStart.get(bucket);
      if (start === undefined) return;
      nextStart.set(bucket, Math.max(start, clock.now()) + lowReadsSpacing);
      if (start > clock.now()) await clock.sleep(start - clock.now(), signal);
    },
    mayProceed: (request: PipelineRequest) => closed(bucketOf(request)) <= 0,
  };

  function closed(bucket: string): number {
    return (closedUntil.get(bucket) ?? 0) - clock.now();
  }
}

/** ARM counts reads, writes and deletes of each subscription separately. */
function bucketOf(request: PipelineRequest): string {
  const url = new URL(request.url);
  const subscription = /^\/subscriptions\/([^/]+)/i.exec(url.pathname)?.[1]?.toLowerCase() ?? '';
  const kind = request.method === 'GET' || request.method === 'HEAD' ? 'reads' : request.method;
  return `${url.host}/${subscription}/${kind}`;
}
