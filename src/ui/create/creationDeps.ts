/** What creating a group needs around it. */
import { refreshAndTrack } from '../shared/refreshAndTrack.ts';
import type { NamedAccessRequirement } from '../../core/access/accessRequirements.ts';
import type { Clock } from '../../core/clock.ts';
import type { AciError } from '../../core/errors.ts';
import type { GroupStore } from '../../core/store/groupStore.ts';
import type { ContainerGroup, GroupRef } from '../../core/model/containerGroup.ts';
import type { PermissionCache } from '../../core/access/permissionCache.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { Preflight, PreflightUi } from '../preflight/checkBeforeSending.ts';
import type { PendingWork } from '../shared/pendingWork.ts';

/** What a person sees and answers while a group is created. */
export interface CreationUi extends PreflightUi {
  /** The question after *Cancel*; closing it means to keep. */
  askKeepOrDelete(name: string): Promise<'keep' | 'delete'>;
  /** The closing message; does not wait for the person. */
  showCreated(ref: GroupRef, group: ContainerGroup): void;
  /** What a cancelled creation has come to, in a sentence; does not wait for the person. */
  showCancelled(sentence: string): void;
  /** Answers whether the person wants to edit and try again. `ref`: the group to be asked why, if it can be. */
  showFailed(what: string, error: AciError, again: boolean, ref?: GroupRef): Promise<boolean>;
  /** What the account has no right for; answers whether the person wants to edit the draft. */
  showMissingPermissions(what: string, needs: readonly NamedAccessRequirement[]): Promise<boolean>;
  /** Offers to register container instances in the subscription and waits; answers whether they are there then. */
  offerRegistration(what: string, error: AciError, subscriptionId: string): Promise<boolean>;
  /** Shows the group in the tree. */
  revealInTree(ref: GroupRef): Promise<void>;
  log(what: string, error: AciError): void;
}

export interface CreationDeps {
  readonly aci: AzureApi;
  readonly store: GroupStore;
  readonly permissions: PermissionCache;
  readonly preflight: Preflight;
  readonly clock: Clock;
  readonly pendingCreates: PendingWork;
  readonly ui: CreationUi;
}

/** The closing message. */
export async function refreshAndShowCreated(deps: CreationDeps, ref: GroupRef): Promise<void> {
  const group = await refreshAndTrack(deps.store, ref, deps.ui);
  if (group) deps.ui.showCreated(ref, group);
}
