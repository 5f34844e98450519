import * as vscode from 'vscode';
import type { ContainerRef, GroupRef } from '../core/model.ts';
import type { Aci } from '../core/ports.ts';
import type { Documents } from './app.ts';
import { abortedBy } from './cancel.ts';
import type { Report } from './report.ts';
import { window } from './plainWindow.ts';

const logScheme = 'aci-log';
const propertiesScheme = 'aci-properties';

/** Read-only documents of what Azure has at the moment: logs and properties. Their address says what they show. */
export class AzureDocuments implements Documents, vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #world: { readonly aci: Aci; readonly report: Report };
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** Texts that were read already and that the editor hasn't asked for yet, by address. */
  readonly #ready = new Map<string, string>();
  readonly #disposables: readonly { dispose(): unknown }[];

  readonly onDidChange = this.#changed.event;

  constructor(world: { aci: Aci; report: Report }) {
    this.#world = world;
    this.#disposables = [
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(logScheme, this),
      vscode.workspace.registerTextDocumentContentProvider(propertiesScheme, this),
      vscode.workspace.onDidOpenTextDocument(colour),
    ];
  }

  async showLog(ref: ContainerRef): Promise<void> {
    const { group, container } = ref;
    const uri = address(logScheme, `/${group.resourceGroup}/${group.name} · ${container}.log`, ref);
    const editor = await this.#show(uri, vscode.l10n.t('Could not read the log of "{0}"', container));
    // What happened last is what one came for.
    const last = editor?.document.lineCount ?? 0;
    editor?.revealRange(new vscode.Range(last, 0, last, 0));
  }

  async showProperties(ref: GroupRef): Promise<void> {
    const uri = address(propertiesScheme, `/${ref.resourceGroup}/${ref.name}.json`, ref);
    await this.#show(uri, vscode.l10n.t('Could not read the properties of "{0}"', ref.name));
  }

  /** Reads an open document's subject anew. */
  async refresh(uri: vscode.Uri): Promise<void> {
    if (uri.scheme !== logScheme && uri.scheme !== propertiesScheme) return;
    await this.#read(uri, vscode.l10n.t('Could not read "{0}" again', nameOf(uri)));
  }

  /** For the editor. A window that comes back asks for what was open in it. */
  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const ready = this.#ready.get(uri.toString());
    this.#ready.delete(uri.toString());
    if (ready !== undefined) return ready;
    return this.#text(uri, abortedBy(token));
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #show(uri: vscode.Uri, failure: string): Promise<vscode.TextEditor | undefined> {
    if (!(await this.#read(uri, failure))) return undefined;
    const document = await vscode.workspace.openTextDocument(uri);
    return vscode.window.showTextDocument(document, { preview: false });
  }

  /** Reads before the editor asks, so that a failure leaves what is shown as it is. */
  async #read(uri: vscode.Uri, failure: string): Promise<boolean> {
    const title = vscode.l10n.t('Reading "{0}"…', nameOf(uri));
    try {
      const text = await window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () =>
        this.#text(uri, new AbortController().signal),
      );
      this.#ready.set(uri.toString(), text);
      this.#changed.fire(uri);
      return true;
    } catch (error) {
      this.#world.report.show(failure, error);
      return false;
    }
  }

  async #text(uri: vscode.Uri, signal: AbortSignal): Promise<string> {
    const { aci } = this.#world;
    if (uri.scheme === propertiesScheme) {
      const { body } = await aci.getGroupDocument(JSON.parse(uri.query) as GroupRef, signal);
      return `${JSON.stringify(body, undefined, 2)}\n`;
    }
    const { snapshotText } = await import('./logs/snapshotText.ts');
    return snapshotText(JSON.parse(uri.query) as ContainerRef, aci, signal);
  }
}

function address(scheme: string, path: string, subject: ContainerRef | GroupRef): vscode.Uri {
  return vscode.Uri.from({ scheme, path, query: JSON.stringify(subject) });
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `.log` belongs to the editor's own log language. */
function colour(document: vscode.TextDocument): void {
  if (document.uri.scheme !== logScheme || document.languageId === 'aci-log') return;
  void vscode.languages.setTextDocumentLanguage(document, 'aci-log');
}
