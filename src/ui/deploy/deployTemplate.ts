/**
 * A template on its way to Azure: the resource group, Azure's own check, what it would change, the person's yes, and
 * the deployment to its end. Asks by `TemplateUi` only.
 */
import * as l10n from '@vscode/l10n';
import { resourceGroupScope, subscriptionScope } from '../../core/access/rbac.ts';
import type { NamedAccessRequirement } from '../../core/access/accessRequirements.ts';
import type { PermissionCache } from '../../core/access/permissionCache.ts';
import type {
  Deployment,
  DeploymentRef,
  DeploymentRequest,
  WhatIfChange,
} from '../../core/deployments/deploymentsApi.ts';
import { type AciError, isAbort, toAciError } from '../../core/errors.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { DeploymentDeps, DeploymentUi } from '../deployments/deploymentDeps.ts';
import { runDeployment } from '../deployments/runDeployment.ts';

/** What is to be sent, and where. Nothing else is sent than what stands here. */
export interface TemplateOrder {
  readonly ref: DeploymentRef;
  readonly request: DeploymentRequest;
  /** The template's own name, without its folder. */
  readonly fileName: string;
  readonly resourceGroup: { readonly name: string; readonly location: string; readonly isNew: boolean };
  /** Container groups that the template surely makes. */
  readonly groups: readonly GroupRef[];
  /** Values of its secure parameters: never shown. */
  readonly secrets: readonly string[];
}

/** What a person looks at before anything is changed. */
export interface TemplateReview {
  readonly order: TemplateOrder;
  /** What Azure would make of it. */
  readonly validated: Deployment;
  /** Azure's forecast; where it gave none, why. */
  readonly forecast:
    | { readonly kind: 'changes'; readonly changes: readonly WhatIfChange[] }
    | { readonly kind: 'unknown'; readonly error: AciError };
}

export interface TemplateUi extends DeploymentUi {
  /** Asks whether the new resource group may be made, so that Azure can check the template in it. */
  confirmResourceGroup(name: string, location: string): Promise<boolean>;
  /** Says what the account may not do; does not wait for the person. */
  showMissingPermission(need: NamedAccessRequirement): void;
  /** Shows that Azure is asked. Throws an `AbortError` when the person cancels, else what `work` throws. */
  wait<T>(title: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Shows what it would change and asks, once. */
  review(review: TemplateReview): Promise<'deploy' | 'leave'>;
  /** Says that nothing was deployed, and what stays; does not wait for the person. */
  showLeft(sentence: string): void;
  /** Shows Azure's complaint at the line of the template that it is about, where that is known. */
  showErrorAtLine(error: AciError): void;
}

export interface TemplateDeps extends DeploymentDeps {
  readonly permissions: PermissionCache;
  readonly ui: TemplateUi;
}

/** Resolves when everything has been told. */
export async function deployTemplate(deps: TemplateDeps, order: TemplateOrder): Promise<void> {
  const { ui } = deps;
  const what = l10n.t('Could not deploy "{0}"', order.fileName);
  let madeResourceGroup = false;
  const leave = () => {
    if (madeResourceGroup)
      ui.showLeft(
        l10n.t('Nothing was deployed. The new resource group "{0}" stays.', order.resourceGroup.name),
      );
  };
  try {
    if (!(await checkRights(deps, order))) return;
    const made = await makeResourceGroup(deps, order);
    if (made === 'left') return;
    madeResourceGroup = made === 'made';
    const review = await prepareReview(deps, order);
    if ((await ui.review(review)) === 'leave') {
      leave();
      return;
    }
  } catch (thrown) {
    if (isAbort(thrown)) {
      leave();
      return;
    }
    const error = toAciError(thrown);
    ui.showFailed(what, error, undefined);
    ui.showErrorAtLine(error);
    return;
  }
  await runDeployment(deps, order.ref, order.request, error => ui.showErrorAtLine(error));
}

/** Of a new resource group nobody has rights yet: those on its subscription count. */
async function checkRights({ permissions, ui }: TemplateDeps, order: TemplateOrder): Promise<boolean> {
  const { ref, resourceGroup, groups } = order;
  const scope = resourceGroup.isNew ? subscriptionScope(ref) : resourceGroupScope(ref);
  const { name } = resourceGroup;
  const needs: readonly NamedAccessRequirement[] = [
    ...(resourceGroup.isNew ? [{ operation: 'createResourceGroup', scope, name } as const] : []),
    { operation: 'deployTemplate', scope, name },
    ...(groups.length > 0 ? [{ operation: 'create', scope, name } as const] : []),
  ];
  const [lacking] = await permissions.findMissing(needs, neverAborts());
  if (lacking) ui.showMissingPermission(lacking);
  return !lacking;
}

/** Azure checks a template only in a resource group that exists, so that a new one is asked for and made first. */
async function makeResourceGroup(
  { aci, ui }: TemplateDeps,
  { ref: { subscriptionId }, resourceGroup: { name, location, isNew } }: TemplateOrder,
): Promise<'there' | 'made' | 'left'> {
  if (!isNew || (await aci.resourceGroupExists(subscriptionId, name, neverAborts()))) return 'there';
  if (!(await ui.confirmResourceGroup(name, location))) return 'left';
  await aci.createResourceGroup({ subscriptionId, name, location }, neverAborts());
  return 'made';
}

/** Throws where Azure refuses the template. */
async function prepareReview(
  { aci: { deployments }, ui }: TemplateDeps,
  order: TemplateOrder,
): Promise<TemplateReview> {
  const { ref, request, fileName } = order;
  const validated = await ui.wait(l10n.t('Azure checks "{0}"…', fileName), async signal =>
    deployments.validate(ref, request, signal),
  );
  try {
    const changes = await ui.wait(l10n.t('Azure works out what "{0}" changes…', fileName), async signal =>
      deployments.whatIf(ref, request, signal),
    );
    return { order, validated, forecast: { kind: 'changes', changes } };
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    const error = toAciError(thrown);
    if (error.kind === 'invalid') throw error;
    return { order, validated, forecast: { kind: 'unknown', error } };
  }
}
