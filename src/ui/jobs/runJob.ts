/** Runs one job from its beginning to its end: the one place where a job's group is made and goes again. */
import * as l10n from '@vscode/l10n';
import type { NamedAccessRequirement } from '../../core/access/accessRequirements.ts';
import { putGroupRequirements } from '../../core/access/putGroupRequirements.ts';
import { type AciError, toAciError } from '../../core/errors.ts';
import { type DeleteWhenDone, type JobDefinition, shouldDeleteGroup } from '../../core/jobs/jobDefinition.ts';
import { isGroupOfJob, jobGroupDocument, jobGroupName } from '../../core/jobs/jobGroup.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import type { GroupRef, RawContainerGroup } from '../../core/model/containerGroup.ts';
import { freeName } from '../../core/rules/names.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { PullRoleAssignment } from '../create/createGroup.ts';
import type { ChosenResourceGroup } from '../create/createDraft.ts';
import { noticeText } from '../logs/itemText.ts';
import { deleteJobGroup } from './deleteJobGroup.ts';
import type { RunJobDeps } from './jobDeps.ts';
import { type JobExit, type JobOutput, createAndFollowJob } from './createAndFollowJob.ts';

/** Where a job runs. */
export interface JobTarget {
  readonly cloud: CloudId;
  readonly subscriptionId: string;
  readonly resourceGroup: ChosenResourceGroup;
  readonly location: string;
}

/** A job that is ready to run. */
export interface Job {
  readonly definition: JobDefinition;
  readonly place: JobTarget;
  readonly deleteWhenDone: DeleteWhenDone;
  readonly pullRole?: PullRoleAssignment | undefined;
}

/** One run of a job: in which group, and when it was begun (ms since the epoch, UTC). */
export interface JobRun {
  readonly job: Job;
  readonly ref: GroupRef;
  readonly begun: number;
}

export interface JobEnd {
  readonly ref: GroupRef;
  /** Undefined where the job did not run to its end: see `error`. */
  readonly exitCode: number | undefined;
  /** How often Azure has run it again before that end. */
  readonly restarts: number;
  readonly error: AciError | undefined;
  /** What has become of the group; `unknown` where Azure could not be asked. */
  readonly group: GroupFate;
}

export type GroupFate = 'kept' | 'gone' | 'unknown';

/** Sends nothing yet: the run has a name. */
export function createJobRun(deps: RunJobDeps, job: Job): JobRun {
  const begun = deps.clock.now();
  const { cloud, subscriptionId, resourceGroup } = job.place;
  const isRemembered = (name: string) => deps.jobs.all.some(other => other.ref.name === name);
  const name = freeName(jobGroupName(job.definition.image, begun), isRemembered);
  return { job, begun, ref: { cloud, subscriptionId, resourceGroup: resourceGroup.name, name } };
}

/** What one has to be allowed to do for the run. */
export function jobRequirements(run: JobRun): readonly NamedAccessRequirement[] {
  return putGroupRequirements(run.ref, jobDocument(run), undefined);
}

/** What is sent to begin it. */
export function jobDocument({ job: { definition, place }, ref, begun }: JobRun): RawContainerGroup {
  return jobGroupDocument(definition, { ref, location: place.location, begun });
}

/**
 * Makes the run's group, follows its log until the container ends, and lets the group go as the job wants it. Aborting
 * stops the job and deletes the group; the promise then rejects with the signal's reason, once the group is gone.
 * Everything else that goes wrong is in the answer.
 */
export async function runJob(
  deps: RunJobDeps,
  run: JobRun,
  output: JobOutput,
  signal: AbortSignal,
): Promise<JobEnd> {
  signal.throwIfAborted();
  const { job, ref, begun } = run;
  const { place, deleteWhenDone, pullRole } = job;
  const { resourceGroup } = place;
  const request = { ref, resourceGroup, document: jobDocument(run), leftover: false, pullRole };
  const tell = (text: string) => output.write(noticeText(text));
  const stopping = () => tell(l10n.t('stopping: deleting the container group "{0}"', ref.name));

  const controller = new AbortController();
  signal.addEventListener('abort', stopping);
  await deps.jobs.add(ref, begun);
  void deps.jobs.keepAlive(ref, controller.signal).catch(() => undefined); // ends with the run
  try {
    const outcome = await toRunOutcome(createAndFollowJob({ deps, ref, request, output, signal }));
    const goes = signal.aborted || shouldDeleteGroup(deleteWhenDone, outcome.exitCode);
    const group = goes
      ? await deleteRunGroup(deps, ref, begun, output)
      : await readGroupFate(deps, ref, begun, outcome.exitCode === undefined ? 'unknown' : 'kept');
    // What may be left against its owner's will is offered to be deleted at the next start.
    if (group !== 'unknown') await deps.jobs.remove(ref);
    signal.throwIfAborted();
    tell(fateText(ref.name, group));
    return { ref, group, ...outcome };
  } finally {
    signal.removeEventListener('abort', stopping);
    controller.abort();
  }
}

interface RunOutcome {
  readonly exitCode: number | undefined;
  readonly restarts: number;
  readonly error: AciError | undefined;
}

async function toRunOutcome(work: Promise<JobExit>): Promise<RunOutcome> {
  try {
    return { ...(await work), error: undefined };
  } catch (error) {
    return { exitCode: undefined, restarts: 0, error: toAciError(error) };
  }
}

/** Whether the job's own group is there: a failed request doesn't tell whether Azure has made it. */
async function readGroupFate(
  deps: RunJobDeps,
  ref: GroupRef,
  begun: number,
  otherwise: 'kept' | 'unknown',
): Promise<GroupFate> {
  // Never aborted: quick, and wanted to the end.
  try {
    return isGroupOfJob(await deps.aci.getGroup(ref, neverAborts()), begun) ? 'kept' : 'gone';
  } catch (error) {
    return toAciError(error).kind === 'notFound' ? 'gone' : otherwise;
  }
}

async function deleteRunGroup(
  deps: RunJobDeps,
  ref: GroupRef,
  begun: number,
  output: JobOutput,
): Promise<'gone' | 'unknown'> {
  output.reportStep(l10n.t('Deleting "{0}"', ref.name));
  try {
    await deleteJobGroup(deps, ref, begun);
    return 'gone';
  } catch (thrown) {
    const { message } = toAciError(thrown);
    output.write(noticeText(l10n.t('could not delete "{0}": {1}', ref.name, message)));
    return 'unknown';
  }
}

function fateText(name: string, group: GroupFate): string {
  switch (group) {
    case 'kept':
      return l10n.t('the container group "{0}" is kept', name);
    case 'gone':
      return l10n.t('the container group "{0}" is gone', name);
    case 'unknown':
      return l10n.t(
        'the container group "{0}" may be left: the next start of VS Code offers to delete it',
        name,
      );
  }
}
