import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import { followLogs } from '../../core/follow/follow.ts';
import type { FollowSource } from '../../core/follow/session.ts';
import type { ContainerRef } from '../../core/model.ts';
import { batched } from './batched.ts';
import { itemText, type Timestamps } from './itemText.ts';

/**
 * Writes a container's log into its channel, as the settings want it, until it ends or `signal` aborts. Lines are
 * stamped as the setting says when they are written; the tail is what it says now.
 */
export async function writeLog(
  ref: ContainerRef,
  channel: vscode.OutputChannel,
  source: FollowSource,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const tail = settings().get<number>('tail', 1000);
  let timestamps = wantedTimestamps();
  const watching = vscode.workspace.onDidChangeConfiguration(() => {
    timestamps = wantedTimestamps();
  });
  const out = batched(text => channel.append(text));
  try {
    for await (const item of followLogs(ref, source, { tail }, clock, signal)) {
      if (signal.aborted) return;
      out.write(itemText(item, timestamps, vscode.l10n.t));
    }
  } finally {
    watching.dispose();
    out.flush();
  }
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('aci.logs');
}

function wantedTimestamps(): Timestamps {
  return settings().get<Timestamps>('timestamps', 'off');
}
