import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import { followLogs } from '../../core/follow/follow.ts';
import type { FollowSource } from '../../core/follow/session.ts';
import type { ContainerRef } from '../../core/model.ts';
import { batched } from './batched.ts';
import { itemText, type Timestamps } from './itemText.ts';

/** Writes a container's log into its channel, as the settings want it, until it ends or `signal` aborts. */
export async function writeLog(
  ref: ContainerRef,
  channel: vscode.OutputChannel,
  source: FollowSource,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const settings = vscode.workspace.getConfiguration('aci.logs');
  const tail = settings.get<number>('tail', 1000);
  const timestamps = settings.get<Timestamps>('timestamps', 'off');
  const out = batched(text => channel.append(text));
  try {
    for await (const item of followLogs(ref, source, { tail }, clock, signal)) {
      if (signal.aborted) return;
      out.write(itemText(item, timestamps, vscode.l10n.t));
    }
  } finally {
    out.flush();
  }
}
