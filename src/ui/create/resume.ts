/** Creations that a former window began. */
import { AciError, isAbort, kindOfText, toAciError } from '../../core/errors.ts';
import { isInMotion } from '../../core/groupState.ts';
import type { ContainerGroup, GroupRef } from '../../core/model.ts';
import { followCreation, watchCreation } from './creation.ts';
import { deleteCreated } from './deleteCreated.ts';
import { type CreateDesk, look } from './desk.ts';
import { eventsOf } from './eventText.ts';

/**
 * Picks up what was under way when the window closed: shows its progress until it settles, and then the closing
 * message; what has come to its end meanwhile gets that at once. What another window looks after is left to that one
 * until it is gone, and what belongs to another cloud until that is chosen.
 */
export async function resume(desk: CreateDesk, isOurs: (ref: GroupRef) => boolean): Promise<void> {
  const ours = desk.inFlight.all.filter(({ ref }) => isOurs(ref));
  await Promise.all(ours.map(({ ref }) => resumeOne(desk, ref, isOurs)));
}

async function resumeOne(desk: CreateDesk, ref: GroupRef, isOurs: (ref: GroupRef) => boolean): Promise<void> {
  const held = await desk.inFlight.take(ref);
  if (!held) return;
  try {
    // Another cloud may have been chosen while we waited for another window.
    if (isOurs(ref)) await resumeHeld(desk, ref);
  } finally {
    held.dispose();
  }
}

async function resumeHeld(desk: CreateDesk, ref: GroupRef): Promise<void> {
  const { inFlight, screen } = desk;
  let group: ContainerGroup | undefined;
  try {
    group = await desk.store.refreshGroup(ref);
  } catch (error) {
    // Kept for the next start: Azure could not be asked.
    if (!isAbort(error)) screen.note(`Could not look at "${ref.name}"`, toAciError(error));
    return;
  }
  const end = group && isInMotion(group) ? await watchOn(desk, ref) : group;
  await inFlight.remove(ref);
  if (end !== 'told') tellEnd(desk, ref, end);
}

/** Shows the rest of the creation; answers the group as it came to rest, unless everything has been told. */
async function watchOn(desk: CreateDesk, ref: GroupRef): Promise<ContainerGroup | undefined | 'told'> {
  const creation = followCreation(desk, ref);
  try {
    const title = desk.t('Creating "{0}"', ref.name);
    const end = await watchCreation(desk.screen, title, ref.name, creation);
    if (end === 'delete') {
      creation.stop();
      await creation.done;
      await deleteCreated(desk, ref, creation);
      return 'told';
    }
    const { error } = await creation.done;
    // The tree shows what became of a group that could not be read.
    return error ? 'told' : ((await look(desk, ref)) ?? 'told');
  } finally {
    creation.dispose();
  }
}

/** The message about the end waits for nobody. */
function tellEnd({ screen, t }: CreateDesk, ref: GroupRef, group: ContainerGroup | undefined): void {
  if (!group) {
    const missing = new AciError(
      'notFound',
      'The group was not sent before the window closed, or is deleted.',
    );
    void screen.failed(t('"{0}" was not created', ref.name), missing, false);
  } else if (group.provisioningState.toLowerCase() === 'failed')
    void screen.failed(t('Could not create "{0}"', ref.name), failureOf(group), false);
  else screen.created(ref, group);
}

/** Why a group failed: only its last warning says so once its creation is over. */
function failureOf(group: ContainerGroup): AciError {
  const warning = eventsOf(group).findLast(({ type }) => type === 'Warning');
  const message = warning?.message ?? 'The container group could not be provisioned.';
  return new AciError(kindOfText(message) ?? 'failed', message, { code: 'ProvisioningFailed' });
}
