/** Sends what was reviewed and follows it to the end, without the editor. */
import * as l10n from '@vscode/l10n';
import type { AzureApi, Progress } from '../../core/azureApi.ts';
import type { Clock } from '../../core/clock.ts';
import type { Verdict } from '../../core/document/changes.ts';
import { recreateGroup, type RecreateStep } from '../../core/document/recreateGroup.ts';
import { type AciError, toAciError } from '../../core/errors.ts';
import type { ContainerGroup, GroupRef, RawContainerGroup } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { onceTaken } from '../../core/onceTaken.ts';
import { newEventDescriber } from '../power/newEventDescriber.ts';
import { tagsOf, unwantedTags } from './applyPlan.ts';

/** `create`: there is no such group yet. */
export type ApplyMode = Verdict | 'create';

export interface SendDeps {
  readonly aci: Pick<AzureApi, 'act' | 'getGroup' | 'patchTags' | 'putGroup'>;
  readonly clock: Clock;
  /** The group is changing: time to look at it. Does not wait, never throws. */
  readonly refreshGroup: (ref: GroupRef) => void;
}

export interface SendRequest {
  readonly ref: GroupRef;
  readonly document: RawContainerGroup;
  readonly way: ApplyMode;
  /** The group as it is, as far as that is known: its events are no news. */
  readonly before: ContainerGroup | undefined;
}

export interface SendResult {
  readonly error: AciError | undefined;
  /** Whether Azure has taken the deletion of the former group. */
  readonly deleted: boolean;
  /** Tags that were to go and that a PATCH left. */
  readonly remainingTags: readonly string[];
}

/**
 * Resolves when Azure is done. Aborting ends the watching, once Azure has taken the group: what has been begun is not
 * left halfway, and least of all between deletion and creation. Throws the signal's reason only.
 */
export async function sendGroup(
  deps: SendDeps,
  request: SendRequest,
  tell: (text: string) => void,
  signal: AbortSignal,
): Promise<SendResult> {
  signal.throwIfAborted();
  const { ref, document, way } = request;
  let deleted = false;
  let remainingTags: readonly string[] = [];
  try {
    if (way === 'inPlace') remainingTags = await patch(deps, ref, document);
    else if (way === 'needsRecreate')
      await recreate(deps, request, { tell, taken: () => (deleted = true) }, signal);
    else await put(deps, request, tell, signal);
    return { error: undefined, deleted, remainingTags };
  } catch (error) {
    signal.throwIfAborted();
    return { error: toAciError(error), deleted, remainingTags };
  }
}

async function patch(
  { aci }: SendDeps,
  ref: GroupRef,
  document: RawContainerGroup,
): Promise<readonly string[]> {
  const wanted = tagsOf(document);
  // Never aborted: it is over at once, and can't be called back.
  return unwantedTags(wanted, await aci.patchTags(ref, wanted, neverAborts()));
}

async function put(
  deps: SendDeps,
  { ref, document, way, before }: SendRequest,
  tell: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const former = way === 'restartsAll' ? before : undefined;
  const creating = reportCreation(deps, ref, newEventDescriber(former), tell);
  tell(l10n.t('Waiting for Azure…'));
  const steps = onceTaken(
    watching => deps.aci.putGroup(ref, document, watching),
    () => true,
    signal,
  );
  for await (const progress of steps) creating(progress);
}

async function recreate(
  deps: SendDeps,
  { ref, document }: SendRequest,
  { tell, taken }: { readonly tell: (text: string) => void; readonly taken: () => void },
  signal: AbortSignal,
): Promise<void> {
  const creating = reportCreation(deps, ref, newEventDescriber(undefined), tell);
  tell(l10n.t('Deleting the group…'));
  const steps = onceTaken<RecreateStep>(
    watching => recreateGroup(deps, ref, document, watching),
    step => typeof step === 'object',
    signal,
  );
  for await (const step of steps) {
    if (step === 'deleting') taken();
    else if (step === 'deleted') tell(l10n.t('Waiting for Azure…'));
    else creating(step);
  }
}

/** Takes each report of a creation: what is new is told, and the row says so while it lasts. */
function reportCreation(
  { refreshGroup }: SendDeps,
  ref: GroupRef,
  newsIn: ReturnType<typeof newEventDescriber>,
  tell: (text: string) => void,
): (progress: Progress) => void {
  let isFirst = true;
  return ({ events, done }) => {
    if (isFirst && !done) refreshGroup(ref);
    isFirst = false;
    const text = newsIn(events);
    if (text !== undefined) tell(text);
  };
}
