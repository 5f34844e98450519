/** Sends a finished draft: the one place of the wizard that changes anything in Azure. */
import * as l10n from '@vscode/l10n';
import type { ManagedIdentity } from '../../core/access/rbac.ts';
import { AciError, toAciError } from '../../core/errors.ts';
import {
  type ContainerEvent,
  type ContainerGroup,
  groupKey,
  type GroupRef,
  type RawContainerGroup,
} from '../../core/model/containerGroup.ts';
import type { Registry } from '../../core/model/registry.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import { assignPullRole } from '../access/pullRole.ts';
import { type ChosenResourceGroup, rawGroupFrom, type CreateDraft, groupRefOf } from './createDraft.ts';

export type CreateStage =
  | { readonly kind: 'resourceGroup'; readonly name: string }
  /** The resource group was not there before, and is now. */
  | { readonly kind: 'resourceGroupMade'; readonly name: string }
  | { readonly kind: 'leftover' }
  | { readonly kind: 'pullRole'; readonly registry: string }
  /** The name is free: the group is sent next. */
  | { readonly kind: 'sending' }
  /** The group is on its way: from here on it exists. */
  | { readonly kind: 'group'; readonly status: string; readonly events: readonly ContainerEvent[] };

/** What is sent, worked out before anything is sent. */
export interface CreateRequest {
  readonly ref: GroupRef;
  readonly resourceGroup: ChosenResourceGroup;
  readonly document: RawContainerGroup;
  readonly leftover: boolean;
  readonly pullRole?: PullRoleAssignment | undefined;
}

/** The identity that pulls, and the registry that it has to be let in to first. */
export interface PullRoleAssignment {
  readonly identity: ManagedIdentity;
  readonly registry: Registry;
}

/**
 * The order of a finished draft. Throws `AciError('unexpected')` when an answer is missing: the wizard asks them all.
 */
export function createRequestOf(draft: CreateDraft): CreateRequest {
  const ref = groupRefOf(draft);
  const document = rawGroupFrom(draft);
  if (!ref || !document || !draft.resourceGroup)
    throw new AciError('unexpected', 'The wizard ended without all its answers.');
  const leftover = draft.failedGroupKey === groupKey(ref);
  return {
    ref,
    resourceGroup: draft.resourceGroup,
    document,
    leftover,
    pullRole: pullRoleAssignmentOf(draft),
  };
}

/** What a draft wants assigned before its group is created. */
export function pullRoleAssignmentOf({
  signIn,
  assignPull,
  pullIdentity,
  registry,
}: CreateDraft): PullRoleAssignment | undefined {
  if (signIn !== 'identity' || !assignPull || !pullIdentity || !registry) return undefined;
  return { identity: pullIdentity, registry };
}

/**
 * Creates the resource group where it is new, asks once more whether the name is free (a PUT on an existing group
 * would change that one), and creates the group. There is a stage before each thing that is sent: whoever leaves the
 * loop there sends nothing more. Throws `AciError`, `nameTaken` when the name is not free.
 */
export async function* createGroup(
  aci: AzureApi,
  { ref, resourceGroup, document, leftover, pullRole }: CreateRequest,
  signal: AbortSignal,
): AsyncGenerator<CreateStage, void, undefined> {
  if (resourceGroup.isNew) {
    yield { kind: 'resourceGroup', name: resourceGroup.name };
    const made = await ensureResourceGroup(aci, ref, resourceGroup.location ?? '', signal);
    if (made) yield { kind: 'resourceGroupMade', name: resourceGroup.name };
  }
  const existing = await findGroup(aci, ref, signal);
  if (existing && leftover && existing.provisioningState.toLowerCase() === 'failed') {
    yield { kind: 'leftover' };
    for await (const { done } of aci.act(ref, 'delete', signal)) if (done) break;
  } else if (existing)
    throw new AciError('nameTaken', l10n.t("'{0}' exists already in '{1}'.", ref.name, ref.resourceGroup));
  if (pullRole) {
    yield { kind: 'pullRole', registry: pullRole.registry.name };
    const { registry, identity } = pullRole;
    await assignPullRole(aci.access, ref.cloud, registry, identity.principalId, signal);
  }
  yield { kind: 'sending' };
  for await (const { status, events } of aci.putGroup(ref, document, signal))
    yield { kind: 'group', status, events };
}

/**
 * Whether it was made here: someone else may have made it meanwhile, and making it again would overwrite their tags.
 */
async function ensureResourceGroup(
  aci: AzureApi,
  { subscriptionId, resourceGroup: name }: GroupRef,
  location: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (await aci.resourceGroupExists(subscriptionId, name, signal)) return false;
  await aci.createResourceGroup({ subscriptionId, name, location }, signal);
  return true;
}

async function findGroup(
  aci: AzureApi,
  ref: GroupRef,
  signal: AbortSignal,
): Promise<ContainerGroup | undefined> {
  try {
    return await aci.getGroup(ref, signal);
  } catch (error) {
    if (toAciError(error).kind === 'notFound') return undefined;
    throw error;
  }
}
