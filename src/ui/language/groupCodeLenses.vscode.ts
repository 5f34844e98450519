import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { groupCost } from '../../core/cost/groupCost.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { App } from '../app.ts';
import { estimateNote, rateText } from '../cost/costText.ts';
import type { Drafts } from '../edit/drafts.ts';
import type { GroupFileSystem } from '../edit/groupFileSystem.vscode.ts';
import { groupRefOfUri, groupScheme } from '../edit/groupUri.vscode.ts';
import { isGroupText } from '../fileFormats/isGroupText.ts';

/** The documents that are container groups: ours, and YAML files. */
const selector: vscode.DocumentSelector = [{ scheme: groupScheme }, { language: 'yaml' }];

/** What one can do with a group's document, above its first line. */
export class GroupCodeLenses implements vscode.CodeLensProvider, vscode.Disposable {
  readonly #files: GroupFileSystem;
  readonly #drafts: Drafts;
  readonly #app: Pick<App, 'prices' | 'account'>;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: readonly { dispose(): unknown }[];

  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(files: GroupFileSystem, drafts: Drafts, app: Pick<App, 'prices' | 'account'>) {
    this.#files = files;
    this.#drafts = drafts;
    this.#app = app;
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
            ...(await this.#costLens(document, this.#app.account.cloud)),
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
      ...(await this.#costLens(document, ref.cloud)),
    ];
  }

  /** What the group as it is written would cost: once the prices are known, nothing waits for them. */
  async #costLens(document: vscode.TextDocument, cloud: CloudId): Promise<vscode.CodeLens[]> {
    const { prices } = this.#app;
    if (!prices.hasPrices(cloud)) return [];
    const { groupInText } = await import('../cost/groupInText.ts'); // with a library that few need
    const found = groupInText(document.getText());
    if (!found) return [];
    const rates = prices.knownRates(cloud, found.location);
    if (!rates) {
      void this.#askForPrices(document, cloud, found.location);
      return [];
    }
    const cost = groupCost(found.group, rates);
    if (!cost) return [];
    const title = l10n.t('Estimate: {0}', rateText(cost));
    const top = new vscode.Range(0, 0, 0, 0);
    return [new vscode.CodeLens(top, { title, tooltip: estimateNote(), command: '' })];
  }

  /** Not for a place that somebody is just typing, nor where nobody uses Azure. */
  async #askForPrices(document: vscode.TextDocument, cloud: CloudId, location: string): Promise<void> {
    const { prices, account } = this.#app;
    if (document.isDirty || account.state !== 'signedIn') return;
    try {
      await prices.rates(cloud, location, neverAborts());
    } catch {
      return; // whoever asks keeps a log
    }
    if (prices.knownRates(cloud, location)) this.#changed.fire();
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}

function codeLens(title: string, command: string, uri: vscode.Uri): vscode.CodeLens {
  return new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), { title, command, arguments: [uri] });
}
