/** Makes a job's group and follows its log until its container has ended. */
import * as l10n from '@vscode/l10n';
import { AciError, isAbort } from '../../core/errors.ts';
import { onceTaken } from '../../core/onceTaken.ts';
import { followLogs } from '../../core/logs/followLogs.ts';
import { jobContainer } from '../../core/jobs/jobGroup.ts';
import { isFatal } from '../../core/preflight/preflight.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { createGroup, type CreateRequest } from '../create/createGroup.ts';
import { stageText } from '../create/progressText.ts';
import { findingText } from '../preflight/findingText.ts';
import { itemText, noticeText } from '../logs/itemText.ts';
import type { RunJobDeps } from './jobDeps.ts';

/** Who reads along. */
export interface JobOutput {
  /** Text for the log of the job, with `\n` at the end of each line, safe to show. */
  write(text: string): void;
  /** What it has come to, in a few words. */
  reportStep(text: string): void;
}

/** What of a run is known while it lasts. */
export interface RunContext {
  readonly deps: RunJobDeps;
  readonly ref: GroupRef;
  readonly request: CreateRequest;
  readonly output: JobOutput;
  readonly signal: AbortSignal;
}

/** How the container of a job has ended for good. */
export interface JobExit {
  readonly exitCode: number;
  /** How often Azure has run it again before: it may after a failure, though the policy is `Never`. */
  readonly restarts: number;
}

/**
 * Answers how it ended. The creation goes on being watched while the log is followed: either may tell the failure.
 * Throws `AciError`, or the signal's reason when it aborts.
 */
export async function createAndFollowJob(run: RunContext): Promise<JobExit> {
  const { ref, output, signal } = run;
  await checkFit(run);
  const either = new AbortController();
  const within = AbortSignal.any([signal, either.signal]);
  output.write(noticeText(l10n.t('creating "{0}" in "{1}"', ref.name, ref.resourceGroup)));
  const followed: Promise<JobExit | undefined>[] = [];
  const begin = () => {
    const following = followUntilExit(run, within);
    following.catch(() => either.abort()); // it is awaited below, but the creation's failure goes first
    followed.push(following);
  };
  try {
    await createAndTrack(run, begin, within);
    const [ended] = await Promise.all(followed);
    signal.throwIfAborted();
    if (ended === undefined) throw new AciError('service', l10n.t('Azure tells no exit code.'));
    return ended;
  } finally {
    either.abort();
  }
}

/** A job asks nobody: what may stand in the way is told in its log, and what does stop it throws `doesNotFit`. */
async function checkFit({ deps, ref, request, output, signal }: RunContext): Promise<void> {
  output.reportStep(l10n.t('Checking whether it fits'));
  const subject = { ref, document: request.document, live: undefined };
  const findings = await deps.preflight(subject, signal);
  const stopping = findings.filter(isFatal);
  for (const finding of findings.filter(other => !isFatal(other)))
    output.write(noticeText(findingText(finding)));
  if (stopping.length > 0) throw new AciError('doesNotFit', stopping.map(findingText).join(' '));
}

/** Makes the group; from when Azure has it, `within` ends the watching. */
async function createAndTrack(
  { deps, ref, request, output, signal }: RunContext,
  taken: () => void,
  within: AbortSignal,
) {
  let exists = false;
  const creation = onceTaken(
    watching => createGroup(deps.aci, request, watching),
    ({ kind }) => kind === 'group',
    within,
  );
  try {
    for await (const stage of creation) {
      output.reportStep(stageText(stage));
      if (stage.kind === 'group' && !exists) {
        exists = true;
        deps.refreshGroup(ref);
        taken();
      }
      signal.throwIfAborted();
    }
  } catch (error) {
    if (!isAbort(error) || !within.aborted) throw error;
  }
}

async function followUntilExit(
  { deps, ref, output }: RunContext,
  signal: AbortSignal,
): Promise<JobExit | undefined> {
  const { aci, clock } = deps;
  for await (const item of followLogs(jobContainer(ref), aci, { tail: 0 }, clock, signal)) {
    output.write(itemText(item, 'off'));
    if (item.kind === 'gone') throw new AciError('notFound', l10n.t('The container group was deleted.'));
    if (item.kind !== 'ended') continue;
    const { exitCode, restartCount: restarts } = item;
    return exitCode === undefined ? undefined : { exitCode, restarts };
  }
  return undefined;
}
