/** The operations as tools of VS Code's chat: what package.json contributes in `languageModelTools`. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isAbort } from '../../core/errors.ts';
import type { App } from '../app.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { toAbortSignal } from '../shared/toAbortSignal.ts';
import type { Plan } from './operation.ts';
import { operations } from './operations.ts';
import { changesForbiddenInWindow } from './changesForbidden.vscode.ts';
import { confirmationText, linesAsMarkdown } from './confirmationText.ts';
import { operationDepsOf } from './operationDepsOf.ts';
import { ToolCalls } from './toolCalls.ts';

/** Makes the tool of this name. All of them share the plans that were shown. */
export function createLanguageModelTools(
  app: App,
  beginUse: () => Promise<void>,
): (name: string) => vscode.LanguageModelTool<object> {
  const calls = new ToolCalls({
    clock: app.clock,
    operations,
    async operationDeps(signal) {
      await beginUse();
      return operationDepsOf(app, signal);
    },
    changesForbidden: changesForbiddenInWindow,
    confirm: askPerson,
  });
  return name => ({
    async prepareInvocation({ input }, token) {
      const { message, plan } = await cancellable(token, signal => calls.prepare(name, input, signal));
      const invocationMessage = new vscode.MarkdownString(linesAsMarkdown([message]));
      if (!plan) return { invocationMessage };
      const { title, markdown } = confirmationText(plan);
      const confirmationMessages = { title, message: new vscode.MarkdownString(markdown) };
      return { invocationMessage, confirmationMessages };
    },
    async invoke({ input }, token) {
      const text = await cancellable(token, signal => calls.invoke(name, input, signal));
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    },
  });
}

async function askPerson({ question, details }: Pick<Plan, 'question' | 'details'>): Promise<boolean> {
  const allow = l10n.t('Allow');
  const options = { modal: true, detail: details.join('\n') };
  return (await window.showWarningMessage(question, options, allow)) === allow;
}

/** What VS Code takes for called off is an error of its own. */
async function cancellable<T>(
  token: vscode.CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    return await work(toAbortSignal(token));
  } catch (error) {
    throw token.isCancellationRequested || isAbort(error) ? new vscode.CancellationError() : error;
  }
}
