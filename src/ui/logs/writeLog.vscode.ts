import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import { createCrashLoopDetector } from '../../core/logs/container/crashLoopDetector.ts';
import { followLogs } from '../../core/logs/followLogs.ts';
import { followGroup } from '../../core/logs/followGroup.ts';
import type { ContainerRef, GroupRef } from '../../core/model/containerGroup.ts';
import type { FollowSource } from '../../core/logs/followSource.ts';
import { createBoundedChannel } from './boundedChannel.ts';
import { createBatchedWriter } from './batchedWriter.ts';
import { groupItemFormatter } from './groupItemText.ts';
import { itemText, noticeText, type Timestamps } from './itemText.ts';

interface WriteLogDeps {
  readonly channel: vscode.OutputChannel;
  readonly source: FollowSource;
  readonly clock: Clock;
  /** Called once for a container that begins to crash again and again. */
  readonly onCrashLoop: (ref: ContainerRef) => void;
  /** Called for each line of which it is known when it was written (ms since the epoch, UTC). */
  readonly onLine: (ref: ContainerRef, time: number) => void;
}

/**
 * Writes a container's log into its channel, as the settings want it, until it ends or `signal` aborts. Lines are
 * stamped as the setting says when they are written; the tail is what it says now.
 */
export async function writeLog(ref: ContainerRef, deps: WriteLogDeps, signal: AbortSignal): Promise<void> {
  const { source, clock } = deps;
  const begins = createCrashLoopDetector(clock);
  await write(
    deps,
    followLogs(ref, source, { tail: wantedTail() }, clock, signal),
    signal,
    (item, timestamps) => {
      if (begins(item)) deps.onCrashLoop(ref);
      if (item.kind === 'line' && item.time) deps.onLine(ref, item.time.utc);
      return itemText(item, timestamps);
    },
  );
}

/** Writes the timeline of a group's containers into its channel, likewise. */
export async function writeGroupLog(
  group: GroupRef,
  containers: readonly string[],
  deps: WriteLogDeps,
  signal: AbortSignal,
): Promise<void> {
  const { source, clock } = deps;
  const begins = new Map(containers.map(name => [name, createCrashLoopDetector(clock)]));
  const text = groupItemFormatter(containers);
  const items = followGroup(group, containers, source, { tail: wantedTail() }, clock, signal);
  await write(deps, items, signal, (one, timestamps) => {
    const { container, item } = one;
    const isOfContainer = item.kind !== 'state' && item.kind !== 'activity';
    if (container !== undefined && isOfContainer && begins.get(container)?.(item)) {
      deps.onCrashLoop({ group, container });
    }
    if (container !== undefined && item.kind === 'line' && item.time) {
      deps.onLine({ group, container }, item.time.utc);
    }
    return text(one, timestamps);
  });
}

async function write<T>(
  { channel }: WriteLogDeps,
  items: AsyncIterable<T>,
  signal: AbortSignal,
  textOf: (item: T, timestamps: Timestamps) => string,
): Promise<void> {
  let timestamps = wantedTimestamps();
  const watching = vscode.workspace.onDidChangeConfiguration(() => {
    timestamps = wantedTimestamps();
  });
  const bounded = createBoundedChannel(channel, noticeText(l10n.t('older lines are no longer shown here')));
  const out = createBatchedWriter(text => bounded.append(text));
  try {
    for await (const item of items) {
      if (signal.aborted) return;
      out.write(textOf(item, timestamps));
      const room = out.room();
      if (room) await room;
    }
  } finally {
    watching.dispose();
    out.flush();
  }
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('aci.logs');
}

function wantedTail(): number {
  return settings().get<number>('tail', 1000);
}

function wantedTimestamps(): Timestamps {
  return settings().get<Timestamps>('timestamps', 'off');
}
