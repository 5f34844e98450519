import * as l10n from '@vscode/l10n';
import { refreshAndTrack } from '../shared/refreshAndTrack.ts';
import { toAciError } from '../../core/errors.ts';
import { Emitter } from '../../core/event.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { Creation } from './creation.ts';
import type { CreationDeps } from './creationDeps.ts';

/** How long between two attempts to delete a group that is still in transition (ms). */
const deleteRetryDelay = 3_000;

/** What a stopped creation has left in Azure. */
export type CreationRemains = Pick<Creation, 'exists' | 'madeResourceGroup'>;

/** Deletes what a cancelled creation has made of the group, and tells how that went, and what stays. */
export async function deleteCancelledCreation(
  deps: CreationDeps,
  ref: GroupRef,
  left: CreationRemains,
): Promise<void> {
  const { ui } = deps;
  if (left.exists()) {
    const removed = deleteWithRetry(deps, ref).then(
      () => undefined,
      (error: unknown) => toAciError(error),
    );
    await ui.showProgress(l10n.t('Deleting "{0}"', ref.name), new Emitter<string>().event, removed);
    const error = await removed;
    await refreshAndTrack(deps.store, ref, deps.ui);
    if (error) {
      await ui.showFailed(l10n.t('Could not delete "{0}"', ref.name), error, false);
      return;
    }
  }
  ui.showCancelled(outcomeText(ref.name, left));
}

function outcomeText(name: string, left: CreationRemains): string {
  const end = left.exists()
    ? l10n.t('Deleted "{0}".', name)
    : l10n.t('Cancelled: "{0}" was not created.', name);
  const resourceGroup = left.madeResourceGroup();
  return resourceGroup === undefined
    ? end
    : l10n.t('{0} The new resource group "{1}" stays.', end, resourceGroup);
}

/** A group in transition may refuse to be deleted for a while. */
async function deleteWithRetry({ aci, clock }: CreationDeps, ref: GroupRef): Promise<void> {
  // Never aborted: a delete that is on its way can't be called back.
  for (;;) {
    try {
      for await (const { done } of aci.act(ref, 'delete', neverAborts())) if (done) break;
      return;
    } catch (error) {
      const { kind } = toAciError(error);
      if (kind === 'notFound') return;
      if (kind !== 'conflict') throw error;
      await clock.sleep(deleteRetryDelay, neverAborts());
    }
  }
}
