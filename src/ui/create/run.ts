/** From *Create* to the end: sends the group, shows how it comes along, and says what became of it. */
import type { AciError } from '../../core/errors.ts';
import { isInMotion } from '../../core/groupState.ts';
import { groupKey, type GroupRef } from '../../core/model.ts';
import { type Order, orderOf } from './create.ts';
import { startCreation, watchCreation } from './creation.ts';
import { deleteCreated } from './deleteCreated.ts';
import { type CreateDesk, look, tellCreated } from './desk.ts';
import type { Draft } from './draft.ts';
import { needsOf } from './needs.ts';

/** Creates the group of a finished draft; answers the draft to edit when it failed and the person wants to try again. */
export async function runCreate(desk: CreateDesk, draft: Draft): Promise<Draft | undefined> {
  const order = orderOf(draft);
  const what = desk.t('Could not create "{0}"', order.ref.name);
  const lacking = await desk.permissions.lacking(needsOf(draft), new AbortController().signal);
  if (lacking.length > 0) {
    return (await desk.screen.lacking(what, lacking)) ? { ...draft, wish: undefined } : undefined;
  }
  let { error, exists } = await createAndWatch(desk, order);
  while (error?.kind === 'notRegistered' && !exists) {
    if (!(await desk.screen.register(what, error, order.ref.subscriptionId))) break;
    ({ error, exists } = await createAndWatch(desk, order));
  }
  if (!error) return undefined;
  if (exists && !(await isGivenUp(desk, order.ref, error))) return undefined;
  const again = await desk.screen.failed(what, error, true, order.ref);
  return again ? draftAfter(draft, order, error, exists) : undefined;
}

/**
 * Whether Azure has given up on a group that it had taken. It may as well be that only we have lost sight of it:
 * then the person is told so, and the tree goes on looking.
 */
async function isGivenUp(desk: CreateDesk, ref: GroupRef, error: AciError): Promise<boolean> {
  const { screen, t } = desk;
  const group = await look(desk, ref);
  if (group?.provisioningState.toLowerCase() === 'failed') return true;
  if (!group || isInMotion(group))
    await screen.failed(t('Lost sight of "{0}" while it was created', ref.name), error, false);
  else screen.created(ref, group);
  return false;
}

interface Outcome {
  readonly error: AciError | undefined;
  /** Whether Azure has the group, however it went on. */
  readonly exists: boolean;
}

/** Remembers the creation while it lasts: a message that is left open must not keep it. */
async function createAndWatch(desk: CreateDesk, order: Order): Promise<Outcome> {
  const { ref } = order;
  const held = await desk.inFlight.add(ref);
  const creation = startCreation(desk, order);
  try {
    const title = desk.t('Creating "{0}"', ref.name);
    const end = await watchCreation(desk.screen, title, ref.name, creation);
    if (end === 'delete') creation.stop();
    const { error } = await creation.done;
    const exists = creation.exists();
    if (end === 'delete') await deleteCreated(desk, ref, creation);
    else if (!error) await tellCreated(desk, ref);
    return { error: end === 'delete' ? undefined : error, exists };
  } finally {
    creation.dispose();
    held.dispose();
    await desk.inFlight.remove(ref);
  }
}

/** Nothing is lost; what the error is about is asked again. */
function draftAfter(draft: Draft, order: Order, error: AciError, exists: boolean): Draft {
  const kept: Draft = { ...draft, wish: undefined, leftover: exists ? groupKey(order.ref) : draft.leftover };
  if (error.kind === 'labelTaken') return { ...kept, dnsNameLabel: undefined };
  if (error.kind === 'region' || error.kind === 'location') return { ...kept, location: undefined };
  return error.kind === 'nameTaken' ? { ...kept, freeKey: undefined } : kept;
}
