/** Sends what was reviewed and follows it to the end. */
import * as vscode from 'vscode';
import { AciError, toAciError } from '../../core/errors.ts';
import type { Verdict } from '../../core/groupFile/changes.ts';
import type { GroupDocument, GroupRef } from '../../core/model.ts';
import { untilDone } from '../../core/untilDone.ts';
import type { App } from '../app.ts';
import { look, onlyNews } from '../lifeCycle.ts';
import { leftOver, tagsOf } from './plan.ts';

type Parts = Pick<App, 'aci' | 'store' | 'report' | 'clock'>;

/** `create`: there is no such group yet. */
export type Way = Verdict | 'create';

/** How often and how long (ms) a deleted group is asked for until it is gone. */
const goneWithin = { every: 2_000, times: 60 };

export interface Sent {
  readonly error: AciError | undefined;
  /** Whether the group was deleted before that. */
  readonly deleted: boolean;
  /** Tags that were to go and that a PATCH left. */
  readonly tagsLeft: readonly string[];
}

/** Resolves when Azure is done. */
export async function send(app: Parts, ref: GroupRef, document: GroupDocument, way: Way): Promise<Sent> {
  const title =
    way === 'create'
      ? vscode.l10n.t('Creating "{0}"', ref.name)
      : vscode.l10n.t('Applying changes to "{0}"', ref.name);
  const location = vscode.ProgressLocation.Notification;
  let deleted = false;
  let tagsLeft: readonly string[] = [];
  let error: AciError | undefined;
  await vscode.window.withProgress({ location, title }, async progress => {
    const tell = (message: string) => progress.report({ message });
    try {
      if (way === 'needsRecreate') {
        tell(vscode.l10n.t('Deleting the group…'));
        await remove(app, ref);
        deleted = true;
      }
      if (way === 'inPlace') tagsLeft = await patch(app, ref, document);
      else await put(app, ref, document, way, tell);
    } catch (thrown) {
      error = toAciError(thrown);
    }
  });
  await look(app, ref);
  return { error, deleted, tagsLeft };
}

async function patch(app: Parts, ref: GroupRef, document: GroupDocument): Promise<readonly string[]> {
  const wanted = tagsOf(document);
  return leftOver(wanted, await app.aci.patchTags(ref, wanted, new AbortController().signal));
}

async function put(
  app: Parts,
  ref: GroupRef,
  document: GroupDocument,
  way: Exclude<Way, 'inPlace'>,
  tell: (text: string) => void,
): Promise<void> {
  const never = new AbortController().signal; // what is on its way can't be called back
  const newsIn = onlyNews(way === 'restartsAll' ? app.store.group(ref) : undefined);
  let isOnItsWay = false;
  tell(vscode.l10n.t('Waiting for Azure…'));
  for await (const { events, done } of app.aci.putGroup(ref, document, never)) {
    if (!isOnItsWay && !done) void look(app, ref); // the row says so while it lasts
    isOnItsWay = true;
    const text = newsIn(events);
    if (text !== undefined) tell(text);
  }
}

/** Ends when the group is gone: a PUT before that would change the old one. */
async function remove({ aci, clock }: Parts, ref: GroupRef): Promise<void> {
  const never = new AbortController().signal;
  try {
    await untilDone(aci.act(ref, 'delete', never));
  } catch (error) {
    if (toAciError(error).kind !== 'notFound') throw error;
  }
  for (let left = goneWithin.times; left > 0; left--) {
    try {
      await aci.getGroup(ref, never);
    } catch (error) {
      if (toAciError(error).kind === 'notFound') return;
      throw error;
    }
    await clock.sleep(goneWithin.every, never);
  }
  throw new AciError('conflict', `'${ref.name}' is still being deleted.`);
}
