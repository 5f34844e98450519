/** Runs one job from its beginning to its end: the one place where a job's group is made and goes again. */
import type { NamedNeed } from '../../core/accessNeeds.ts';
import { documentNeeds } from '../../core/documentNeeds.ts';
import { type AciError, toAciError } from '../../core/errors.ts';
import type { DeleteWhenDone, JobDefinition } from '../../core/job/definition.ts';
import { isGroupOfJob, jobDocument, jobName } from '../../core/job/group.ts';
import { goesWhenDone } from '../../core/job/verdict.ts';
import type { CloudId, GroupDocument, GroupRef } from '../../core/model.ts';
import { freeName } from '../../core/rules/names.ts';
import type { PullRole } from '../create/create.ts';
import type { ChosenResourceGroup } from '../create/draft.ts';
import { remarkText } from '../logs/itemText.ts';
import { deleteJob } from './deleteJob.ts';
import type { JobDesk } from './desk.ts';
import { type Ended, type JobOutput, runToTheEnd } from './toTheEnd.ts';

/** Where a job runs. */
export interface JobPlace {
  readonly cloud: CloudId;
  readonly subscriptionId: string;
  readonly resourceGroup: ChosenResourceGroup;
  readonly location: string;
}

/** A job that is ready to run. */
export interface Job {
  readonly definition: JobDefinition;
  readonly place: JobPlace;
  readonly deleteWhenDone: DeleteWhenDone;
  readonly pullRole?: PullRole | undefined;
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
export function newRun(desk: JobDesk, job: Job): JobRun {
  const begun = desk.clock.now();
  const { cloud, subscriptionId, resourceGroup } = job.place;
  const isRemembered = (name: string) => desk.jobs.all.some(other => other.ref.name === name);
  const name = freeName(jobName(job.definition.image, begun), isRemembered);
  return { job, begun, ref: { cloud, subscriptionId, resourceGroup: resourceGroup.name, name } };
}

/** What one has to be allowed to do for the run. */
export function jobNeeds(run: JobRun): readonly NamedNeed[] {
  return documentNeeds(run.ref, documentOf(run), undefined);
}

function documentOf({ job: { definition, place }, ref, begun }: JobRun): GroupDocument {
  return jobDocument(definition, { ref, location: place.location, begun });
}

/**
 * Makes the run's group, follows its log until the container ends, and lets the group go as the job wants it. Aborting
 * stops the job and deletes the group; the promise then rejects with the signal's reason, once the group is gone.
 * Everything else that goes wrong is in the answer.
 */
export async function runJob(
  desk: JobDesk,
  run: JobRun,
  output: JobOutput,
  signal: AbortSignal,
): Promise<JobEnd> {
  signal.throwIfAborted();
  const { job, ref, begun } = run;
  const { place, deleteWhenDone, pullRole } = job;
  const { resourceGroup } = place;
  const order = { ref, resourceGroup, document: documentOf(run), leftover: false, pullRole };
  const tell = (text: string) => output.write(remarkText(text));
  const stopping = () => tell(desk.t('stopping: deleting the container group "{0}"', ref.name));

  const life = new AbortController();
  signal.addEventListener('abort', stopping);
  await desk.jobs.add(ref, begun);
  void desk.jobs.keepAlive(ref, life.signal).catch(() => undefined); // ends with the run
  try {
    const outcome = await settled(runToTheEnd({ desk, ref, order, output, signal }));
    const goes = signal.aborted || goesWhenDone(deleteWhenDone, outcome.exitCode);
    const group = goes
      ? await remove(desk, ref, begun, output)
      : await look(desk, ref, begun, outcome.exitCode === undefined ? 'unknown' : 'kept');
    // What may be left against its owner's will is offered to be deleted at the next start.
    if (group !== 'unknown') await desk.jobs.remove(ref);
    signal.throwIfAborted();
    tell(fateText(desk, ref.name, group));
    return { ref, group, ...outcome };
  } finally {
    signal.removeEventListener('abort', stopping);
    life.abort();
  }
}

interface Outcome {
  readonly exitCode: number | undefined;
  readonly restarts: number;
  readonly error: AciError | undefined;
}

async function settled(work: Promise<Ended>): Promise<Outcome> {
  try {
    return { ...(await work), error: undefined };
  } catch (error) {
    return { exitCode: undefined, restarts: 0, error: toAciError(error) };
  }
}

/** Whether the job's own group is there: a failed request doesn't tell whether Azure has made it. */
async function look(
  desk: JobDesk,
  ref: GroupRef,
  begun: number,
  otherwise: 'kept' | 'unknown',
): Promise<GroupFate> {
  const never = new AbortController().signal; // quick, and wanted to the end
  try {
    return isGroupOfJob(await desk.aci.getGroup(ref, never), begun) ? 'kept' : 'gone';
  } catch (error) {
    return toAciError(error).kind === 'notFound' ? 'gone' : otherwise;
  }
}

async function remove(
  desk: JobDesk,
  ref: GroupRef,
  begun: number,
  output: JobOutput,
): Promise<'gone' | 'unknown'> {
  output.step(desk.t('Deleting "{0}"', ref.name));
  try {
    await deleteJob(desk, ref, begun);
    return 'gone';
  } catch (thrown) {
    const { message } = toAciError(thrown);
    output.write(remarkText(desk.t('could not delete "{0}": {1}', ref.name, message)));
    return 'unknown';
  }
}

function fateText({ t }: JobDesk, name: string, group: GroupFate): string {
  switch (group) {
    case 'kept':
      return t('the container group "{0}" is kept', name);
    case 'gone':
      return t('the container group "{0}" is gone', name);
    case 'unknown':
      return t('the container group "{0}" may be left: the next start of VS Code offers to delete it', name);
  }
}
