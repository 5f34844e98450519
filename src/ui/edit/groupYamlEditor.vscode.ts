/** Groups as documents: opening, applying and discarding them. Loaded when the first one is opened. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import { toAciError } from '../../core/errors.ts';
import { asText, isObject, type JsonObject } from '../../core/json.ts';
import { type ContainerGroup, groupKey, type GroupRef } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App } from '../app.ts';
import { pickGroups } from '../tree/pickGroups.vscode.ts';
import { checkWorkspaceTrust } from '../deploy/workspaceTrust.vscode.ts';
import { groupUri, editUri, liveScheme, findOpenDocument, groupRefOfUri } from './groupUri.vscode.ts';
import { apply, type ApplyDeps, tryReadLive, type ApplyRequest } from './apply.vscode.ts';
import type { Drafts } from './drafts.ts';
import type { GroupFileSystem } from './groupFileSystem.vscode.ts';
import { LiveGroupProvider } from './liveGroupProvider.vscode.ts';
import { openComparison } from './review.vscode.ts';
import { parseGroupFile } from '../fileFormats/parseGroupFile.ts';
import { window } from '../shared/plainWindow.vscode.ts';

export class GroupYamlEditor implements vscode.Disposable {
  readonly #app: App;
  readonly #files: GroupFileSystem;
  readonly #drafts: Drafts;
  readonly #live: LiveGroupProvider;
  readonly #problems = vscode.languages.createDiagnosticCollection('aci-apply');
  /** Groups whose changes are being reviewed or sent. */
  readonly #applying = new Set<string>();
  readonly #disposables: readonly { dispose(): unknown }[];

  constructor(app: App, files: GroupFileSystem, drafts: Drafts) {
    this.#app = app;
    this.#files = files;
    this.#drafts = drafts;
    this.#live = new LiveGroupProvider(app.aci);
    this.#disposables = [
      this.#live,
      this.#problems,
      // A complaint is about the text it was made about.
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#problems.delete(document.uri);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#problems.delete(uri)),
    ];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** What applying needs. */
  get applyDeps(): ApplyDeps {
    return { app: this.#app, live: this.#live, problems: this.#problems };
  }

  /** Shows the group as it is now, or its draft. */
  async open(ref: GroupRef): Promise<void> {
    if (findOpenDocument(ref)) await this.#files.reload(ref);
    // The editor's own message tells nothing: what goes wrong is to be told by us.
    else await this.#files.load(ref);
    await vscode.window.showTextDocument(editUri(ref), { preview: false });
  }

  /** Applies what was saved. Asking twice is asking once; what is saved meanwhile has its turn after that. */
  async apply(ref: GroupRef): Promise<void> {
    const key = groupKey(ref);
    if (this.#applying.has(key)) return;
    this.#applying.add(key);
    try {
      let isMoreSaved = true;
      while (isMoreSaved) isMoreSaved = await this.#files.withoutReloading(ref, () => this.#apply(ref));
    } finally {
      this.#applying.delete(key);
    }
  }

  /** Whether another text was saved while this one was sent. */
  async #apply(ref: GroupRef): Promise<boolean> {
    const draft = await this.#drafts.get(ref);
    const retry = () => this.#app.yamlEditor.apply(ref);
    const request: ApplyRequest = { ref, from: 'document', uri: editUri(ref), base: draft?.base, retry };
    const outcome = await apply(this.applyDeps, request);
    const { kind } = outcome;
    // Nobody asks whether Azure took over a half-sent change: the draft is now about the group as it has become.
    // Where that can't be read it stays about what was read before, and the next time the difference is asked about.
    if (kind === 'failed' && outcome.after && draft) await this.#files.rebase(ref, outcome.after.live);
    if (kind === 'left' || kind === 'failed') return false;
    const saved = await this.#drafts.get(ref);
    if (!saved || saved.text === draft?.text) {
      await this.discard(ref);
      return false;
    }
    await closeComparison(ref);
    const now = await tryReadLive(this.#app, ref);
    if (now) await this.#files.rebase(ref, now.live);
    return true;
  }

  /** Forgets the draft and shows the group as it is. */
  async discard(ref: GroupRef): Promise<void> {
    await this.#drafts.delete(ref);
    this.#problems.delete(editUri(ref));
    await this.#files.reload(ref);
    await closeComparison(ref);
  }

  /** Makes groups of a file, where the person trusts the folder. */
  async deploy(file: vscode.Uri): Promise<void> {
    if (!checkWorkspaceTrust()) return;
    const { deploy } = await import('../deploy/deploy.vscode.ts');
    await deploy(this.applyDeps, file);
  }

  /** Sends the template of a deployment once more. */
  async deployAgain(ref: DeploymentRef): Promise<void> {
    const { deployAgain } = await import('../deploy/deployAgain.vscode.ts');
    await deployAgain(this.applyDeps, ref);
  }

  /** Of several groups of the file's name, the person picks. */
  async compareFile(file: vscode.Uri): Promise<void> {
    if (!(await ensureSignedIn(this.#app.account))) return;
    const name = asText((await readGroupContent(file))?.['name']).toLowerCase();
    const same = this.#app.store.allGroups.filter(group => group.ref.name.toLowerCase() === name);
    const [only] = same.length === 1 ? same : [];
    const wanted = (group: ContainerGroup) => same.length === 0 || same.includes(group);
    const [ref] = only ? [only.ref] : await pickGroups(this.#app, wanted, 'one');
    if (ref) await this.compareWith(ref, file);
  }

  async compare(ref: GroupRef): Promise<void> {
    await this.compareWith(ref, editUri(ref));
  }

  /** Shows the group as it is in Azure beside a document. */
  async compareWith(ref: GroupRef, edited: vscode.Uri): Promise<void> {
    const document = await this.#app.aci.getRawGroup(ref, neverAborts()).catch((error: unknown) => {
      if (toAciError(error).kind === 'notFound') return undefined;
      throw error;
    });
    if (!document) {
      void window.showInformationMessage(
        l10n.t('There is no container group "{0}" in {1}.', ref.name, ref.resourceGroup),
      );
      return;
    }
    const from = groupRefOfUri(edited) ? 'document' : 'file';
    const beside = from === 'file' ? await readGroupContent(edited) : undefined;
    await openComparison({ ref, from, live: await this.#live.publish(ref, document, beside), edited });
  }
}

async function readGroupContent(file: vscode.Uri): Promise<JsonObject | undefined> {
  const { content } = parseGroupFile((await vscode.workspace.openTextDocument(file)).getText());
  return isObject(content) ? content : undefined;
}

/** What it compared is no difference any more. */
async function closeComparison(ref: GroupRef): Promise<void> {
  const live = groupUri(ref, liveScheme).toString();
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs);
  await vscode.window.tabGroups.close(
    tabs.filter(
      ({ input }) => input instanceof vscode.TabInputTextDiff && input.original.toString() === live,
    ),
  );
}
