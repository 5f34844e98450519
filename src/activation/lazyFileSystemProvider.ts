import * as vscode from 'vscode';

/** Container groups as files, by a provider that is loaded when VS Code asks for the first one. */
export class LazyFileSystemProvider implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly #load: () => Promise<{ readonly fileSystemProvider: vscode.FileSystemProvider }>;
  #provider: Promise<vscode.FileSystemProvider> | undefined;
  #subscription: vscode.Disposable | undefined;

  readonly onDidChangeFile = this.#changed.event;

  constructor(load: () => Promise<{ readonly fileSystemProvider: vscode.FileSystemProvider }>) {
    this.#load = load;
  }

  /** Changes of every file are reported, watched or not. */
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
    this.#subscription?.dispose();
    this.#changed.dispose();
  }

  #loaded(): Promise<vscode.FileSystemProvider> {
    return (this.#provider ??= this.#loadProvider());
  }

  async #loadProvider(): Promise<vscode.FileSystemProvider> {
    const { fileSystemProvider } = await this.#load();
    this.#subscription = fileSystemProvider.onDidChangeFile(changes => this.#changed.fire(changes));
    return fileSystemProvider;
  }
}
