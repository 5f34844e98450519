/** A group's creation, begun here or in another window: its messages, its end, and how to stop it. */
import { type AciError, isAbort, toAciError } from '../../core/errors.ts';
import type { Disposable, Event } from '../../core/event.ts';
import { isInMotion } from '../../core/groupState.ts';
import type { GroupRef } from '../../core/model.ts';
import { createGroup, type Order } from './create.ts';
import { type CreateDesk, type CreateScreen, look } from './desk.ts';
import { Messages } from './messages.ts';
import { eventsOf, eventsText, stageText } from './eventText.ts';

export interface Creation extends Disposable {
  readonly messages: Event<string>;
  readonly done: Promise<{ readonly error: AciError | undefined }>;
  /** Whether the group has been accepted by Azure. */
  exists(): boolean;
  /** The resource group that was made for it. */
  madeResourceGroup(): string | undefined;
  /** Sends nothing more; what is on its way to Azure still arrives there. */
  stop(): void;
}

/** Sends the order. */
export function startCreation(desk: CreateDesk, order: Order): Creation {
  const messages = new Messages();
  const life = new AbortController();
  let exists = false;
  let madeResourceGroup: string | undefined;
  let stopping = false;
  async function work(): Promise<{ readonly error: AciError | undefined }> {
    try {
      for await (const stage of createGroup(desk.aci, order, life.signal)) {
        messages.fire(stageText(stage, desk.t));
        if (stage.kind === 'resourceGroupMade') madeResourceGroup = stage.name;
        if (stage.kind === 'group' && !exists) {
          exists = true;
          void show(desk, order.ref);
        }
        if (stopping) break;
      }
      return { error: undefined };
    } catch (error) {
      return { error: isAbort(error) ? undefined : toAciError(error) };
    }
  }
  const done = work();
  return {
    messages: messages.event,
    done,
    exists: () => exists,
    madeResourceGroup: () => madeResourceGroup,
    stop() {
      stopping = true;
      if (exists) life.abort();
    },
    dispose: () => messages.dispose(),
  };
}

/** Into the store and onto the screen, as soon as Azure knows the group. */
async function show(desk: CreateDesk, ref: GroupRef): Promise<void> {
  if (!(await look(desk, ref))) return;
  try {
    await desk.screen.reveal(ref);
  } catch (error) {
    desk.screen.note('Could not reveal the new group', toAciError(error));
  }
}

/** How long between two looks at a creation that another window began (ms). */
const lookAgain = 3_000;

/** Looks at a creation that another window began. */
export function followCreation(desk: CreateDesk, ref: GroupRef): Creation {
  const messages = new Messages();
  const life = new AbortController();
  async function work(): Promise<{ readonly error: AciError | undefined }> {
    try {
      for (;;) {
        const group = await desk.store.refreshGroup(ref, life.signal, 'background');
        if (!group || !isInMotion(group)) return { error: undefined };
        const text = eventsText(eventsOf(group), desk.t);
        if (text !== undefined) messages.fire(text);
        await desk.clock.sleep(lookAgain, life.signal);
      }
    } catch (error) {
      return { error: isAbort(error) ? undefined : toAciError(error) };
    }
  }
  return {
    messages: messages.event,
    done: work(),
    exists: () => true,
    madeResourceGroup: () => undefined, // what the other window made is not known here
    stop: () => life.abort(),
    dispose: () => messages.dispose(),
  };
}

/** Shows the creation until it is over or the person wants it gone. *Keep creating* shows it again. */
export async function watchCreation(
  screen: CreateScreen,
  title: string,
  name: string,
  { messages, done }: Pick<Creation, 'messages' | 'done'>,
): Promise<'over' | 'delete'> {
  for (;;) {
    if ((await screen.progress(title, messages, done)) === 'done') return 'over';
    if ((await screen.keepOrDelete(name)) === 'delete') return 'delete';
  }
}
