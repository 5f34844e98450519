/** Pulls of images, as container runtimes report them. */
import { backOffSeconds, durations, pullDuration } from '../durations.ts';
import { hexOf } from '../../hash.ts';
import type { Image } from '../processes/program.ts';
import { splitReference } from './imageReference.ts';

export interface PullDeps {
  /** As the container names it. */
  readonly reference: string;
  readonly image: Image;
  /** Calls `action` in `ms` milliseconds, before the `pace` factor. */
  readonly later: (ms: number, action: () => void, atLeastMs?: number) => void;
  readonly addEvent: (name: string, message: string, type?: 'Warning') => void;
}

/** Tries to pull an image until that succeeds, with a back-off between attempts; then calls `pulled`. */
export function pullImage(deps: PullDeps, pulled: () => void, attempt = 1): void {
  const { reference, image, later, addEvent } = deps;
  const pinned = pinnedReference(reference);
  addEvent('Pulling', `pulling image "${pinned}"`);
  later(pullDuration(reference, image), () => {
    if (image.pullFails === undefined) {
      addEvent('Pulled', `Successfully pulled image "${pinned}"`);
      pulled();
      return;
    }
    const why = failureMessages[image.pullFails](reference);
    addEvent('Failed', `Failed to pull image "${reference}": ${why}`, 'Warning');
    addEvent('BackOff', `Back-off pulling image "${reference}"`);
    const next = attempt + 1;
    later(1000 * backOffSeconds(next), () => pullImage(deps, pulled, next), durations.shortestRetry);
  });
}

/** Events name an image by its digest, whatever the tag (recorded since about 2021). */
function pinnedReference(reference: string): string {
  const { repository, tag, digest } = splitReference(reference);
  return `${repository}@${digest ?? `sha256:${hexOf(`${repository}:${tag}`)}`}`;
}

/** The first is documented (docs/azure-facts.md, Events), the others are what registries answer. */
const failureMessages: Record<NonNullable<Image['pullFails']>, (reference: string) => string> = {
  notFound: reference => `rpc error: code 2 desc Error: image ${reference} not found`,
  denied: () =>
    'rpc error: code = Unknown desc = failed to authorize: failed to fetch oauth token: unexpected status: 401 Unauthorized',
  rateLimited: () =>
    'rpc error: code = Unknown desc = toomanyrequests: You have reached your pull rate limit.',
};
