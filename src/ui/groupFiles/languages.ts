/** Completion, hover, diagnostics and quick fixes for groups' files: thin steps from plain data to the editor. */
import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import { groupScheme } from './address.ts';
import type { Diagnostic } from './languageDiagnostics.ts';
import { isGroupText } from './groupText.ts';
import { teachRedHatYaml } from './redHatYaml.ts';

const ours: vscode.DocumentFilter = { scheme: groupScheme };
const yaml: vscode.DocumentFilter = { language: 'yaml' };
/** How long after the last keystroke a document is checked (ms). */
const pause = 300;

/** Where the YAML extension of Red Hat is installed, it gets our schema and does for YAML files what a schema can. */
export function registerLanguages(clock: Clock): vscode.Disposable {
  const selector = [ours, yaml];
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(selector, { provideCompletionItems }, ':', ' ', '-'),
    vscode.languages.registerHoverProvider(selector, { provideHover }),
    vscode.languages.registerCodeActionsProvider(
      selector,
      { provideCodeActions },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    checkAsOneTypes(clock),
  );
}

/** Whether the document is a container group's. */
export function isGroup(document: vscode.TextDocument): boolean {
  if (document.uri.scheme === groupScheme) return true;
  return document.languageId === 'yaml' && isGroupText(document.getText());
}

/** Whether the document is a container group's whose schema nobody else looks after. */
async function needsSchema(document: vscode.TextDocument): Promise<boolean> {
  return isGroup(document) && !(document.languageId === 'yaml' && (await teachRedHatYaml()));
}

async function provideCompletionItems(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  if (!(await needsSchema(document))) return [];
  const { completions } = await import('./languageCompletions.ts');
  return completions(document.getText(), document.offsetAt(position)).map(
    ({ label, kind, insertText, documentation, start, end }, index) => {
      const { Property, Value } = vscode.CompletionItemKind;
      const item = new vscode.CompletionItem(label, kind === 'property' ? Property : Value);
      item.insertText = insertText;
      item.range = rangeIn(document, { start, end });
      item.sortText = String(index).padStart(4, '0');
      if (documentation !== '') item.documentation = new vscode.MarkdownString(documentation);
      return item;
    },
  );
}

async function provideHover(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  if (!(await needsSchema(document))) return undefined;
  const { hover } = await import('./languageHover.ts');
  const found = hover(document.getText(), document.offsetAt(position), vscode.l10n.t);
  return found && new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeIn(document, found));
}

async function provideCodeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<vscode.CodeAction[]> {
  if (!isGroup(document)) return [];
  const { quickFixes } = await import('./languageFixes.ts');
  const text = document.getText();
  const found = await findings(document);
  return found.flatMap(diagnostic => {
    const shown = shownDiagnostic(document, diagnostic);
    if (!shown.range.intersection(range)) return [];
    return quickFixes(text, diagnostic, vscode.l10n.t).map(({ title, edits }) => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.diagnostics = [shown];
      action.isPreferred = true;
      action.edit = new vscode.WorkspaceEdit();
      for (const { start, end, newText } of edits)
        action.edit.replace(document.uri, rangeIn(document, { start, end }), newText);
      return action;
    });
  });
}

/** What is wrong with the document; what the schema finds is left to whoever looks after the schema. */
async function findings(document: vscode.TextDocument): Promise<readonly Diagnostic[]> {
  const { diagnostics } = await import('./languageDiagnostics.ts');
  const all = diagnostics(document.getText(), vscode.l10n.t);
  if (await needsSchema(document)) return all;
  return all.filter(({ code, cause }) => code !== 'syntax' && !(cause && 'mismatch' in cause));
}

/** Keeps the problems of open groups' files up to date. */
function checkAsOneTypes(clock: Clock): vscode.Disposable {
  const problems = vscode.languages.createDiagnosticCollection('aci');
  const waiting = new Map<string, AbortController>();

  async function check(document: vscode.TextDocument, wait: number): Promise<void> {
    const key = document.uri.toString();
    waiting.get(key)?.abort();
    if (!isGroup(document)) {
      problems.delete(document.uri);
      return;
    }
    const controller = new AbortController();
    waiting.set(key, controller);
    try {
      await clock.sleep(wait, controller.signal);
    } catch {
      return; // typed on
    }
    const found = await findings(document);
    if (controller.signal.aborted || document.isClosed) return;
    const isEmpty = document.getText().startsWith('# ') && document.lineCount <= 2; // a sentence, no group
    problems.set(document.uri, isEmpty ? [] : found.map(diagnostic => shownDiagnostic(document, diagnostic)));
  }

  for (const document of vscode.workspace.textDocuments) void check(document, 0);
  return vscode.Disposable.from(
    problems,
    vscode.workspace.onDidOpenTextDocument(document => void check(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => void check(document, pause)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      waiting.get(uri.toString())?.abort();
      waiting.delete(uri.toString());
      problems.delete(uri);
    }),
  );
}

/** As the editor draws it. */
export function shownDiagnostic(document: vscode.TextDocument, found: Diagnostic): vscode.Diagnostic {
  const { Error, Warning, Hint } = vscode.DiagnosticSeverity;
  const severity = { error: Error, warning: Warning, hint: Hint }[found.severity];
  const shown = new vscode.Diagnostic(rangeIn(document, found), found.message, severity);
  shown.source = vscode.l10n.t('Azure Container Instances');
  shown.code = found.code;
  return shown;
}

function rangeIn(
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
