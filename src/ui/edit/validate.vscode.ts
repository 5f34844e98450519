/** What is wrong with a group's document, at its lines, before anything is sent. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { asText, isObject } from '../../core/json.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { newErrors } from './newErrors.ts';
import { toVscodeDiagnostic } from '../language/registerLanguageFeatures.vscode.ts';
import { parseGroupFile } from '../fileFormats/parseGroupFile.ts';

/**
 * Every error of a group's file that the text of the group in Azure, where that is `live`, does not have. They are
 * shown as one types: nobody has to show them again.
 */
export function fileErrors(document: vscode.TextDocument, live?: string): readonly vscode.Diagnostic[] {
  return newErrors(document.getText(), live).map(found => toVscodeDiagnostic(document, found));
}

/** The document at a group's address can't become another group. */
export function renameProblems(document: vscode.TextDocument, ref: GroupRef): readonly vscode.Diagnostic[] {
  const parsed = parseGroupFile(document.getText());
  const name = isObject(parsed.content) ? asText(parsed.content['name']) : '';
  if (name === '' || name.toLowerCase() === ref.name.toLowerCase()) return [];
  const { start, end } = parsed.rangeOf(['name'], 'value');
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const message = l10n.t(
    'This document is the container group "{0}". To create another one, duplicate the group.',
    ref.name,
  );
  return [new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error)];
}
