/** A group's creation, begun here or in another window: its messages, its end, and how to stop it. */
import { refreshAndTrack } from '../shared/refreshAndTrack.ts';
import { type AciError, isAbort, toAciError } from '../../core/errors.ts';
import type { Disposable, Event } from '../../core/event.ts';
import { isTransitioning } from '../../core/model/groupState.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { createGroup, type CreateRequest } from './createGroup.ts';
import type { CreationDeps, CreationUi } from './creationDeps.ts';
import { ReplayingEmitter } from '../shared/replayingEmitter.ts';
import { allEventsOf, latestEventText, stageText } from './progressText.ts';

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
export function startCreation(deps: CreationDeps, order: CreateRequest): Creation {
  const messages = new ReplayingEmitter();
  const controller = new AbortController();
  let exists = false;
  let madeResourceGroup: string | undefined;
  let stopping = false;
  async function work(): Promise<{ readonly error: AciError | undefined }> {
    try {
      for await (const stage of createGroup(deps.aci, order, controller.signal)) {
        messages.fire(stageText(stage));
        if (stage.kind === 'resourceGroupMade') madeResourceGroup = stage.name;
        if (stage.kind === 'group' && !exists) {
          exists = true;
          void showInTree(deps, order.ref);
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
      if (exists) controller.abort();
    },
    dispose: () => messages.dispose(),
  };
}

/** Into the store and onto the screen, as soon as Azure knows the group. */
async function showInTree(deps: CreationDeps, ref: GroupRef): Promise<void> {
  if (!(await refreshAndTrack(deps.store, ref, deps.ui))) return;
  try {
    await deps.ui.revealInTree(ref);
  } catch (error) {
    deps.ui.log('Could not reveal the new group', toAciError(error));
  }
}

/** How long between two looks at a creation that another window began (ms). */
const pollInterval = 3_000;

/** Looks at a creation that another window began. */
export function trackCreation(deps: CreationDeps, ref: GroupRef): Creation {
  const messages = new ReplayingEmitter();
  const controller = new AbortController();
  async function work(): Promise<{ readonly error: AciError | undefined }> {
    try {
      for (;;) {
        const group = await deps.store.refreshGroup(ref, controller.signal, 'background');
        if (!group || !isTransitioning(group)) return { error: undefined };
        const text = latestEventText(allEventsOf(group));
        if (text !== undefined) messages.fire(text);
        await deps.clock.sleep(pollInterval, controller.signal);
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
    stop: () => controller.abort(),
    dispose: () => messages.dispose(),
  };
}

/** Shows the creation until it is over or the person wants it gone. *Keep creating* shows it again. */
export async function showCreationProgress(
  screen: CreationUi,
  title: string,
  name: string,
  { messages, done }: Pick<Creation, 'messages' | 'done'>,
): Promise<'over' | 'delete'> {
  for (;;) {
    if ((await screen.showProgress(title, messages, done)) === 'done') return 'over';
    if ((await screen.askKeepOrDelete(name)) === 'delete') return 'delete';
  }
}
