/** What creating a group needs around it. */
import type { NamedNeed } from '../../core/accessNeeds.ts';
import type { Clock } from '../../core/clock.ts';
import { type AciError, isAbort, toAciError } from '../../core/errors.ts';
import type { Event } from '../../core/event.ts';
import { isInMotion } from '../../core/groupState.ts';
import type { GroupStore } from '../../core/groupStore.ts';
import type { ContainerGroup, GroupRef } from '../../core/model.ts';
import type { Permissions } from '../../core/permissions.ts';
import type { Aci } from '../../core/ports.ts';
import type { RememberedCreates } from './rememberedCreates.ts';
import type { Translate } from '../translate.ts';

/** What a person sees and answers while a group is created. */
export interface CreateScreen {
  /** Shows each message until `done` settles, or until the person presses *Cancel*. */
  progress(title: string, messages: Event<string>, done: Promise<unknown>): Promise<'done' | 'cancelled'>;
  /** The question after *Cancel*; closing it means to keep. */
  keepOrDelete(name: string): Promise<'keep' | 'delete'>;
  /** The closing message; does not wait for the person. */
  created(ref: GroupRef, group: ContainerGroup): void;
  /** What a cancelled creation has come to, in a sentence; does not wait for the person. */
  cancelled(sentence: string): void;
  /** Answers whether the person wants to edit and try again. `ref`: the group to be asked why, if it can be. */
  failed(what: string, error: AciError, again: boolean, ref?: GroupRef): Promise<boolean>;
  /** What the account has no right for; answers whether the person wants to edit the draft. */
  lacking(what: string, needs: readonly NamedNeed[]): Promise<boolean>;
  /** Offers to register container instances in the subscription and waits; answers whether they are there then. */
  register(what: string, error: AciError, subscriptionId: string): Promise<boolean>;
  /** Shows the group in the tree. */
  reveal(ref: GroupRef): Promise<void>;
  note(what: string, error: AciError): void;
}

export interface CreateDesk {
  readonly aci: Aci;
  readonly store: GroupStore;
  readonly permissions: Permissions;
  readonly clock: Clock;
  readonly inFlight: RememberedCreates;
  readonly screen: CreateScreen;
  readonly t: Translate;
}

/** Reads the group into the store and keeps looking while it changes; `undefined` when it is gone or can't be read. */
export async function look(
  { store, screen }: CreateDesk,
  ref: GroupRef,
): Promise<ContainerGroup | undefined> {
  try {
    const group = await store.refreshGroup(ref);
    if (group && isInMotion(group)) store.settle(ref);
    return group;
  } catch (error) {
    if (!isAbort(error)) screen.note(`Could not look at "${ref.name}"`, toAciError(error));
    return undefined;
  }
}

/** The closing message. */
export async function tellCreated(desk: CreateDesk, ref: GroupRef): Promise<void> {
  const group = await look(desk, ref);
  if (group) desk.screen.created(ref, group);
}
