/** From *Create* to the end: sends the group, shows how it comes along, and says what became of it. */
import * as l10n from '@vscode/l10n';
import { refreshAndTrack } from '../shared/refreshAndTrack.ts';
import type { AciError } from '../../core/errors.ts';
import { isTransitioning } from '../../core/model/groupState.ts';
import { groupKey, type GroupRef } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { type CreateRequest, createRequestOf } from './createGroup.ts';
import { startCreation, showCreationProgress } from './creation.ts';
import { deleteCancelledCreation } from './deleteCancelledCreation.ts';
import { type CreationDeps, refreshAndShowCreated } from './creationDeps.ts';
import { type CreateDraft, withLocation } from './createDraft.ts';
import { checkBeforeSending } from '../preflight/checkBeforeSending.ts';
import { draftRequirements } from './draftRequirements.ts';

/**
 * Creates the group of a finished draft; answers the draft to edit when it failed and the person wants to try again.
 */
export async function runCreate(deps: CreationDeps, draft: CreateDraft): Promise<CreateDraft | undefined> {
  const order = createRequestOf(draft);
  const what = l10n.t('Could not create "{0}"', order.ref.name);
  const lacking = await deps.permissions.findMissing(draftRequirements(draft), neverAborts());
  if (lacking.length > 0) {
    return (await deps.ui.showMissingPermissions(what, lacking))
      ? { ...draft, reviewChoice: undefined }
      : undefined;
  }
  const answer = await checkBeforeSending(
    deps,
    { ref: order.ref, document: order.document, live: undefined },
    {
      what,
      title: l10n.t('Checking whether "{0}" fits', order.ref.name),
      sendAnyway: l10n.t('Create Anyway'),
      canEdit: true,
    },
  );
  if (answer.kind === 'leave') return undefined;
  if (answer.kind !== 'send') {
    const kept = { ...draft, reviewChoice: undefined };
    return answer.kind === 'location' ? withLocation(kept, answer.location) : kept;
  }
  let { error, exists } = await createAndShowProgress(deps, order);
  while (error?.kind === 'notRegistered' && !exists) {
    if (!(await deps.ui.offerRegistration(what, error, order.ref.subscriptionId))) break;
    ({ error, exists } = await createAndShowProgress(deps, order));
  }
  if (!error) return undefined;
  if (exists && !(await hasFailedInAzure(deps, order.ref, error))) return undefined;
  const again = await deps.ui.showFailed(what, error, true, order.ref);
  return again ? draftForRetry(draft, order, error, exists) : undefined;
}

/**
 * Whether Azure has given up on a group that it had taken. It may as well be that only we have lost sight of it:
 * then the person is told so, and the tree goes on looking.
 */
async function hasFailedInAzure(deps: CreationDeps, ref: GroupRef, error: AciError): Promise<boolean> {
  const { ui } = deps;
  const group = await refreshAndTrack(deps.store, ref, deps.ui);
  if (group?.provisioningState.toLowerCase() === 'failed') return true;
  if (!group || isTransitioning(group))
    await ui.showFailed(l10n.t('Lost sight of "{0}" while it was created', ref.name), error, false);
  else ui.showCreated(ref, group);
  return false;
}

interface Outcome {
  readonly error: AciError | undefined;
  /** Whether Azure has the group, however it went on. */
  readonly exists: boolean;
}

/** Remembers the creation while it lasts: a message that is left open must not keep it. */
async function createAndShowProgress(deps: CreationDeps, order: CreateRequest): Promise<Outcome> {
  const { ref } = order;
  const held = await deps.pendingCreates.add(ref);
  const creation = startCreation(deps, order);
  try {
    const title = l10n.t('Creating "{0}"', ref.name);
    const end = await showCreationProgress(deps.ui, title, ref.name, creation);
    if (end === 'delete') creation.stop();
    const { error } = await creation.done;
    const exists = creation.exists();
    if (end === 'delete') await deleteCancelledCreation(deps, ref, creation);
    else if (!error) await refreshAndShowCreated(deps, ref);
    return { error: end === 'delete' ? undefined : error, exists };
  } finally {
    creation.dispose();
    held.dispose();
    await deps.pendingCreates.remove(ref);
  }
}

/** Nothing is lost; what the error is about is asked again. */
function draftForRetry(
  draft: CreateDraft,
  order: CreateRequest,
  error: AciError,
  exists: boolean,
): CreateDraft {
  const kept: CreateDraft = {
    ...draft,
    reviewChoice: undefined,
    failedGroupKey: exists ? groupKey(order.ref) : draft.failedGroupKey,
  };
  if (error.kind === 'labelTaken') return { ...kept, dnsNameLabel: undefined };
  if (error.kind === 'region' || error.kind === 'location') return { ...kept, location: undefined };
  return error.kind === 'nameTaken' ? { ...kept, freeKey: undefined } : kept;
}
