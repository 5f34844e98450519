import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { groupScheme, groupRefOfUri } from '../edit/groupUri.vscode.ts';
import type { Drafts } from '../edit/drafts.ts';
import type { GroupFileSystem } from '../edit/groupFileSystem.vscode.ts';
import { isGroupText } from '../fileFormats/isGroupText.ts';

/** The documents that are container groups: ours, and YAML files. */
const selector: vscode.DocumentSelector = [{ scheme: groupScheme }, { language: 'yaml' }];

/** What one can do with a group's document, above its first line. */
export class GroupCodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #files: GroupFileSystem;
  readonly #drafts: Drafts;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: readonly { dispose(): unknown }[];

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(files: GroupFileSystem, drafts: Drafts) {
    this.#files = files;
    this.#drafts = drafts;
    this.#disposables = [
      this.#changed,
      drafts.onDidChange(() => this.#changed.fire()),
      vscode.languages.registerCodeLensProvider(selector, this),
    ];
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { uri } = document;
    const ref = groupRefOfUri(uri);
    if (!ref)
      return isGroupText(document.getText())
        ? [
            codeLens(l10n.t('Deploy'), 'aci.deployFile', uri),
            codeLens(l10n.t('Compare with live'), 'aci.compareWithLive', uri),
          ]
        : [];
    if (await this.#files.isPlaceholder(ref))
      return this.#files.isInOtherCloud(ref)
        ? [codeLens(l10n.t('Account and cloud'), 'aci.showAccount', uri)]
        : [codeLens(l10n.t('Sign in'), 'aci.signIn', uri)];
    const draft = this.#drafts.has(ref);
    return [
      codeLens(draft ? l10n.t('Apply draft') : l10n.t('Apply'), 'aci.applyGroup', uri),
      codeLens(l10n.t('Compare with live'), 'aci.compareWithLive', uri),
      ...(draft ? [codeLens(l10n.t('Discard draft'), 'aci.discardDraft', uri)] : []),
    ];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

function codeLens(title: string, command: string, uri: vscode.Uri): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [uri] });
}
