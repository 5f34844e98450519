/** Creations that a former window began. */
import * as l10n from '@vscode/l10n';
import { refreshAndTrack } from '../shared/refreshAndTrack.ts';
import { AciError, isAbort, errorKindOfText, toAciError } from '../../core/errors.ts';
import { isTransitioning } from '../../core/model/groupState.ts';
import type { ContainerGroup, GroupRef } from '../../core/model/containerGroup.ts';
import { trackCreation, showCreationProgress } from './creation.ts';
import { deleteCancelledCreation } from './deleteCancelledCreation.ts';
import type { CreationDeps } from './creationDeps.ts';
import { allEventsOf } from './progressText.ts';

/**
 * Picks up what was under way when the window closed: shows its progress until it settles, and then the closing
 * message; what has come to its end meanwhile gets that at once. What another window looks after is left to that one
 * until it is gone, and what belongs to another cloud until that is chosen.
 */
export async function resumeCreations(desk: CreationDeps, isOurs: (ref: GroupRef) => boolean): Promise<void> {
  const ours = desk.pendingCreates.all.filter(({ ref }) => isOurs(ref));
  await Promise.all(ours.map(({ ref }) => resumeOne(desk, ref, isOurs)));
}

async function resumeOne(
  desk: CreationDeps,
  ref: GroupRef,
  isOurs: (ref: GroupRef) => boolean,
): Promise<void> {
  const held = await desk.pendingCreates.acquireLease(ref);
  if (!held) return;
  try {
    // Another cloud may have been chosen while we waited for another window.
    if (isOurs(ref)) await resumeHeld(desk, ref);
  } finally {
    held.dispose();
  }
}

async function resumeHeld(desk: CreationDeps, ref: GroupRef): Promise<void> {
  const { pendingCreates, ui } = desk;
  let group: ContainerGroup | undefined;
  try {
    group = await desk.store.refreshGroup(ref);
  } catch (error) {
    // Kept for the next start: Azure could not be asked.
    if (!isAbort(error)) ui.log(`Could not look at "${ref.name}"`, toAciError(error));
    return;
  }
  const end = group && isTransitioning(group) ? await showRemainingProgress(desk, ref) : group;
  await pendingCreates.remove(ref);
  if (end !== 'told') showOutcome(desk, ref, end);
}

/** Shows the rest of the creation; answers the group as it came to rest, unless everything has been told. */
async function showRemainingProgress(
  desk: CreationDeps,
  ref: GroupRef,
): Promise<ContainerGroup | undefined | 'told'> {
  const creation = trackCreation(desk, ref);
  try {
    const title = l10n.t('Creating "{0}"', ref.name);
    const end = await showCreationProgress(desk.ui, title, ref.name, creation);
    if (end === 'delete') {
      creation.stop();
      await creation.done;
      await deleteCancelledCreation(desk, ref, creation);
      return 'told';
    }
    const { error } = await creation.done;
    // The tree shows what became of a group that could not be read.
    return error ? 'told' : ((await refreshAndTrack(desk.store, ref, desk.ui)) ?? 'told');
  } finally {
    creation.dispose();
  }
}

/** The message about the end waits for nobody. */
function showOutcome({ ui }: CreationDeps, ref: GroupRef, group: ContainerGroup | undefined): void {
  if (!group) {
    const missing = new AciError(
      'notFound',
      'The group was not sent before the window closed, or is deleted.',
    );
    void ui.showFailed(l10n.t('"{0}" was not created', ref.name), missing, false);
  } else if (group.provisioningState.toLowerCase() === 'failed')
    void ui.showFailed(l10n.t('Could not create "{0}"', ref.name), provisioningError(group), false);
  else ui.showCreated(ref, group);
}

/** Why a group failed: only its last warning says so once its creation is over. */
function provisioningError(group: ContainerGroup): AciError {
  const warning = allEventsOf(group).findLast(({ type }) => type === 'Warning');
  const message = warning?.message ?? 'The container group could not be provisioned.';
  return new AciError(errorKindOfText(message) ?? 'failed', message, { code: 'ProvisioningFailed' });
}
