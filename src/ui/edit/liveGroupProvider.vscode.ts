import * as vscode from 'vscode';
import { toAciError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { GroupRef, RawContainerGroup } from '../../core/model/containerGroup.ts';
import { withoutSecrets } from '../../core/document/secretLocations.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import { toAbortSignal } from '../shared/toAbortSignal.ts';
import { groupUri, liveScheme, parseGroupUri } from './groupUri.vscode.ts';
import { groupAsYaml } from './groupFileSystem.vscode.ts';

/** Groups as they are in Azure, read-only: the left side of a comparison. */
export class LiveGroupProvider implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #aci: AzureApi;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #ready = new Map<string, string>();
  readonly #disposables: readonly { dispose(): unknown }[];

  readonly onDidChange = this.#changed.event;

  constructor(aci: AzureApi) {
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
  async publish(
    ref: GroupRef,
    document: RawContainerGroup | undefined,
    beside?: JsonObject,
  ): Promise<vscode.Uri> {
    const uri = groupUri(ref, liveScheme);
    this.#ready.set(uri.toString(), document ? await groupAsYaml(ref, document, beside) : '');
    this.#changed.fire(uri);
    return uri;
  }

  /** The address under which a group that is about to be sent is shown as a file. */
  async publishPlanned(ref: GroupRef, content: JsonObject): Promise<vscode.Uri> {
    const { writeYaml } = await import('../fileFormats/writeYaml.ts');
    const uri = groupUri(ref, liveScheme).with({ query: 'planned' });
    this.#ready.set(uri.toString(), writeYaml(withoutSecrets(content)));
    this.#changed.fire(uri);
    return uri;
  }

  /** A window that comes back asks for what was open in it. */
  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const ready = this.#ready.get(uri.toString());
    const ref = parseGroupUri(uri);
    if (ready !== undefined || !ref) return ready ?? '';
    try {
      return await groupAsYaml(ref, await this.#aci.getRawGroup(ref, toAbortSignal(token)));
    } catch (error) {
      return `# ${toAciError(error).message}\n`;
    }
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }
}
