/** What is wrong with a group's document, at its lines, before anything is sent. */
import * as vscode from 'vscode';
import { asText, isObject } from '../../core/json.ts';
import type { GroupRef } from '../../core/model.ts';
import { diagnostics } from './languageDiagnostics.ts';
import { shownDiagnostic } from './languages.ts';
import { parseFile } from './text.ts';

/** Every problem of the document, which is to become the group `ref`. */
export function fileDiagnostics(document: vscode.TextDocument, ref: GroupRef): vscode.Diagnostic[] {
  const found = diagnostics(document.getText(), vscode.l10n.t).map(one => shownDiagnostic(document, one));
  return [...found, ...renamed(document, ref)];
}

/** The document at a group's address can't become another group. */
function renamed(document: vscode.TextDocument, ref: GroupRef): readonly vscode.Diagnostic[] {
  const parsed = parseFile(document.getText());
  const name = isObject(parsed.content) ? asText(parsed.content['name']) : '';
  if (name === '' || name.toLowerCase() === ref.name.toLowerCase()) return [];
  const { start, end } = parsed.rangeOf(['name'], 'value');
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const message = vscode.l10n.t(
    'This document is the container group "{0}". To create another one, duplicate the group.',
    ref.name,
  );
  return [new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error)];
}
