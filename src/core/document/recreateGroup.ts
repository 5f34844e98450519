/** Deleting a group and creating it anew: the way to change what Azure can't change in place. */
import type { Clock } from '../clock.ts';
import { AciError, isTransient, toAciError } from '../errors.ts';
import type { GroupRef, RawContainerGroup } from '../model/containerGroup.ts';
import type { AzureApi, Progress } from '../azureApi.ts';

/** How often (ms) a deleted group is asked for until it is gone, and for how long. */
const deletionPolling = { every: 2_000, longest: 120_000 };

/** `deleting`: Azure has taken the deletion. `deleted`: the group is gone. Then the progress of the creation. */
export type RecreateStep = 'deleting' | 'deleted' | Progress;

interface RecreateDeps {
  readonly aci: Pick<AzureApi, 'act' | 'getGroup' | 'putGroup'>;
  readonly clock: Clock;
}

/**
 * Throws `AciError`; after `deleting` the group is deleted or being deleted, and only its document is left. A group
 * that is already deleted is created all the same.
 */
export async function* recreateGroup(
  { aci, clock }: RecreateDeps,
  ref: GroupRef,
  document: RawContainerGroup,
  signal: AbortSignal,
): AsyncGenerator<RecreateStep, void, undefined> {
  try {
    const deletion = aci.act(ref, 'delete', signal)[Symbol.asyncIterator]();
    while (!(await deletion.next()).done) yield 'deleting';
  } catch (error) {
    if (toAciError(error).kind !== 'notFound') throw error;
  }
  await waitUntilGone({ aci, clock }, ref, signal);
  yield 'deleted';
  yield* aci.putGroup(ref, document, signal);
}

/** A PUT before that would change the old group. Transient errors are waited out: there is no way back. */
async function waitUntilGone(
  { aci, clock }: RecreateDeps,
  ref: GroupRef,
  signal: AbortSignal,
): Promise<void> {
  const latest = clock.now() + deletionPolling.longest;
  for (;;) {
    let problem = new AciError('conflict', `'${ref.name}' is still being deleted.`);
    try {
      await aci.getGroup(ref, signal);
    } catch (error) {
      problem = toAciError(error);
      if (problem.kind === 'notFound') return;
      if (!isTransient(problem)) throw error;
    }
    if (clock.now() >= latest) throw problem;
    await clock.sleep(deletionPolling.every, signal);
  }
}
