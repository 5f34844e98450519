import * as vscode from 'vscode';

type Files = vscode.FileSystemProvider;

/** Container groups as files, by something that is loaded when VS Code asks for the first one. */
export class LazyFileSystemProvider implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #load: () => Promise<{ readonly files: Files }>;
  #files: Promise<Files> | undefined;
  #listening: vscode.Disposable | undefined;

  readonly onDidChangeFile = this.#changed.event;

  constructor(load: () => Promise<{ readonly files: Files }>) {
    this.#load = load;
  }

  /** What changes is told of every file, watched or not. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return (await this.#loaded()).stat(uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#loaded()).readFile(uri);
  }

  async writeFile(
    uri: vscode.Uri,
    bytes: Uint8Array,
    options: { readonly create: boolean; readonly overwrite: boolean },
  ): Promise<void> {
    await (await this.#loaded()).writeFile(uri, bytes, options);
  }

  async readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    return (await this.#loaded()).readDirectory(uri);
  }

  async createDirectory(uri: vscode.Uri): Promise<void> {
    await (await this.#loaded()).createDirectory(uri);
  }

  async delete(uri: vscode.Uri, options: { readonly recursive: boolean }): Promise<void> {
    await (await this.#loaded()).delete(uri, options);
  }

  async rename(from: vscode.Uri, to: vscode.Uri, options: { readonly overwrite: boolean }): Promise<void> {
    await (await this.#loaded()).rename(from, to, options);
  }

  dispose(): void {
    this.#listening?.dispose();
    this.#changed.dispose();
  }

  #loaded(): Promise<Files> {
    return (this.#files ??= this.#begin());
  }

  async #begin(): Promise<Files> {
    const { files } = await this.#load();
    this.#listening = files.onDidChangeFile(changes => this.#changed.fire(changes));
    return files;
  }
}
