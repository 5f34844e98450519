/** A live group in the words of other tools: YAML, ARM template, Bicep, az, REST. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { ExportResult, ExportFormat } from '../../core/export/exportResult.ts';
import { exportGroup } from '../../core/export/exportGroup.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { App } from '../app.ts';
import { exportComment, exportText } from './messages.ts';
import { writeYaml } from '../fileFormats/writeYaml.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** Asks for a format and shows the group in it, or puts it on the clipboard. */
export async function exportAs(
  app: Pick<App, 'aci'>,
  ref: GroupRef,
  where: 'document' | 'clipboard',
): Promise<void> {
  const format = await pickFormat(ref, where);
  if (!format) return;
  const title = l10n.t('Reading "{0}"…', ref.name);
  const document = await window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () =>
    app.aci.getRawGroup(ref, neverAborts()),
  );
  const exported = exportGroup(format, ref, document);
  const text = textOfExport(exported);
  if (where === 'document') await showDocument(exported.language, text);
  else {
    await vscode.env.clipboard.writeText(text);
    window.showDone(l10n.t('Copied "{0}"', ref.name));
  }
  // JSON has no comments, and the clipboard is not looked at.
  if (where === 'clipboard' || exported.language === 'json') showNotes(exported);
}

async function pickFormat(ref: GroupRef, where: 'document' | 'clipboard'): Promise<ExportFormat | undefined> {
  const formats: readonly (vscode.QuickPickItem & { readonly format: ExportFormat })[] = [
    {
      format: 'yaml',
      label: l10n.t('YAML'),
      description: l10n.t('for az container create --file, and for this extension'),
    },
    { format: 'arm', label: l10n.t('ARM template'), description: l10n.t('JSON') },
    { format: 'bicep', label: l10n.t('Bicep') },
    { format: 'azCli', label: l10n.t('az command line'), description: 'az container create' },
    {
      format: 'http',
      label: l10n.t('REST request'),
      description: l10n.t('.http, with a placeholder for the token'),
    },
  ];
  const title =
    where === 'document' ? l10n.t('Export "{0}" as', ref.name) : l10n.t('Copy "{0}" as', ref.name);
  const placeHolder = l10n.t('Secrets become parameters or placeholders');
  return (await window.showQuickPick(formats, { title, placeHolder, matchOnDescription: true }))?.format;
}

/** With a comment at the top that says what was left out. */
function textOfExport(exported: ExportResult): string {
  const comment = exportComment(exported);
  if (exported.kind === 'text') return `${comment}${exported.text}`;
  return exported.language === 'yaml'
    ? `${comment}${writeYaml(exported.content)}`
    : `${JSON.stringify(exported.content, undefined, 2)}\n`;
}

/** A language that nobody has installed is shown as plain text. */
async function showDocument(language: string, content: string): Promise<void> {
  const known = await vscode.languages.getLanguages();
  const document = await vscode.workspace.openTextDocument({
    content,
    language: known.includes(language) ? language : 'plaintext',
  });
  await vscode.window.showTextDocument(document, { preview: false });
}

function showNotes({ notes }: ExportResult): void {
  if (notes.length === 0) return;
  void window.showInformationMessage(notes.map(exportText).join(' '));
}
