import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { App } from '../../app.ts';
import { dateTimeFormat, languageOfTexts } from '../../shared/languageFormats.ts';
import { window } from '../../shared/plainWindow.vscode.ts';
import { estimateNote } from '../costText.ts';
import { CostOverview } from './costOverview.ts';
import { readFromPage } from './costRow.ts';
import { overviewHtml } from './overviewHtml.ts';
import { pageTexts } from './pageTexts.ts';

type PanelDeps = Pick<
  App,
  'account' | 'clock' | 'following' | 'pagesFolder' | 'prices' | 'report' | 'store' | 'view'
>;

/** The window's one overview, while it is open. */
let open: vscode.WebviewPanel | undefined;

const viewType = 'aci.costOverview';

/** Shows what the container groups of the chosen subscriptions cost, in a tab; one that is open comes to the front. */
export async function openCostOverview(app: PanelDeps): Promise<void> {
  const script = await readScript(app);
  if (open) open.reveal();
  else fill(app, createPanel(), script);
}

/** Fills a tab that a window brought back. */
export async function restoreCostOverview(app: PanelDeps, panel: vscode.WebviewPanel): Promise<void> {
  const script = await readScript(app);
  open?.dispose(); // opened meanwhile: the one that was brought back has the order and the filter
  panel.webview.options = contentOptions;
  fill(app, panel, script);
}

async function readScript({ pagesFolder }: PanelDeps): Promise<string> {
  const file = vscode.Uri.joinPath(pagesFolder, 'costOverview.js');
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

function fill(app: PanelDeps, panel: vscode.WebviewPanel, script: string): void {
  open = panel;
  panel.title = l10n.t('Cost overview');
  const listening = connect(app, panel);
  panel.webview.html = overviewHtml({
    ...{ title: panel.title, note: estimateNote(), language: languageOfTexts(), texts: pageTexts() },
    ...{ script, nonce: crypto.randomUUID() },
  });
  panel.onDidDispose(() => {
    if (open === panel) open = undefined;
    listening.dispose();
  });
}

const contentOptions: vscode.WebviewOptions = { enableScripts: true, localResourceRoots: [] };

function createPanel(): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(viewType, '', vscode.ViewColumn.Active, {
    ...contentOptions,
    enableFindWidget: false, // only the lines on the screen are there to be found: the page has a filter
  });
}

function connect(app: PanelDeps, panel: vscode.WebviewPanel): vscode.Disposable {
  const { account, clock, following, prices, report, store, view } = app;
  const localTime = dateTimeFormat({ dateStyle: 'medium', timeStyle: 'short' });
  const overview = new CostOverview({
    ...{ store, prices, clock, localTime, account },
    lastLineAt: group => following.lastLineAt(group),
    post: message => void panel.webview.postMessage(message),
    reveal: ref => view.reveal(ref),
    copy: async csv => {
      await vscode.env.clipboard.writeText(csv);
      window.showDone(l10n.t('Copied the costs as CSV'));
    },
  });
  const run = async (received: unknown) => {
    const message = readFromPage(received);
    if (!message) return;
    try {
      await overview.receive(message);
    } catch (error) {
      report.show(l10n.t('Could not show what container groups cost'), error);
    }
  };
  return vscode.Disposable.from(
    overview,
    // Out of sight the page is gone; it asks for everything when it is back.
    store.onDidChange(change => {
      if (panel.visible) overview.changed(change);
    }),
    account.onDidChange(() => overview.accountChanged()),
    panel.webview.onDidReceiveMessage(message => void run(message)),
  );
}
