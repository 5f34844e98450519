/** Compiles a Bicep file of the workspace in the window: saved first, with progress, and what is wrong at its lines. */
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isAbort } from '../../core/errors.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { toAbortSignal } from '../shared/toAbortSignal.ts';
import { checkWorkspaceTrust } from '../deploy/workspaceTrust.vscode.ts';
import type { BicepDiagnostic } from './bicepDiagnostics.ts';
import { compileBicep, type CompiledBicep } from './compileBicep.ts';
import { findBicep } from './findBicep.ts';

/** Restoring modules from a slow registry takes a while; more than this is a compiler that hangs (ms). */
const timeLimit = 300_000;

const installPage = 'https://learn.microsoft.com/azure/azure-resource-manager/bicep/install';

export type Compiled = Extract<CompiledBicep, { readonly kind: 'compiled' }>;

/** Undefined where nothing came of it: the person was told. `problems`: for what the compiler says. */
export async function compileFile(
  uri: vscode.Uri,
  problems: vscode.DiagnosticCollection,
): Promise<Compiled | undefined> {
  if (!isReachable(uri) || !checkWorkspaceTrust() || !(await saved())) return undefined;
  const setting = vscode.workspace.getConfiguration('aci').get<string>('bicep.path', '').trim();
  const program = await findBicep(setting, {
    platform: process.platform,
    homeFolder: homedir(),
    environment: name => process.env[name],
    isFile: async file => (await stat(file).catch(() => undefined))?.isFile() === true,
  });
  if (program === undefined) {
    await tellMissing(setting);
    return undefined;
  }
  const result = await compileWithProgress(program, uri);
  return result && tellResult(result, problems);
}

/** The compiler reads files of this machine and nothing else. */
function isReachable({ scheme }: vscode.Uri): boolean {
  if (scheme === 'file') return true;
  void window.showErrorMessage(
    scheme === 'untitled'
      ? l10n.t('Save the file first: the Bicep compiler reads files.')
      : l10n.t(
          'The Bicep compiler reads files of a disk, and this one lies in a virtual workspace. Open it from a folder, or deploy its ARM template.',
        ),
  );
  return false;
}

/** Every Bicep file that is open is saved: modules are read from the disk, too. */
async function saved(): Promise<boolean> {
  const isBicep = ({ isDirty, uri: { scheme, path } }: vscode.TextDocument) =>
    isDirty && scheme === 'file' && /\.bicep(param)?$|\/bicepconfig\.json$/i.test(path);
  for (const document of vscode.workspace.textDocuments.filter(isBicep))
    if (!(await document.save())) {
      void window.showErrorMessage(
        l10n.t('{0} could not be saved, and the Bicep compiler reads what is saved.', nameOf(document.uri)),
      );
      return false;
    }
  return true;
}

async function tellMissing(setting: string): Promise<void> {
  const how = l10n.t('How to install Bicep');
  const message =
    setting === ''
      ? l10n.t(
          'There is no Bicep compiler on this machine: neither on the path nor from "az bicep install". Install it, or name it in the setting aci.bicep.path.',
        )
      : l10n.t('The setting aci.bicep.path names no program: {0}', setting);
  const open = l10n.t('Open Setting');
  const chosen = await window.showErrorMessage(message, how, open);
  if (chosen === how) await vscode.env.openExternal(vscode.Uri.parse(installPage));
  if (chosen === open)
    await vscode.commands.executeCommand('workbench.action.openSettings', 'aci.bicep.path');
}

/** Undefined when the person leaves. */
async function compileWithProgress(program: string, uri: vscode.Uri): Promise<CompiledBicep | undefined> {
  const title = l10n.t('Compiling {0}', nameOf(uri));
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return window.withProgress(options, async (_, token) => {
    const left = toAbortSignal(token);
    try {
      const limit = AbortSignal.timeout(timeLimit);
      return await compileBicep(program, uri.fsPath, AbortSignal.any([left, limit]));
    } catch (error) {
      if (left.aborted || isAbort(error)) return undefined;
      return { kind: 'failed', message: l10n.t('It did not end within 5 minutes.') };
    }
  });
}

function tellResult(result: CompiledBicep, problems: vscode.DiagnosticCollection): Compiled | undefined {
  switch (result.kind) {
    case 'compiled':
      showDiagnostics(result.diagnostics, problems);
      return result;
    case 'invalid':
      showDiagnostics(result.diagnostics, problems);
      void tellInvalid(result.diagnostics.filter(({ severity }) => severity === 'error'));
      return undefined;
    case 'failed':
      void window.showErrorMessage(l10n.t('The Bicep compiler failed: {0}', result.message));
      return undefined;
    case 'tooLarge':
      void window.showErrorMessage(
        l10n.t('The compiled template is larger than Azure takes, which is 4 MB. Nothing was deployed.'),
      );
      return undefined;
  }
}

async function tellInvalid(errors: readonly BicepDiagnostic[]): Promise<void> {
  const [first] = errors;
  if (!first) return;
  const sentence =
    errors.length === 1
      ? l10n.t('Nothing was deployed: the Bicep file has a problem.')
      : l10n.t('Nothing was deployed: the Bicep files have {0} problems.', errors.length);
  const show = l10n.t('Show');
  if ((await window.showErrorMessage(`${sentence} ${first.message}`, show)) !== show) return;
  const selection = new vscode.Range(first.line, first.character, first.line, first.character);
  await vscode.window.showTextDocument(vscode.Uri.file(first.file), { selection });
}

function showDiagnostics(
  diagnostics: readonly BicepDiagnostic[],
  problems: vscode.DiagnosticCollection,
): void {
  for (const file of new Set(diagnostics.map(({ file: name }) => name))) {
    const own = diagnostics.filter(one => one.file === file);
    problems.set(vscode.Uri.file(file), own.map(toDiagnostic));
  }
}

function toDiagnostic({ line, character, severity, code, message }: BicepDiagnostic): vscode.Diagnostic {
  const { Error, Warning, Information } = vscode.DiagnosticSeverity;
  // The compiler tells where it begins; the editor marks the word there.
  const shown = new vscode.Diagnostic(
    new vscode.Range(line, character, line, character),
    message,
    { error: Error, warning: Warning, info: Information }[severity],
  );
  shown.source = 'bicep';
  shown.code = code;
  return shown;
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
