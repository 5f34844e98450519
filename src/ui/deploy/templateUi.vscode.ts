/** What a person sees and answers while a template goes to Azure. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { AciError } from '../../core/errors.ts';
import type { App } from '../app.ts';
import { deploymentDepsOf } from '../deployments/deploymentUi.vscode.ts';
import { showMissingPermission } from '../shared/permissionCheck.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { toAbortSignal } from '../shared/toAbortSignal.ts';
import { askAboutFindings } from '../preflight/preflightUi.vscode.ts';
import type { TemplateDeps } from './deployTemplate.ts';
import { reviewTemplate } from './reviewTemplate.vscode.ts';

/** `showErrorAtLine`: marks the template's text. */
export function templateDepsOf(app: App, showErrorAtLine: (error: AciError) => void): TemplateDeps {
  const deps = deploymentDepsOf(app);
  return {
    ...deps,
    ...{ permissions: app.permissions, preflight: app.preflight, prices: app.prices },
    ui: {
      ...deps.ui,
      confirmResourceGroup,
      askAboutFindings: question => askAboutFindings(app, question),
      showMissingPermission: need => showMissingPermission(need, [need.name]),
      wait: async (title, work) => {
        const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
        return window.withProgress(options, async (_, token) => work(toAbortSignal(token)));
      },
      review: async review => reviewTemplate(app, review),
      showLeft: sentence => void window.showInformationMessage(sentence),
      showErrorAtLine,
    },
  };
}

async function confirmResourceGroup(name: string, location: string): Promise<boolean> {
  const make = l10n.t('Create and Check');
  const chosen = await window.showWarningMessage(
    l10n.t('Create the resource group "{0}" in {1} now?', name, location),
    {
      modal: true,
      detail: l10n.t(
        'Azure checks a template, and says what it changes, only in a resource group that exists. You look at that before anything is deployed. An empty resource group costs nothing; it stays if you leave then.',
      ),
    },
    make,
  );
  return chosen === make;
}
