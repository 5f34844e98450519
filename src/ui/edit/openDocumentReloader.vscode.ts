import * as vscode from 'vscode';
import { toAciError } from '../../core/errors.ts';
import { groupKey, type GroupRef } from '../../core/model/containerGroup.ts';
import type { App } from '../app.ts';
import type { Drafts } from './drafts.ts';
import { findOpenDocument, groupRefOfUri } from './groupUri.vscode.ts';
import { shownFields } from './shownFields.ts';

interface ReloaderDeps extends Pick<App, 'account' | 'store' | 'report'> {
  readonly drafts: Pick<Drafts, 'has' | 'onDidChangeElsewhere'>;
}

/** The open documents, as far as reloading needs them. */
interface ReloadableDocuments {
  /** Whether something has been read for the group's file, or is being read. */
  has(ref: GroupRef): boolean;
  /** Whether that is a message in place of a group. */
  isPlaceholder(ref: GroupRef): Promise<boolean>;
  reload(ref: GroupRef): Promise<void>;
}

/** Open documents follow who is signed in, what the tree learns of their groups, and drafts of other windows. */
export class OpenDocumentReloader implements vscode.Disposable {
  readonly #deps: ReloaderDeps;
  readonly #files: ReloadableDocuments;
  /** What the store last knew of the groups that are open. */
  readonly #seen = new Map<string, string>();
  /** Groups that are being changed from here: their states in between are not shown. */
  readonly #busy = new Set<string>();
  readonly #disposables: readonly { dispose(): unknown }[];

  constructor(deps: ReloaderDeps, files: ReloadableDocuments) {
    this.#deps = deps;
    this.#files = files;
    this.#disposables = [
      deps.account.onDidChange(() => void this.#accountChanged()),
      deps.store.onDidChange(() => this.#storeChanged()),
      deps.drafts.onDidChangeElsewhere(key => this.#showDraft(key)),
    ];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** The group was read for its document just now. */
  rememberAsRead(ref: GroupRef): void {
    this.#seen.set(groupKey(ref), shownFields(this.#deps.store.group(ref)));
  }

  /** The document was closed. */
  forget(ref: GroupRef): void {
    this.#seen.delete(groupKey(ref));
  }

  /** Runs `work`, which changes the group, without reading what the group is meanwhile. */
  async withoutReloading<T>(ref: GroupRef, work: () => Promise<T>): Promise<T> {
    this.#busy.add(groupKey(ref));
    try {
      return await work();
    } finally {
      this.#busy.delete(groupKey(ref));
    }
  }

  async #accountChanged(): Promise<void> {
    if (this.#deps.account.state === 'starting') return;
    for (const ref of openRefs()) {
      const isPlaceholder = await this.#files.isPlaceholder(ref);
      if (isPlaceholder || !this.#files.has(ref)) await this.#reloadQuietly(ref);
    }
  }

  /** Documents follow what the tree learns of their groups: that one is gone, there again, or different. */
  #storeChanged(): void {
    const { store } = this.#deps;
    for (const ref of openRefs()) {
      const key = groupKey(ref);
      const before = this.#seen.get(key);
      const group = store.group(ref);
      if (before === undefined || this.#busy.has(key)) continue;
      if (!group && store.groups(ref.subscriptionId)?.kind !== 'ready') continue;
      const now = shownFields(group);
      this.#seen.set(key, now);
      if (before === now || (before === '' && group && this.#files.has(ref))) continue;
      if (!isDirty(ref) && !this.#deps.drafts.has(ref)) void this.#reloadQuietly(ref);
    }
  }

  /** The draft of another window, or that there is none any more. What is typed here stays. */
  #showDraft(key: string): void {
    const ref = openRefs().find(open => groupKey(open) === key);
    if (ref && !this.#busy.has(key) && !isDirty(ref)) void this.#reloadQuietly(ref);
  }

  async #reloadQuietly(ref: GroupRef): Promise<void> {
    try {
      await this.#files.reload(ref);
    } catch (error) {
      this.#deps.report.log(`Could not read "${ref.name}" again`, toAciError(error));
    }
  }
}

function openRefs(): readonly GroupRef[] {
  return vscode.workspace.textDocuments.flatMap(({ uri }) => groupRefOfUri(uri) ?? []);
}

function isDirty(ref: GroupRef): boolean {
  return findOpenDocument(ref)?.isDirty === true;
}
