import * as vscode from 'vscode';
import { toAciError } from '../../core/errors.ts';
import { withoutSecrets } from '../../core/groupSecrets.ts';
import type { GroupDocument, GroupRef, JsonObject } from '../../core/model.ts';
import type { Aci } from '../../core/ports.ts';
import { abortedBy } from '../cancel.ts';
import { addressOf, liveScheme, refAt } from './address.ts';
import { textOf } from './fileSystem.ts';

/** Groups as they are in Azure, read-only: the left side of a comparison. */
export class LiveSide implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #aci: Aci;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #ready = new Map<string, string>();
  readonly #disposables: readonly { dispose(): unknown }[];

  readonly onDidChange = this.#changed.event;

  constructor(aci: Aci) {
    this.#aci = aci;
    this.#disposables = [
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(liveScheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#ready.delete(uri.toString())),
    ];
  }

  /**
   * The address under which the group is shown as it is in `document`; an empty text where there is none. Beside a
   * file of somebody's own it is written as that is.
   */
  async show(ref: GroupRef, document: GroupDocument | undefined, beside?: JsonObject): Promise<vscode.Uri> {
    const uri = addressOf(ref, liveScheme);
    this.#ready.set(uri.toString(), document ? await textOf(ref, document, beside) : '');
    this.#changed.fire(uri);
    return uri;
  }

  /** The address under which a group that is about to be sent is shown as a file. */
  async showPlanned(ref: GroupRef, content: JsonObject): Promise<vscode.Uri> {
    const { writeYaml } = await import('./writeYaml.ts');
    const uri = addressOf(ref, liveScheme).with({ query: 'planned' });
    this.#ready.set(uri.toString(), writeYaml(withoutSecrets(content)));
    this.#changed.fire(uri);
    return uri;
  }

  /** A window that comes back asks for what was open in it. */
  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const ready = this.#ready.get(uri.toString());
    const ref = refAt(uri);
    if (ready !== undefined || !ref) return ready ?? '';
    try {
      return await textOf(ref, await this.#aci.getGroupDocument(ref, abortedBy(token)));
    } catch (error) {
      return `# ${toAciError(error).message}\n`;
    }
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
