import * as vscode from 'vscode';
import type { Node } from '../ui/tree/nodes.ts';

/** The rows of the tree, made by something that is loaded when the view is first looked at. */
export class LazyTreeDataProvider implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<Node | Node[] | undefined>();
  readonly #load: () => Promise<{ readonly rows: vscode.TreeDataProvider<Node> }>;
  #rows: Promise<vscode.TreeDataProvider<Node>> | undefined;
  #listening: vscode.Disposable | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(load: () => Promise<{ readonly rows: vscode.TreeDataProvider<Node> }>) {
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
    this.#listening?.dispose();
    this.#changed.dispose();
  }

  #loaded(): Promise<vscode.TreeDataProvider<Node>> {
    return (this.#rows ??= this.#begin());
  }

  async #begin(): Promise<vscode.TreeDataProvider<Node>> {
    const { rows } = await this.#load();
    this.#listening = rows.onDidChangeTreeData?.(nodes => this.#changed.fire(nodes ?? undefined));
    return rows;
  }
}
