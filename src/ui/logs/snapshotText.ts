import * as vscode from 'vscode';
import { AciError } from '../../core/errors.ts';
import { readPhase } from '../../core/follow/phase.ts';
import { isNotYet } from '../../core/follow/session.ts';
import type { ContainerRef } from '../../core/model.ts';
import type { Aci } from '../../core/ports.ts';
import type { Timestamps } from './itemText.ts';
import { logDocument } from './logDocument.ts';

/** The whole present log of a container, as it may be shown, with timestamps where the settings want them. */
export async function snapshotText(
  ref: ContainerRef,
  aci: Pick<Aci, 'getGroup' | 'readLogs'>,
  signal: AbortSignal,
): Promise<string> {
  const timestamps = vscode.workspace.getConfiguration('aci.logs').get<Timestamps>('timestamps', 'off');
  const phase = readPhase(await aci.getGroup(ref.group, signal), ref.container);
  if (phase === undefined) throw new AciError('notFound', `There is no container "${ref.container}".`);
  const content = await readContent(ref, aci, timestamps !== 'off', signal);
  return logDocument(content, phase, timestamps, vscode.l10n.t);
}

/** '' for a container that has no log at the moment. */
async function readContent(
  ref: ContainerRef,
  aci: Pick<Aci, 'readLogs'>,
  timestamps: boolean,
  signal: AbortSignal,
): Promise<string> {
  try {
    return (await aci.readLogs(ref, { timestamps }, signal)).content;
  } catch (error) {
    if (isNotYet(error)) return '';
    throw error;
  }
}
