/** Completion, hover, diagnostics and quick fixes for groups' files: thin steps from plain data to the editor. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import { groupScheme } from '../edit/groupUri.vscode.ts';
import type { Diagnostic } from './diagnostics.ts';
import { isGroupText } from '../fileFormats/isGroupText.ts';
import { contributeToRedHatYaml } from './redHatYaml.vscode.ts';

const liveGroupFilter: vscode.DocumentFilter = { scheme: groupScheme };
const yamlFilter: vscode.DocumentFilter = { language: 'yaml' };
/** How long after the last keystroke a document is checked (ms). */
const checkDelay = 300;

/** Where the YAML extension of Red Hat is installed, it gets our schema and does for YAML files what a schema can. */
export function registerLanguageFeatures(clock: Clock): vscode.Disposable {
  const selector = [liveGroupFilter, yamlFilter];
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(selector, { provideCompletionItems }, ':', ' ', '-'),
    vscode.languages.registerHoverProvider(selector, { provideHover }),
    vscode.languages.registerCodeActionsProvider(
      selector,
      { provideCodeActions },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    checkWhileTyping(clock),
  );
}

/** Whether the document is a container group's. */
export function isGroupYaml(document: vscode.TextDocument): boolean {
  if (document.uri.scheme === groupScheme) return true;
  return document.languageId === 'yaml' && isGroupText(document.getText());
}

/** Whether the document is a container group's whose schema nobody else looks after. */
async function needsSchema(document: vscode.TextDocument): Promise<boolean> {
  return isGroupYaml(document) && !(document.languageId === 'yaml' && (await contributeToRedHatYaml()));
}

async function provideCompletionItems(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  if (!(await needsSchema(document))) return [];
  const { completions } = await import('./completions.ts');
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
  const { hover } = await import('./hover.ts');
  const found = hover(document.getText(), document.offsetAt(position));
  return found && new vscode.Hover(new vscode.MarkdownString(found.markdown), rangeIn(document, found));
}

async function provideCodeActions(
  document: vscode.TextDocument,
  range: vscode.Range,
): Promise<vscode.CodeAction[]> {
  if (!isGroupYaml(document)) return [];
  const { quickFixes } = await import('./quickFixes.ts');
  const text = document.getText();
  const found = await visibleDiagnostics(document);
  return found.flatMap(diagnostic => {
    const shown = toVscodeDiagnostic(document, diagnostic);
    if (!shown.range.intersection(range)) return [];
    return quickFixes(text, diagnostic).map(({ title, edits }) => {
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
async function visibleDiagnostics(document: vscode.TextDocument): Promise<readonly Diagnostic[]> {
  const { diagnostics } = await import('./diagnostics.ts');
  const all = diagnostics(document.getText());
  if (await needsSchema(document)) return all;
  return all.filter(({ code, cause }) => code !== 'syntax' && !(cause && 'mismatch' in cause));
}

/** Keeps the problems of open groups' files up to date. */
function checkWhileTyping(clock: Clock): vscode.Disposable {
  const problems = vscode.languages.createDiagnosticCollection('aci');
  const waiting = new Map<string, AbortController>();

  async function check(document: vscode.TextDocument, wait: number): Promise<void> {
    const key = document.uri.toString();
    waiting.get(key)?.abort();
    if (!isGroupYaml(document)) {
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
    const found = await visibleDiagnostics(document);
    if (controller.signal.aborted || document.isClosed) return;
    const isEmpty = document.getText().startsWith('# ') && document.lineCount <= 2; // a sentence, no group
    problems.set(
      document.uri,
      isEmpty ? [] : found.map(diagnostic => toVscodeDiagnostic(document, diagnostic)),
    );
  }

  for (const document of vscode.workspace.textDocuments) void check(document, 0);
  return vscode.Disposable.from(
    problems,
    vscode.workspace.onDidOpenTextDocument(document => void check(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => void check(document, checkDelay)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      waiting.get(uri.toString())?.abort();
      waiting.delete(uri.toString());
      problems.delete(uri);
    }),
  );
}

/** As the editor draws it. */
export function toVscodeDiagnostic(document: vscode.TextDocument, found: Diagnostic): vscode.Diagnostic {
  const { Error, Warning, Hint } = vscode.DiagnosticSeverity;
  const severity = { error: Error, warning: Warning, hint: Hint }[found.severity];
  const shown = new vscode.Diagnostic(rangeIn(document, found), found.message, severity);
  shown.source = l10n.t('Azure Container Instances');
  shown.code = found.code;
  return shown;
}

function rangeIn(
  document: vscode.TextDocument,
  { start, end }: { readonly start: number; readonly end: number },
): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
