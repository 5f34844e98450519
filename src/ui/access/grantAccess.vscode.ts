/** *Grant Access…*: asks, sends one role assignment, and tells what became of it. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Principal, Role, Scope } from '../../core/access/rbac.ts';
import type { AccessRequirement } from '../../core/access/accessRequirements.ts';
import { toAciError } from '../../core/errors.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { App } from '../app.ts';
import { createPrompt } from '../shared/prompt.vscode.ts';
import { runWizard } from '../shared/wizard.ts';
import { grantSteps, principalText } from './grantSteps.ts';
import { type AccessTarget, accessTarget } from './accessTarget.ts';
import { scopeName } from './messages.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** Throws only what is nobody's fault here; a refusal is told with what to do about it. */
export async function grantAccess(app: App, { scope, role: suggested }: AccessTarget): Promise<void> {
  const need: AccessRequirement = { operation: 'grantAccess', scope };
  const lacking = await app.permissions.findMissing([need], neverAborts());
  if (lacking.length > 0) {
    showCannotGrant(scope);
    return;
  }
  const prompt = createPrompt();
  const context = {
    access: app.aci.access,
    errorMessage: (what: string, error: ReturnType<typeof toAciError>) => app.report.message(what, error),
  };
  try {
    const draft = await runWizard({ scope, suggested }, grantSteps(context), prompt);
    prompt.dispose();
    if (draft?.role && draft.principal) await assignRole(app, scope, draft.role, draft.principal);
  } finally {
    prompt.dispose();
  }
}

async function assignRole(app: App, scope: Scope, role: Role, principal: Principal): Promise<void> {
  const who = principalText(principal);
  const where = scopeName(scope.id);
  const title = l10n.t('Granting "{0}"', role.name);
  try {
    const outcome = await window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
      app.aci.access.assign(scope, role, principal, neverAborts()),
    );
    app.permissions.clear();
    const sentence =
      outcome === 'existed'
        ? l10n.t('{0} had the role "{1}" on {2} already.', capitalized(who), role.name, where)
        : l10n.t(
            '{0} now has the role "{1}" on {2}. Azure may take some minutes until it is known everywhere.',
            capitalized(who),
            role.name,
            where,
          );
    void window.showInformationMessage(sentence);
  } catch (thrown) {
    const error = toAciError(thrown);
    if (error.kind !== 'forbidden') throw thrown;
    app.report.log(`Could not grant "${role.name}"`, error);
    showCannotGrant(scope);
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What to do without the right to give rights. Does not wait for the person. */
function showCannotGrant(scope: Scope): void {
  const who = l10n.t('Who Has Access');
  const sentence = l10n.t(
    'Your account may not give others access to {0}. That takes the role "Owner" or "User Access Administrator": ask somebody who has it.',
    scopeName(scope.id),
  );
  void window
    .showWarningMessage(sentence, who)
    .then(chosen =>
      chosen === who ? vscode.commands.executeCommand('aci.whoHasAccess', accessTarget(scope)) : undefined,
    );
}
