/** Creations that a former window began. */
import { isAbort, toAciError } from '../../core/errors.ts';
import { isInMotion } from '../../core/groupState.ts';
import type { ContainerGroup, GroupRef } from '../../core/model.ts';
import { followCreation, watchCreation } from './creation.ts';
import { deleteCreated } from './deleteCreated.ts';
import { type CreateDesk, tellCreated } from './desk.ts';

/**
 * Picks up what was under way when the window closed: shows its progress until it settles, and then the closing
 * message. What has come to rest meanwhile, is gone, or belongs to another cloud is passed over in silence.
 */
export async function resume(desk: CreateDesk, isOurs: (ref: GroupRef) => boolean): Promise<void> {
  await Promise.all(
    desk.inFlight.all.filter(({ ref }) => isOurs(ref)).map(({ ref }) => resumeOne(desk, ref)),
  );
}

async function resumeOne(desk: CreateDesk, ref: GroupRef): Promise<void> {
  const { inFlight, screen, t } = desk;
  let group: ContainerGroup | undefined;
  try {
    group = await desk.store.refreshGroup(ref);
  } catch (error) {
    // Kept for the next start: Azure could not be asked.
    if (!isAbort(error)) screen.note(`Could not look at "${ref.name}"`, toAciError(error));
    return;
  }
  if (!group || !isInMotion(group)) return inFlight.remove(ref);
  const creation = followCreation(desk, ref);
  const stayed = await watchCreation(screen, t('Creating "{0}"', ref.name), ref.name, creation);
  if (stayed === 'delete') {
    creation.stop();
    await creation.done;
    await deleteCreated(desk, ref, creation);
  } else if (!(await creation.done).error) await tellCreated(desk, ref);
  creation.dispose();
  await inFlight.remove(ref);
}
