/** Follows a flood for a while in real time, over real sockets, and watches this process meanwhile. */
import { setTimeout as pause } from 'node:timers/promises';
import { createAzureApi } from '../../../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../../../src/azure/credentials/emulatorCredentials.ts';
import type { AzureApi } from '../../../../src/core/azureApi.ts';
import { systemClock } from '../../../../src/core/clock.ts';
import { followGroup } from '../../../../src/core/logs/followGroup.ts';
import { itemText } from '../../../../src/ui/logs/itemText.ts';
import { groupItemFormatter } from '../../../../src/ui/logs/groupItemText.ts';
import { createBatchedWriter } from '../../../../src/ui/logs/batchedWriter.ts';
import { cloudOf } from '../../../cloudOf.ts';
import { withEmulator } from '../../emulatorProcess.ts';
import { watchEventLoop } from '../../estate/eventLoop.ts';
import { heapUsed, tidyHeap } from '../../heap.ts';
import { follow } from '../followers.ts';
import { createFloodCounter, type FloodCount } from './counter.ts';
import type { Flood, FloodedAzure } from './flood.ts';

export interface MeasuredFlood extends FloodCount {
  readonly longestBlockMs: number;
  /** The heap in use at the flood's end by that before it. */
  readonly heapRatio: number;
  /** Of this process's time, what was computed. */
  readonly busyRatio: number;
}

/** Reads what the flood brings into `append`, until `signal` aborts. */
export type FloodReader = (
  azure: FloodedAzure,
  aci: AzureApi,
  append: (text: string) => void,
  signal: AbortSignal,
) => Promise<void>;

/** The product's follower, of one container or of the group, down to what its channel is given. */
export const followFlood: FloodReader = async ({ group, names }, aci, append, signal) => {
  const [container = ''] = names;
  if (names.length === 1) {
    await follow({ group, container }, aci, append, signal);
    return;
  }
  const out = createBatchedWriter(append);
  const text = groupItemFormatter(names);
  for await (const item of followGroup(group, names, aci, { tail: 0 }, systemClock, signal)) {
    out.write(text(item, 'off'));
    const room = out.room();
    if (room) await room;
  }
  out.flush();
};

/** The yardstick: reads the same sockets, and does nothing with what they bring. */
export const readSockets: FloodReader = async ({ group, names }, aci, append, signal) => {
  await Promise.all(
    names.map(async container => {
      try {
        let read = 0;
        for await (const bytes of await aci.attach({ group, container }, signal)) read += bytes.length;
        append(`${read}\n`);
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    }),
  );
};

export async function measureFlood(
  flood: Flood,
  reader: FloodReader,
  seconds: number,
): Promise<MeasuredFlood> {
  const file = new URL('emulatorProcess.ts', import.meta.url);
  return withEmulator(file, [JSON.stringify(flood)], async (said, child) => {
    const azure = said as FloodedAzure;
    const aci = createAzureApi(cloudOf(azure.account), emulatorCredentials(azure.account));
    await aci.getGroup(azure.group, AbortSignal.timeout(30_000)); // loads the SDK, gets the token
    const counter = createFloodCounter(
      itemText({ kind: 'gap' }, 'off').trimEnd(),
      flood.writes === 'numbered' && flood.containers === 1,
    );
    const over = new AbortController();
    const reading = reader(azure, aci, text => counter.append(text), over.signal);
    // The follower is live by then: a log that has stood still for so long has no more to show.
    await pause(13_000);
    tidyHeap();
    const before = heapUsed();
    child.send('begin');
    const eventLoop = watchEventLoop();
    const used = process.cpuUsage();
    await pause(seconds * 1000);
    const longestBlockMs = eventLoop.longestBlockMs();
    const { user, system } = process.cpuUsage(used);
    eventLoop.end();
    tidyHeap();
    const heapRatio = heapUsed() / before;
    over.abort();
    await reading;
    const busyRatio = (user + system) / 1e6 / seconds;
    return { ...counter.count(), longestBlockMs, heapRatio, busyRatio };
  });
}
