/** Runs one job from its beginning to its end: the one place where a job's group is made and goes again. */
import { AciError, isAbort, toAciError } from '../../core/errors.ts';
import { followLogs } from '../../core/follow/follow.ts';
import type { DeleteWhenDone, JobDefinition } from '../../core/job/definition.ts';
import { jobContainer, jobDocument, jobName } from '../../core/job/group.ts';
import { goesWhenDone } from '../../core/job/verdict.ts';
import type { CloudId, GroupRef } from '../../core/model.ts';
import { freeName } from '../../core/rules/names.ts';
import { createGroup, type Order, type PullRole } from '../create/create.ts';
import type { ChosenResourceGroup } from '../create/draft.ts';
import { stageText } from '../create/eventText.ts';
import { itemText, remarkText } from '../logs/itemText.ts';
import { deleteJob } from './deleteJob.ts';
import type { JobDesk } from './desk.ts';

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

/** Who reads along. */
export interface JobOutput {
  /** Text for the log of the job, with `\n` at the end of each line, safe to show. */
  write(text: string): void;
  /** What it has come to, in a few words. */
  step(text: string): void;
}

export interface JobEnd {
  readonly ref: GroupRef;
  /** Undefined where the job did not run to its end: see `error`. */
  readonly exitCode: number | undefined;
  readonly error: AciError | undefined;
  /** Whether the group is still there. */
  readonly kept: boolean;
}

/** What of a run is known while it lasts. */
interface Run {
  readonly desk: JobDesk;
  readonly ref: GroupRef;
  readonly order: Order;
  readonly output: JobOutput;
  readonly signal: AbortSignal;
}

/**
 * Makes the job's group, follows its log until the container ends, and lets the group go as the job wants it. Aborting
 * stops the job and deletes the group; the promise then rejects with the signal's reason, once the group is gone.
 * Everything else that goes wrong is in the answer.
 */
export async function runJob(
  desk: JobDesk,
  { definition, place, deleteWhenDone, pullRole }: Job,
  output: JobOutput,
  signal: AbortSignal,
): Promise<JobEnd> {
  signal.throwIfAborted();
  const begun = desk.clock.now();
  const { cloud, subscriptionId, resourceGroup, location } = place;
  const isRemembered = (name: string) => desk.jobs.all.some(job => job.ref.name === name);
  const name = freeName(jobName(definition.image, begun), isRemembered);
  const ref = { cloud, subscriptionId, resourceGroup: resourceGroup.name, name };
  const document = jobDocument(definition, { ref, location, begun });
  const order = { ref, resourceGroup, document, leftover: false, pullRole };

  const life = new AbortController();
  await desk.jobs.add(ref, begun);
  void desk.jobs.keepAlive(ref, life.signal).catch(() => undefined); // ends with the run
  try {
    const outcome = await settled(runToTheEnd({ desk, ref, order, output, signal }));
    const goes = signal.aborted || goesWhenDone(deleteWhenDone, outcome.exitCode);
    const problem = goes ? await remove(desk, ref, begun, output) : undefined;
    // A group that was to go and is still there is offered to be deleted at the next start.
    if (!problem) await desk.jobs.remove(ref);
    signal.throwIfAborted();
    const kept = (!goes || problem !== undefined) && !isGone(outcome.error);
    if (kept) output.write(remarkText(desk.t('the container group "{0}" is kept', ref.name)));
    return { ref, kept, ...outcome };
  } finally {
    life.abort();
  }
}

interface Outcome {
  readonly exitCode: number | undefined;
  readonly error: AciError | undefined;
}

async function settled(work: Promise<number>): Promise<Outcome> {
  try {
    return { exitCode: await work, error: undefined };
  } catch (error) {
    return { exitCode: undefined, error: toAciError(error) };
  }
}

/** Nothing was made, or it was deleted by someone else. */
function isGone(error: AciError | undefined): boolean {
  return error !== undefined && ['nameTaken', 'notFound', 'signedOut', 'forbidden'].includes(error.kind);
}

async function remove(
  desk: JobDesk,
  ref: GroupRef,
  begun: number,
  output: JobOutput,
): Promise<AciError | undefined> {
  output.step(desk.t('Deleting "{0}"', ref.name));
  try {
    await deleteJob(desk, ref, begun);
    return undefined;
  } catch (thrown) {
    const error = toAciError(thrown);
    output.write(remarkText(desk.t('could not delete "{0}": {1}', ref.name, error.message)));
    return error;
  }
}

/** Answers the exit code. The creation goes on being watched while the log is followed: either may tell the failure. */
async function runToTheEnd(run: Run): Promise<number> {
  const { desk, ref, output, signal } = run;
  const either = new AbortController();
  const within = AbortSignal.any([signal, either.signal]);
  output.write(remarkText(desk.t('creating "{0}" in "{1}"', ref.name, ref.resourceGroup)));
  const followed: Promise<number | undefined>[] = [];
  const begin = () => {
    const following = follow(run, within);
    following.catch(() => either.abort()); // it is awaited below, but the creation's failure goes first
    followed.push(following);
  };
  try {
    await create(run, begin, within);
    const [exitCode] = await Promise.all(followed);
    signal.throwIfAborted();
    if (exitCode === undefined) throw new AciError('service', 'Azure tells no exit code.');
    return exitCode;
  } finally {
    either.abort();
  }
}

/**
 * Makes the group. Until Azure has it nothing is called off: a request that is under way arrives all the same, and
 * the group would not be known to be there.
 */
async function create({ desk, ref, order, output, signal }: Run, taken: () => void, within: AbortSignal) {
  const life = new AbortController();
  let exists = false;
  const stop = () => {
    if (exists) life.abort();
  };
  within.addEventListener('abort', stop);
  try {
    for await (const stage of createGroup(desk.aci, order, life.signal)) {
      output.step(stageText(stage, desk.t));
      if (stage.kind === 'group' && !exists) {
        exists = true;
        desk.changed(ref);
        taken();
      }
      signal.throwIfAborted();
    }
  } catch (error) {
    if (!isAbort(error) || !within.aborted) throw error;
  } finally {
    within.removeEventListener('abort', stop);
  }
}

async function follow({ desk, ref, output }: Run, signal: AbortSignal): Promise<number | undefined> {
  const { aci, clock, t } = desk;
  for await (const item of followLogs(jobContainer(ref), aci, { tail: 0 }, clock, signal)) {
    output.write(itemText(item, 'off', t));
    if (item.kind === 'gone') throw new AciError('notFound', 'The container group was deleted.');
    if (item.kind === 'ended') return item.exitCode;
  }
  return undefined;
}
