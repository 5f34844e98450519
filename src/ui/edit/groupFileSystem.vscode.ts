import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { toAciError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { groupKey, type GroupRef, type RawContainerGroup } from '../../core/model/containerGroup.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { waitForAccountState } from '../account/waitForAccountState.ts';
import type { App } from '../app.ts';
import { groupUri, editUri, parseGroupUri, groupRefOfUri } from './groupUri.vscode.ts';
import type { Drafts } from './drafts.ts';
import { OpenDocumentReloader } from './openDocumentReloader.vscode.ts';

interface GroupFileSystemDeps extends Pick<App, 'account' | 'store' | 'report'> {
  readonly aci: Pick<App['aci'], 'getRawGroup'>;
}

/** A group's file as the editor sees it. */
interface CachedFile {
  readonly bytes: Uint8Array;
  /** ms since the epoch, different for different contents. */
  readonly mtime: number;
  /** The group that the text shows; undefined for a placeholder, and for a draft of a group that is gone. */
  readonly base: RawContainerGroup | undefined;
  /** A sentence instead of a group. */
  readonly isPlaceholder: boolean;
}

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/**
 * Container groups as YAML files: reading shows the group as it is in Azure, or the draft that was saved over it;
 * writing keeps a draft and sends nothing. Never prompts: whoever isn't signed in sees a sentence that says so.
 */
export class GroupFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #deps: GroupFileSystemDeps;
  readonly #drafts: Drafts;
  readonly #inUse: () => Promise<void>;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #entries = new Map<string, Promise<CachedFile>>();
  readonly #keepUp: OpenDocumentReloader;
  readonly #disposables: readonly { dispose(): unknown }[];
  #lastTime = 0;

  readonly onDidChangeFile = this.#changed.event;

  constructor(deps: GroupFileSystemDeps, drafts: Drafts, inUse: () => Promise<void>) {
    this.#deps = deps;
    this.#drafts = drafts;
    this.#inUse = inUse;
    this.#keepUp = new OpenDocumentReloader({ ...deps, drafts }, this);
    this.#disposables = [
      this.#changed,
      this.#keepUp,
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#forget(uri)),
    ];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  /** Nothing to watch: what changes is told as it becomes known. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    // Asked of a file's folder before a file that is gone is saved again.
    if (uri.path.split('/').length < 4)
      return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { bytes, mtime, isPlaceholder } = await this.#forEditor(uri);
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime,
      size: bytes.byteLength,
      ...(isPlaceholder && { permissions: vscode.FilePermission.Readonly }),
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#forEditor(uri)).bytes;
  }

  /** Keeps a draft; the group's own text is none. A group that is gone may be written about: it can be created anew. */
  async writeFile(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
    const ref = groupRefOrThrow(uri);
    const { base, isPlaceholder } = await this.#forEditor(uri).catch((error: unknown) => {
      if (isFileNotFound(error)) return { base: undefined, isPlaceholder: false };
      throw error;
    });
    if (isPlaceholder) throw vscode.FileSystemError.NoPermissions(uri);
    const text = decoder.decode(bytes);
    if (base && text === (await groupAsYaml(ref, base))) await this.#drafts.delete(ref);
    else await this.#drafts.set(ref, { text, base });
    this.#entries.set(groupKey(ref), Promise.resolve(this.#made(text, base)));
  }

  /** Reads the group, unless that has been done, before the editor asks for it: a failure is thrown as it is. */
  async load(ref: GroupRef): Promise<void> {
    await this.#entry(ref);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): void {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  /** Whether something has been read for the group's file, or is being read. */
  has(ref: GroupRef): boolean {
    return this.#entries.has(groupKey(ref));
  }

  /** Whether the open document is a sentence instead of a group. */
  async isPlaceholder(ref: GroupRef): Promise<boolean> {
    const entry = await this.#entries.get(groupKey(ref))?.catch(() => undefined);
    return entry?.isPlaceholder === true;
  }

  /** Whether one is signed in, but not where the group is. */
  isInOtherCloud({ cloud }: GroupRef): boolean {
    const { account } = this.#deps;
    return account.state === 'signedIn' && account.cloud !== cloud;
  }

  /** Reads the group anew; an open document follows unless it has changes that aren't saved. */
  async reload(ref: GroupRef): Promise<void> {
    const key = groupKey(ref);
    const before = await this.#entries.get(key)?.catch(() => undefined);
    const reading = this.#read(ref);
    this.#entries.set(key, reading);
    try {
      const after = await reading;
      if (before?.isPlaceholder === after.isPlaceholder && sameBytes(before.bytes, after.bytes)) {
        this.#entries.set(key, Promise.resolve({ ...after, mtime: before.mtime }));
        return;
      }
      const { Created, Changed } = vscode.FileChangeType;
      this.#fire(ref, ...(before ? [Changed] : [Created, Changed]));
    } catch (error) {
      this.#entries.delete(key);
      if (toAciError(error).kind !== 'notFound') throw error;
      this.#fire(ref, vscode.FileChangeType.Deleted);
    }
  }

  /** The draft is from now on about the group as it is in `base`. */
  async rebase(ref: GroupRef, base: RawContainerGroup | undefined): Promise<void> {
    const draft = await this.#drafts.get(ref);
    const entry = await this.#entries.get(groupKey(ref));
    if (draft) await this.#drafts.set(ref, { ...draft, base });
    if (entry) this.#entries.set(groupKey(ref), Promise.resolve({ ...entry, base }));
  }

  /** Runs `work`, which changes the group, without reading what the group is meanwhile. */
  withoutReloading<T>(ref: GroupRef, work: () => Promise<T>): Promise<T> {
    return this.#keepUp.withoutReloading(ref, work);
  }

  /** The editor knows errors of files only. */
  async #forEditor(uri: vscode.Uri): Promise<CachedFile> {
    const ref = groupRefOrThrow(uri);
    try {
      return await this.#entry(ref);
    } catch (thrown) {
      const error = toAciError(thrown);
      if (error.kind === 'notFound') throw vscode.FileSystemError.FileNotFound(groupUri(ref));
      const what = l10n.t('Could not read "{0}"', ref.name);
      this.#deps.report.log(what, error);
      throw vscode.FileSystemError.Unavailable(this.#deps.report.message(what, error));
    }
  }

  #entry(ref: GroupRef): Promise<CachedFile> {
    const key = groupKey(ref);
    const known = this.#entries.get(key);
    if (known) return known;
    const reading = this.#read(ref);
    this.#entries.set(key, reading);
    reading.catch(() => {
      if (this.#entries.get(key) === reading) this.#entries.delete(key); // asked again, it may go better
    });
    return reading;
  }

  async #read(ref: GroupRef): Promise<CachedFile> {
    const draft = await this.#drafts.get(ref);
    if (draft) return this.#made(draft.text, draft.base);
    const obstacle = await this.#obstacle(ref);
    if (obstacle !== undefined) return this.#placeholder(obstacle);
    try {
      const document = await this.#deps.aci.getRawGroup(ref, neverAborts());
      this.#keepUp.rememberAsRead(ref);
      return this.#made(await groupAsYaml(ref, document), document);
    } catch (thrown) {
      const error = toAciError(thrown);
      if (error.kind === 'signedOut') return this.#placeholder(signedOutText(ref));
      throw error;
    }
  }

  /** Why the group can't be asked for at all, in a sentence. */
  async #obstacle(ref: GroupRef): Promise<string | undefined> {
    void this.#inUse();
    const { account } = this.#deps;
    if ((await waitForAccountState(account)) === 'signedOut') return signedOutText(ref);
    if (account.cloud === ref.cloud) return undefined;
    const sentence = l10n.t('"{0}" is in another cloud than the one that is chosen now.', ref.name);
    return `${sentence} ${l10n.t('Choose its cloud with "Account and Cloud…", and this document shows it.')}`;
  }

  #made(text: string, base: RawContainerGroup | undefined): CachedFile {
    return { bytes: encoder.encode(text), mtime: this.#nextTime(), base, isPlaceholder: false };
  }

  #placeholder(sentence: string): CachedFile {
    const bytes = encoder.encode(`# ${sentence}\n`);
    return { bytes, mtime: this.#nextTime(), base: undefined, isPlaceholder: true };
  }

  #nextTime(): number {
    this.#lastTime = Math.max(Date.now(), this.#lastTime + 1);
    return this.#lastTime;
  }

  #forget(uri: vscode.Uri): void {
    const ref = groupRefOfUri(uri);
    if (!ref) return;
    this.#entries.delete(groupKey(ref));
    this.#keepUp.forget(ref);
  }

  #fire(ref: GroupRef, ...types: readonly vscode.FileChangeType[]): void {
    this.#changed.fire(types.map(type => ({ type, uri: editUri(ref) })));
  }
}

function groupRefOrThrow(uri: vscode.Uri): GroupRef {
  const ref = parseGroupUri(uri);
  if (!ref) throw vscode.FileSystemError.FileNotFound(uri);
  return ref;
}

/** The group as YAML, `beside` another one written as that is; the library for it is loaded when it is first needed. */
export async function groupAsYaml(
  ref: GroupRef,
  document: RawContainerGroup,
  beside?: JsonObject,
): Promise<string> {
  const [{ toAzFile }, { alignWithFile }, { writeYaml }] = await Promise.all([
    import('../../core/document/azFile.ts'),
    import('../../core/document/alignWithFile.ts'),
    import('../fileFormats/writeYaml.ts'),
  ]);
  const content = toAzFile(ref, document);
  return writeYaml(beside ? alignWithFile(beside, content) : content);
}

function signedOutText({ name }: GroupRef): string {
  return l10n.t('You are not signed in to Azure. Sign in, and this document shows "{0}".', name);
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.byteLength === other.byteLength && one.every((byte, index) => byte === other[index]);
}

function isFileNotFound(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}
