/** Two ways to follow a container's log, each down to what its channel or console is given. */
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../../src/core/clock.ts';
import { followLogs } from '../../../src/core/logs/followLogs.ts';
import type { ContainerRef } from '../../../src/core/model/containerGroup.ts';
import type { FollowSource } from '../../../src/core/logs/followSource.ts';
import { createBatchedWriter } from '../../../src/ui/logs/batchedWriter.ts';
import { itemText } from '../../../src/ui/logs/itemText.ts';

/** Follows until `signal` aborts. */
export type Follower = (
  container: ContainerRef,
  source: FollowSource,
  append: (text: string) => void,
  signal: AbortSignal,
) => Promise<void>;

/** Ours, without the editor. */
export const follow: Follower = async (container, source, append, signal) => {
  const out = createBatchedWriter(append);
  for await (const item of followLogs(container, source, { tail: 0 }, systemClock, signal)) {
    out.write(itemText(item, 'off'));
    const room = out.room();
    if (room) await room;
  }
  out.flush();
};

const everyMs = 2000;

/**
 * The yardstick: fetches everything every two seconds and shows the lines beyond the number already shown, as
 * `az container logs --follow` does (it moves the cursor up instead). Fewer lines than before: it begins again.
 */
export const poll: Follower = async (container, source, append, signal) => {
  let shown = 0;
  try {
    for (;;) {
      const { content } = await source.readLogs(container, { timestamps: false }, signal);
      const lines = content.split('\n').slice(0, -1);
      if (lines.length < shown) shown = 0;
      append(
        lines
          .slice(shown)
          .map(line => `${line}\n`)
          .join(''),
      );
      shown = lines.length;
      await pause(everyMs, undefined, { signal });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
};
