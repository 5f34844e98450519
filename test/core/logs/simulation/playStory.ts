import { followLogs, type FollowOptions } from '../../../../src/core/logs/followLogs.ts';
import type { FollowItem } from '../../../../src/core/logs/followItem.ts';
import type { FollowSource } from '../../../../src/core/logs/followSource.ts';
import type { Clock } from '../../../../src/core/clock.ts';
import type { Output } from './oracle.ts';
import { containerRef, limitsOf, FakeLogService, type Shown, type Story } from './fakeLogService.ts';
import { VirtualClock } from './virtualClock.ts';

export type Follower = (
  source: FollowSource,
  options: FollowOptions,
  clock: Clock,
  signal: AbortSignal,
) => AsyncIterable<FollowItem>;

const realFollower: Follower = (source, options, clock, signal) =>
  followLogs(containerRef, source, options, clock, signal);

export interface StoryResult {
  readonly service: FakeLogService;
  readonly output: Output;
  /** What was still open after the end. */
  readonly leftOpen: number;
}

/** After the last thing happened, so long until everything must be printed (ms). */
function settleTime({ failEvery, failWith }: Story): number {
  // Two requests that are given up only after a minute may come one after the other.
  return failWith === 'hangs' && failEvery > 0 ? 270_000 : 150_000;
}

/** Follows a story from beginning to end. */
export async function playStory(story: Story, follower: Follower = realFollower): Promise<StoryResult> {
  const clock = new VirtualClock();
  const service = new FakeLogService(story, clock);
  const controller = new AbortController();
  const items: FollowItem[] = [];
  const shownAtGap = new Map<number, Shown | undefined>();
  const lifeAtRestart = new Map<number, number>();
  let finished = false;
  let done = false;
  const failures: unknown[] = [];
  const options = { tail: story.tail, random: () => 0.5, limits: limitsOf(story) };

  const following = (async () => {
    for await (const item of follower(service, options, clock, controller.signal)) {
      if (item.kind === 'gap') shownAtGap.set(items.length, service.lastShown);
      if (item.kind === 'restarted') lifeAtRestart.set(items.length, service.lastLife ?? -1);
      items.push(item);
      if (story.readerPause > 0) await clock.sleep(story.readerPause, controller.signal);
    }
    finished = !controller.signal.aborted;
  })()
    .catch((error: unknown) => failures.push(error))
    .finally(() => (done = true));

  for (const { after, lasts } of story.naps) {
    await clock.run(clock.now() + after, () => done);
    clock.jump(lasts);
  }
  await clock.run(Math.max(service.storyEnd, clock.now()) + settleTime(story), () => done);
  controller.abort();
  await following;
  for (const failure of failures) throw failure instanceof Error ? failure : new Error(String(failure));
  await clock.run(clock.now());
  const leftOpen = service.openSockets + service.openRequests + clock.timers;
  return { service, output: { items, shownAtGap, lifeAtRestart, finished }, leftOpen };
}
