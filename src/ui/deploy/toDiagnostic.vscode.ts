import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DeployNote } from './deployPlan.ts';
import type { OpenFile } from './openFile.ts';

/** A note at its place in the file. */
export function toDiagnostic(
  { document, parsed }: OpenFile,
  { path, on, severity, message }: Omit<DeployNote, 'code'>,
): vscode.Diagnostic {
  const { Error, Warning, Information } = vscode.DiagnosticSeverity;
  const { start, end } = path.length === 0 ? { start: 0, end: 1 } : parsed.rangeOf(path, on);
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const shown = new vscode.Diagnostic(
    range,
    message,
    { error: Error, warning: Warning, hint: Information }[severity],
  );
  shown.source = l10n.t('Azure Container Instances');
  return shown;
}
