/** What is wrong with a group's document, at its lines, before anything is sent. */
import * as vscode from 'vscode';
import { asText, isObject } from '../../core/json.ts';
import type { GroupRef } from '../../core/model.ts';
import { parseFile } from './text.ts';

/** Every problem of the document, which is to become the group `ref`. */
export function fileDiagnostics(document: vscode.TextDocument, ref: GroupRef): vscode.Diagnostic[] {
  const parsed = parseFile(document.getText());
  const at = (start: number, end: number, message: string) =>
    new vscode.Diagnostic(
      new vscode.Range(document.positionAt(start), document.positionAt(end)),
      message,
      vscode.DiagnosticSeverity.Error,
    );
  const syntax = parsed.syntaxProblems.map(({ start, end, message }) => at(start, end, message));
  if (!isObject(parsed.content))
    return syntax.length > 0
      ? syntax
      : [at(0, 0, vscode.l10n.t('This is no container group: begin with "name:" and "properties:".'))];
  const name = asText(parsed.content['name']);
  if (name === '' || name.toLowerCase() === ref.name.toLowerCase()) return syntax;
  const { start, end } = parsed.rangeOf(['name'], 'value');
  const renamed = vscode.l10n.t(
    'This document is the container group "{0}". To create another one, duplicate the group.',
    ref.name,
  );
  return [...syntax, at(start, end, renamed)];
}
