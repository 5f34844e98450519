import * as vscode from 'vscode';
import type { StoreChange } from '../../core/store/groupStore.ts';
import { groupKey } from '../../core/model/containerGroup.ts';
import { rowsToRedraw } from './rowsToRedraw.ts';
import { toPlainText } from '../shared/plainText.ts';
import { filterWords } from './filter.ts';
import { type Node, nodeId } from './nodes.ts';
import { present, type Row, type PresentDeps } from './present.ts';
import { remedy } from './messageRows.ts';
import { belowFirstParagraph, paragraphs } from './tooltipMarkdown.ts';
import { childrenOf, parentOf } from './treeStructure.ts';
import type { TreeSource } from './treeSource.ts';

/** Changes within this time (ms) are drawn together. */
const redrawDelay = 100;
/** A tooltip waits no longer (ms) for what it can do without. */
const longestTooltipWait = 600;

export interface TreeDataProviderDeps {
  source(): TreeSource;
  presentDeps(): PresentDeps;
  /** What the row's groups cost, as Markdown; '' where there is nothing to say. Never throws. */
  costTooltip(node: Node): Promise<string>;
  /** How busy the row's group is, which takes a request; '' where there is nothing to say. Never throws. */
  loadTooltip(node: Node): Promise<string>;
  /** The editor asked for what is below this row: it is open. */
  onExpanded(node: Node): void;
  /** Something was drawn, so something else may be visible now. */
  onDrawn(): void;
}

/** The editor's way into the tree: rows as tree items, drawn anew only where something changed. */
export class GroupsTreeDataProvider implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #context: TreeDataProviderDeps;
  readonly #redraw = new vscode.EventEmitter<Node[] | undefined>();
  /** The rows as the editor knows them: it finds a row to redraw by the object it was given. */
  readonly #given = new Map<string, Node>();
  /** Group key → id of the folder it was drawn in. */
  readonly #drawnIn = new Map<string, string>();
  readonly #changes: StoreChange[] = [];
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#redraw.event;

  constructor(context: TreeDataProviderDeps) {
    this.#context = context;
  }

  /** Draws what changed anew, in a moment and together with what else changes until then. */
  redrawSoon(change: StoreChange): void {
    this.#changes.push(change);
    this.#flushSoon();
  }

  /** Draws at once what waits to be drawn. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const ids = rowsToRedraw(this.#changes.splice(0), this.#context.source(), this.#drawnIn);
    const rows = ids === 'everything' ? undefined : [...ids].flatMap(id => this.#given.get(id) ?? []);
    if (rows === undefined || rows.length > 0) this.#redraw.fire(rows);
    this.#context.onDrawn();
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return toTreeItem(node, present(node, this.#context.presentDeps()), this.#itemId(node));
  }

  /**
   * Tooltips are made when someone points at a row: "3 minutes ago" is said then, not when the row was drawn. What takes
   * a request is waited for only a moment; when it comes later, the row is drawn anew, so that its next tooltip has it.
   */
  async resolveTreeItem(
    item: vscode.TreeItem,
    node: Node,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    const [load = '', cost = ''] = await Promise.all(
      [this.#context.loadTooltip(node), this.#context.costTooltip(node)].map(pending =>
        this.#withinMoment(pending, node, token),
      ),
    );
    const text = present(node, this.#context.presentDeps()).tooltip;
    item.tooltip = toMarkdown(paragraphs([load === '' ? text : belowFirstParagraph(text, load), cost]));
    return item;
  }

  /** Undefined where it takes longer than a moment: then the row is drawn anew once it has come. */
  async #withinMoment(
    pending: Promise<string>,
    node: Node,
    token: vscode.CancellationToken,
  ): Promise<string | undefined> {
    const text = await within(pending, longestTooltipWait);
    if (text === undefined && !token.isCancellationRequested)
      void pending.then(late => {
        if (late !== '') this.#redrawRow(node);
      });
    return text;
  }

  #redrawRow(node: Node): void {
    const row = this.#given.get(nodeId(node));
    if (row) this.#redraw.fire([row]);
  }

  getChildren(parent?: Node): Node[] {
    if (!parent) {
      this.#given.clear();
      this.#drawnIn.clear();
    }
    const children = childrenOf(parent, this.#context.source());
    if (parent) this.#context.onExpanded(parent);
    if (parent?.kind === 'folder') {
      this.#flushSoon();
      for (const child of children) {
        if (child.kind === 'group') this.#drawnIn.set(groupKey(child.ref), nodeId(parent));
      }
    }
    for (const child of children) this.#given.set(nodeId(child), child);
    return [...children];
  }

  getParent(node: Node): Node | undefined {
    return parentOf(node, this.#context.source());
  }

  #flushSoon(): void {
    this.#timer ??= setTimeout(() => this.flush(), redrawDelay);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#redraw.dispose();
  }

  /** Under a filter folders are other rows: the editor draws a row that it knows as it was, not open. */
  #itemId(node: Node): string {
    const isFiltered = filterWords(this.#context.source().options.filter).length > 0;
    return node.kind === 'folder' && isFiltered ? `${nodeId(node)}?filtered` : nodeId(node);
  }
}

/** What a row says may be a name or a tag of somebody else. */
function toTreeItem(node: Node, row: Row, id: string): vscode.TreeItem {
  const states = {
    none: vscode.TreeItemCollapsibleState.None,
    collapsed: vscode.TreeItemCollapsibleState.Collapsed,
    expanded: vscode.TreeItemCollapsibleState.Expanded,
  };
  const item = new vscode.TreeItem(toPlainText(row.label), states[row.collapsible]);
  const { color } = row.icon;
  item.id = id;
  item.description = toPlainText(row.description);
  item.iconPath = new vscode.ThemeIcon(
    row.icon.id,
    color === undefined ? undefined : new vscode.ThemeColor(color),
  );
  item.contextValue = row.contextValue;
  item.accessibilityInformation = { label: toPlainText(row.accessibilityLabel) };
  const command = clickCommandOf(node);
  if (command) item.command = command;
  return item;
}

function clickCommandOf(node: Node): vscode.Command | undefined {
  if (node.kind === 'tenant') {
    const { id, title } = remedy(node.error);
    return { command: id, title, arguments: [node] };
  }
  if (node.kind !== 'message' || !node.command) return undefined;
  return { command: node.command.id, title: node.command.title, arguments: [...node.command.arguments] };
}

/** What it resolves with, or undefined after so many ms. */
async function within<T>(pending: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>(resolve => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([pending, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Foreign text in a tooltip is escaped; if that ever failed, this much could be run: a look at a group. */
function toMarkdown(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text, false);
  markdown.isTrusted = { enabledCommands: ['aci.diagnose'] };
  markdown.supportHtml = false;
  return markdown;
}
