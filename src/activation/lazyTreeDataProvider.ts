import * as vscode from 'vscode';
import type { Node } from '../ui/tree/nodes.ts';

/** The tree, by a provider that is loaded when the view is first shown. */
export class LazyTreeDataProvider implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Node | Node[] | undefined>();
  readonly #load: () => Promise<{ readonly treeDataProvider: vscode.TreeDataProvider<Node> }>;
  #provider: Promise<vscode.TreeDataProvider<Node>> | undefined;
  #subscription: vscode.Disposable | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(load: () => Promise<{ readonly treeDataProvider: vscode.TreeDataProvider<Node> }>) {
    this.#load = load;
  }

  async getTreeItem(node: Node): Promise<vscode.TreeItem> {
    return (await this.#loaded()).getTreeItem(node);
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node, token: vscode.CancellationToken) {
    return (await this.#loaded()).resolveTreeItem?.(item, node, token);
  }

  async getChildren(parent?: Node): Promise<Node[]> {
    return (await (await this.#loaded()).getChildren(parent)) ?? [];
  }

  async getParent(node: Node): Promise<Node | undefined> {
    return (await (await this.#loaded()).getParent?.(node)) ?? undefined;
  }

  dispose(): void {
    this.#subscription?.dispose();
    this.#changed.dispose();
  }

  #loaded(): Promise<vscode.TreeDataProvider<Node>> {
    return (this.#provider ??= this.#loadProvider());
  }

  async #loadProvider(): Promise<vscode.TreeDataProvider<Node>> {
    const { treeDataProvider } = await this.#load();
    this.#subscription = treeDataProvider.onDidChangeTreeData?.(nodes =>
      this.#changed.fire(nodes ?? undefined),
    );
    return treeDataProvider;
  }
}
