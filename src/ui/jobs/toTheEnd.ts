/** Makes a job's group and follows its log until its container has ended. */
import { AciError, isAbort } from '../../core/errors.ts';
import { followLogs } from '../../core/follow/follow.ts';
import { jobContainer } from '../../core/job/group.ts';
import type { GroupRef } from '../../core/model.ts';
import { createGroup, type Order } from '../create/create.ts';
import { stageText } from '../create/eventText.ts';
import { itemText, remarkText } from '../logs/itemText.ts';
import type { JobDesk } from './desk.ts';

/** Who reads along. */
export interface JobOutput {
  /** Text for the log of the job, with `\n` at the end of each line, safe to show. */
  write(text: string): void;
  /** What it has come to, in a few words. */
  step(text: string): void;
}

/** What of a run is known while it lasts. */
export interface Run {
  readonly desk: JobDesk;
  readonly ref: GroupRef;
  readonly order: Order;
  readonly output: JobOutput;
  readonly signal: AbortSignal;
}

/** How the container of a job has ended for good. */
export interface Ended {
  readonly exitCode: number;
  /** How often Azure has run it again before: it may after a failure, though the policy is `Never`. */
  readonly restarts: number;
}

/**
 * Answers how it ended. The creation goes on being watched while the log is followed: either may tell the failure.
 * Throws `AciError`, or the signal's reason when it aborts.
 */
export async function runToTheEnd(run: Run): Promise<Ended> {
  const { desk, ref, output, signal } = run;
  const either = new AbortController();
  const within = AbortSignal.any([signal, either.signal]);
  output.write(remarkText(desk.t('creating "{0}" in "{1}"', ref.name, ref.resourceGroup)));
  const followed: Promise<Ended | undefined>[] = [];
  const begin = () => {
    const following = follow(run, within);
    following.catch(() => either.abort()); // it is awaited below, but the creation's failure goes first
    followed.push(following);
  };
  try {
    await create(run, begin, within);
    const [ended] = await Promise.all(followed);
    signal.throwIfAborted();
    if (ended === undefined) throw new AciError('service', 'Azure tells no exit code.');
    return ended;
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

async function follow({ desk, ref, output }: Run, signal: AbortSignal): Promise<Ended | undefined> {
  const { aci, clock, t } = desk;
  for await (const item of followLogs(jobContainer(ref), aci, { tail: 0 }, clock, signal)) {
    output.write(itemText(item, 'off', t));
    if (item.kind === 'gone') throw new AciError('notFound', 'The container group was deleted.');
    if (item.kind !== 'ended') continue;
    const { exitCode, restartCount: restarts } = item;
    return exitCode === undefined ? undefined : { exitCode, restarts };
  }
  return undefined;
}
