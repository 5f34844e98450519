/** From *Create* to the end: sends the group, shows how it comes along, and says what became of it. */
import type { AciError } from '../../core/errors.ts';
import { groupKey, type GroupRef } from '../../core/model.ts';
import { type Order, orderOf } from './create.ts';
import { startCreation, watchCreation } from './creation.ts';
import { deleteCreated } from './deleteCreated.ts';
import { type CreateDesk, look, tellCreated } from './desk.ts';
import type { Draft } from './draft.ts';

/** Creates the group of a finished draft; answers the draft to edit when it failed and the person wants to try again. */
export async function runCreate(desk: CreateDesk, draft: Draft): Promise<Draft | undefined> {
  const order = orderOf(draft);
  const { ref } = order;
  const { error, exists } = await createAndWatch(desk, order);
  if (!error) return undefined;
  if (exists) await look(desk, ref);
  const again = await tellFailure(desk, ref, error, exists);
  return again ? draftAfter(draft, order, error, exists) : undefined;
}

interface Outcome {
  readonly error: AciError | undefined;
  /** Whether Azure has the group, however it went on. */
  readonly exists: boolean;
}

/** Remembers the creation while it lasts: a message that is left open must not keep it. */
async function createAndWatch(desk: CreateDesk, order: Order): Promise<Outcome> {
  const { ref } = order;
  await desk.inFlight.add(ref);
  const creation = startCreation(desk, order);
  try {
    const title = desk.t('Creating "{0}"', ref.name);
    const end = await watchCreation(desk.screen, title, ref.name, creation);
    if (end === 'delete') creation.stop();
    const { error } = await creation.done;
    const exists = creation.exists();
    if (end === 'delete') await deleteCreated(desk, ref, exists);
    else if (!error) await tellCreated(desk, ref);
    return { error: end === 'delete' ? undefined : error, exists };
  } finally {
    creation.dispose();
    await desk.inFlight.remove(ref);
  }
}

/** Failures after which the group may well come up: only we have lost sight of it. */
const lostSight: ReadonlySet<string> = new Set(['offline', 'throttled', 'signedOut', 'service']);

function tellFailure(
  { screen, t }: CreateDesk,
  ref: GroupRef,
  error: AciError,
  exists: boolean,
): Promise<boolean> {
  if (exists && lostSight.has(error.kind))
    return screen.failed(t('Lost sight of "{0}" while it was created', ref.name), error, false);
  return screen.failed(t('Could not create "{0}"', ref.name), error, true);
}

/** Nothing is lost; what the error is about is asked again. */
function draftAfter(draft: Draft, order: Order, error: AciError, exists: boolean): Draft {
  const kept: Draft = { ...draft, wish: undefined, leftover: exists ? groupKey(order.ref) : draft.leftover };
  if (error.code?.toLowerCase() === 'dnsnamelabelnotavailable') return { ...kept, dnsNameLabel: undefined };
  return error.kind === 'nameTaken' ? { ...kept, freeKey: undefined } : kept;
}
