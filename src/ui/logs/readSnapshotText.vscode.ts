import * as vscode from 'vscode';
import { AciError } from '../../core/errors.ts';
import { readContainerPhase } from '../../core/logs/container/containerPhase.ts';
import type { ContainerRef } from '../../core/model/containerGroup.ts';
import { isLogNotYetAvailable } from '../../core/logs/troubleReporter.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { Timestamps } from './itemText.ts';
import { formatSnapshot } from './formatSnapshot.ts';

/** The whole present log of a container, as it may be shown, with timestamps where the settings want them. */
export async function readSnapshotText(
  ref: ContainerRef,
  aci: Pick<AzureApi, 'getGroup' | 'readLogs'>,
  signal: AbortSignal,
): Promise<string> {
  const timestamps = vscode.workspace.getConfiguration('aci.logs').get<Timestamps>('timestamps', 'off');
  const phase = readContainerPhase(await aci.getGroup(ref.group, signal), ref.container);
  if (phase === undefined) throw new AciError('notFound', `There is no container "${ref.container}".`);
  const content = await readContent(ref, aci, timestamps !== 'off', signal);
  return formatSnapshot(content, phase, timestamps);
}

/** '' for a container that has no log at the moment. */
async function readContent(
  ref: ContainerRef,
  aci: Pick<AzureApi, 'readLogs'>,
  timestamps: boolean,
  signal: AbortSignal,
): Promise<string> {
  try {
    return (await aci.readLogs(ref, { timestamps }, signal)).content;
  } catch (error) {
    if (isLogNotYetAvailable(error)) return '';
    throw error;
  }
}
