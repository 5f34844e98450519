import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type NamedAccessRequirement, requiredPermissions } from '../../core/access/accessRequirements.ts';
import { type AciError, toAciError } from '../../core/errors.ts';
import type { ContainerGroup, GroupRef } from '../../core/model/containerGroup.ts';
import { accessTarget } from '../access/accessTarget.ts';
import { missingPermissionText } from '../access/messages.ts';
import type { App } from '../app.ts';
import type { GroupNode } from '../tree/nodes.ts';
import { createdMessage } from './createdMessage.ts';
import type { CreationDeps, CreationUi } from './creationDeps.ts';
import { askAboutFindings } from '../preflight/preflightUi.vscode.ts';
import { pendingCreates } from '../shared/pendingWork.ts';
import { pendingWorkOf } from '../shared/pendingWorkOf.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { showProgress } from '../shared/showProgress.vscode.ts';

/** All that creating a group needs, from the app. */
export function creationDepsOf(app: App): CreationDeps {
  const { aci, store, permissions, preflight, clock } = app;
  return {
    aci,
    store,
    permissions,
    preflight,
    clock,
    pendingCreates: pendingWorkOf(app, pendingCreates),
    ui: creationUi(app),
  };
}

function creationUi(app: App): CreationUi {
  return {
    showProgress,
    askAboutFindings: question => askAboutFindings(app, question),
    askKeepOrDelete,
    showCreated: (ref, group) => void showCreated(app, ref, group),
    showCancelled: sentence => void window.showInformationMessage(sentence),
    showFailed: (what, error, again, ref) => showFailed(app, what, error, again, ref),
    showMissingPermissions,
    offerRegistration: (what, error, subscriptionId) => offerRegistration(app, what, error, subscriptionId),
    revealInTree: ref => app.view.reveal(ref),
    log: (what, error) => app.report.log(what, error),
  };
}

async function askKeepOrDelete(name: string): Promise<'keep' | 'delete'> {
  const keep = l10n.t('Keep creating');
  const remove = l10n.t('Delete');
  const chosen = await window.showWarningMessage(
    l10n.t('"{0}" is being created in Azure.', name),
    {
      modal: true,
      detail: l10n.t('Keep creating it, or delete what there is of it?'),
    },
    { title: keep, isCloseAffordance: true },
    { title: remove },
  );
  return chosen?.title === remove ? 'delete' : 'keep';
}

async function showCreated(app: App, ref: GroupRef, group: ContainerGroup): Promise<void> {
  const { sentence, isWarning, offers } = createdMessage(group);
  const show = isWarning ? window.showWarningMessage : window.showInformationMessage;
  const chosen = await show(sentence, ...offers.map(({ title }) => title));
  const offer = offers.find(({ title }) => title === chosen);
  if (!offer) return;
  const node: GroupNode = { kind: 'group', ref };
  try {
    await vscode.commands.executeCommand(offer.command, node);
  } catch (error) {
    app.report.show(l10n.t('That did not work'), error);
  }
}

async function showFailed(
  app: App,
  what: string,
  error: AciError,
  again: boolean,
  ref: GroupRef | undefined,
): Promise<boolean> {
  app.report.log(what, toAciError(error));
  const edit = l10n.t('Edit and try again');
  const why = l10n.t('Why did it fail?');
  const details = l10n.t('Show details');
  const ask = (further: string) =>
    window.showErrorMessage(app.report.message(what, error), ...(again ? [edit] : []), further);
  let chosen = await ask(ref ? why : details);
  if (chosen === why && ref) {
    await showDiagnosis(app, ref, error);
    chosen = await ask(details); // the explanation is there to be read, and the question is still open
  }
  if (chosen === details) app.log.show(true);
  return chosen === edit;
}

/** Whoever has been given access comes back to the draft. */
async function showMissingPermissions(
  what: string,
  needs: readonly NamedAccessRequirement[],
): Promise<boolean> {
  const edit = l10n.t('Edit and try again');
  const grant = l10n.t('Grant Access…');
  const texts = needs.map(({ operation, name, scope }) => missingPermissionText(operation, [name], scope));
  const chosen = await window.showWarningMessage(`${what}. ${texts.join(' ')}`, edit, grant);
  const [first] = needs;
  if (chosen !== grant || !first) return chosen === edit;
  await vscode.commands.executeCommand(
    'aci.grantAccess',
    accessTarget(first.scope, requiredPermissions[first.operation].role),
  );
  return true;
}

async function offerRegistration(
  app: App,
  what: string,
  error: AciError,
  subscriptionId: string,
): Promise<boolean> {
  app.report.log(what, error);
  const title = l10n.t('Register');
  const chosen = await window.showWarningMessage(app.report.message(what, error), title);
  if (chosen !== title) return false;
  try {
    const { registerProvider } = await import('../access/registerProvider.vscode.ts');
    return await registerProvider(app, subscriptionId);
  } catch (thrown) {
    app.report.show(l10n.t('Could not register container instances'), thrown);
    return false;
  }
}

async function showDiagnosis(app: App, ref: GroupRef, error: AciError): Promise<void> {
  try {
    const { openDiagnosis } = await import('../diagnosis/openDiagnosis.vscode.ts');
    await openDiagnosis(app, ref, error);
  } catch (thrown) {
    app.report.show(l10n.t('Could not find out why "{0}" failed', ref.name), thrown);
  }
}
