import { toAciError } from '../../core/errors.ts';
import { Emitter } from '../../core/event.ts';
import type { GroupRef } from '../../core/model.ts';
import type { Creation } from './creation.ts';
import { type CreateDesk, look } from './desk.ts';
import type { Translate } from '../translate.ts';

/** How long between two attempts to delete a group that is still in transition (ms). */
const deleteAgain = 3_000;

/** What a stopped creation has left in Azure. */
export type Leavings = Pick<Creation, 'exists' | 'madeResourceGroup'>;

/** Deletes what a cancelled creation has made of the group, and tells how that went, and what stays. */
export async function deleteCreated(desk: CreateDesk, ref: GroupRef, left: Leavings): Promise<void> {
  const { screen, t } = desk;
  if (left.exists()) {
    const removed = remove(desk, ref).then(
      () => undefined,
      (error: unknown) => toAciError(error),
    );
    await screen.progress(t('Deleting "{0}"', ref.name), new Emitter<string>().event, removed);
    const error = await removed;
    await look(desk, ref);
    if (error) {
      await screen.failed(t('Could not delete "{0}"', ref.name), error, false);
      return;
    }
  }
  screen.cancelled(sentenceFor(ref.name, left, t));
}

function sentenceFor(name: string, left: Leavings, t: Translate): string {
  const end = left.exists() ? t('Deleted "{0}".', name) : t('Cancelled: "{0}" was not created.', name);
  const resourceGroup = left.madeResourceGroup();
  return resourceGroup === undefined ? end : t('{0} The new resource group "{1}" stays.', end, resourceGroup);
}

/** A group in transition may refuse to be deleted for a while. */
async function remove({ aci, clock }: CreateDesk, ref: GroupRef): Promise<void> {
  const never = new AbortController().signal; // a delete that is on its way can't be called back
  for (;;) {
    try {
      for await (const { done } of aci.act(ref, 'delete', never)) if (done) break;
      return;
    } catch (error) {
      const { kind } = toAciError(error);
      if (kind === 'notFound') return;
      if (kind !== 'conflict') throw error;
      await clock.sleep(deleteAgain, never);
    }
  }
}
