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
export async function resumeCreations(deps: CreationDeps, isOurs: (ref: GroupRef) => boolean): Promise<void> {
  const ours = deps.pendingCreates.all.filter(({ ref }) => isOurs(ref));
  await Promise.all(ours.map(({ ref }) => resumeOne(deps, ref, isOurs)));
}

async function resumeOne(
  deps: CreationDeps,
  ref: GroupRef,
  isOurs: (ref: GroupRef) => boolean,
): Promise<void> {
  const held = await deps.pendingCreates.acquireLease(ref);
  if (!held) return;
  try {
    // Another cloud may have been chosen while we waited for another window.
    if (isOurs(ref)) await resumeHeld(deps, ref);
  } finally {
    held.dispose();
  }
}

async function resumeHeld(deps: CreationDeps, ref: GroupRef): Promise<void> {
  const { pendingCreates, ui } = deps;
  let group: ContainerGroup | undefined;
  try {
    group = await deps.store.refreshGroup(ref);
  } catch (error) {
    // Kept for the next start: Azure could not be asked.
    if (!isAbort(error)) ui.log(`Could not look at "${ref.name}"`, toAciError(error));
    return;
  }
  const end = group && isTransitioning(group) ? await showRemainingProgress(deps, ref) : group;
  await pendingCreates.remove(ref);
  if (end !== 'told') showOutcome(deps, ref, end);
}

/** Shows the rest of the creation; answers the group as it came to rest, unless everything has been told. */
async function showRemainingProgress(
  deps: CreationDeps,
  ref: GroupRef,
): Promise<ContainerGroup | undefined | 'told'> {
  const creation = trackCreation(deps, ref);
  try {
    const title = l10n.t('Creating "{0}"', ref.name);
    const end = await showCreationProgress(deps.ui, title, ref.name, creation);
    if (end === 'delete') {
      creation.stop();
      await creation.done;
      await deleteCancelledCreation(deps, ref, creation);
      return 'told';
    }
    const { error } = await creation.done;
    // The tree shows what became of a group that could not be read.
    return error ? 'told' : ((await refreshAndTrack(deps.store, ref, deps.ui)) ?? 'told');
  } finally {
    creation.dispose();
  }
}

/** The message about the end waits for nobody. */
function showOutcome({ ui }: CreationDeps, ref: GroupRef, group: ContainerGroup | undefined): void {
  if (!group) {
    const missing = new AciError(
      'notFound',
      l10n.t('The group was not sent before the window closed, or is deleted.'),
    );
    void ui.showFailed(l10n.t('"{0}" was not created', ref.name), missing, false);
  } else if (group.provisioningState.toLowerCase() === 'failed')
    void ui.showFailed(l10n.t('Could not create "{0}"', ref.name), provisioningError(group), false);
  else ui.showCreated(ref, group);
}

/** Why a group failed: only its last warning says so once its creation is over. */
function provisioningError(group: ContainerGroup): AciError {
  const warning = allEventsOf(group).findLast(({ type }) => type === 'Warning');
  const kind = warning && errorKindOfText(warning.message);
  const message = warning?.message ?? l10n.t('The container group could not be provisioned.');
  return new AciError(kind ?? 'failed', message, { code: 'ProvisioningFailed' });
}
