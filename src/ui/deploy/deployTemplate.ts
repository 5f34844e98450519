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
import { isFatal } from '../../core/preflight/preflight.ts';
import { readPlannedGroup } from '../../core/preflight/plannedGroup.ts';
import type { TemplateGroup } from '../../core/preflight/templateGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { DeploymentDeps, DeploymentUi } from '../deployments/deploymentDeps.ts';
import type { PreflightUi } from '../preflight/checkBeforeSending.ts';
import {
  checkTemplateGroups,
  type TemplateCheckDeps,
  type TemplateGroupCheck,
} from './checkTemplateGroups.ts';
import { runDeployment } from '../deployments/runDeployment.ts';

/** What is to be sent, and where. Nothing else is sent than what stands here. */
export interface TemplateOrder {
  readonly ref: DeploymentRef;
  readonly request: DeploymentRequest;
  /** The template's own name, without its folder. */
  readonly fileName: string;
  readonly resourceGroup: { readonly name: string; readonly location: string; readonly isNew: boolean };
  /** The template's container groups, as they are known here. */
  readonly groups: readonly TemplateGroup[];
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
  /** Of the container groups that are known here: nothing in them is fatal. */
  readonly checks: readonly TemplateGroupCheck[];
}

export interface TemplateUi extends DeploymentUi, Pick<PreflightUi, 'askAboutFindings'> {
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

export interface TemplateDeps extends DeploymentDeps, Omit<TemplateCheckDeps, 'aci'> {
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
    if (!review || (await ui.review(review)) === 'leave') {
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

/** Undefined where a container group can't run: the person has been told. Throws where Azure refuses the template. */
async function prepareReview(deps: TemplateDeps, order: TemplateOrder): Promise<TemplateReview | undefined> {
  const { ui } = deps;
  const { ref, request, fileName } = order;
  const validated = await ui.wait(l10n.t('Azure checks "{0}"…', fileName), async signal =>
    deps.aci.deployments.validate(ref, request, signal),
  );
  const check = async (signal: AbortSignal) =>
    checkTemplateGroups(deps, order.groups, validated.validatedResources, signal);
  const [forecast, atFirst] = await ui.wait(
    l10n.t('Azure works out what "{0}" changes…', fileName),
    async signal => sideBySide(signal, async one => readForecast(deps, order, one), check),
  );
  let checks = atFirst;
  for (;;) {
    const unfit = checks.find(({ findings }) => findings.some(isFatal));
    if (!unfit) return { order, validated, forecast, checks };
    if (!(await asksAgain(ui, unfit, fileName))) return undefined;
    checks = await ui.wait(l10n.t('Checking whether "{0}" fits', fileName), check);
  }
}

/** What both answer. Where one throws, the other one is ended. */
async function sideBySide<First, Second>(
  signal: AbortSignal,
  first: (signal: AbortSignal) => Promise<First>,
  second: (signal: AbortSignal) => Promise<Second>,
): Promise<[First, Second]> {
  const controller = new AbortController();
  const both = AbortSignal.any([signal, controller.signal]);
  try {
    return await Promise.all([first(both), second(both)]);
  } finally {
    controller.abort();
  }
}

/** Throws where Azure refuses the template, or the signal aborts. */
async function readForecast(
  { aci }: TemplateDeps,
  { ref, request }: TemplateOrder,
  signal: AbortSignal,
): Promise<TemplateReview['forecast']> {
  try {
    return { kind: 'changes', changes: await aci.deployments.whatIf(ref, request, signal) };
  } catch (thrown) {
    if (isAbort(thrown)) throw thrown;
    const error = toAciError(thrown);
    if (error.kind === 'invalid') throw error;
    return { kind: 'unknown', error };
  }
}

/** Says why a group can't run; whether it is to be checked again. */
async function asksAgain(
  ui: TemplateUi,
  { ref, document, findings }: TemplateGroupCheck,
  fileName: string,
): Promise<boolean> {
  const { kind } = await ui.askAboutFindings({
    what: l10n.t('Could not deploy "{0}" of "{1}"', ref.name, fileName),
    sendAnyway: l10n.t('Deploy'),
    canEdit: false,
    findings,
    planned: readPlannedGroup(ref, document),
  });
  return kind === 'again';
}
