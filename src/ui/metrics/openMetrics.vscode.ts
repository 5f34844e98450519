import * as vscode from 'vscode';
import { groupKey, type GroupRef } from '../../core/model/containerGroup.ts';
import type { MetricsSubject } from './metricsState.ts';
import { MetricsTab, type MetricsDeps, viewType } from './metricsTab.vscode.ts';

/** The tabs that are open, by group: metrics that are asked for again are shown in the same place. */
const tabs = new Map<string, MetricsTab>();

/** Shows the metrics of a group in a tab; asked for again, the tab is brought to the front. */
export function openMetrics(app: MetricsDeps, subject: MetricsSubject): void {
  const open = tabs.get(groupKey(subject.ref));
  if (open) {
    open.reveal(subject.container);
    return;
  }
  const panel = vscode.window.createWebviewPanel(viewType, '', vscode.ViewColumn.Active, {
    enableFindWidget: true,
  });
  addTab(app, subject, panel);
}

/** Fills a tab that a window brought back. */
export function restoreMetrics(app: MetricsDeps, subject: MetricsSubject, panel: vscode.WebviewPanel): void {
  addTab(app, subject, panel);
}

/** The metrics of the group, or of the tab in front, as CSV; undefined where none are shown. */
export function metricsText(ref: GroupRef | undefined): string | undefined {
  const tab = ref ? tabs.get(groupKey(ref)) : [...tabs.values()].find(({ panel }) => panel.active);
  return tab?.csv;
}

function addTab(app: MetricsDeps, subject: MetricsSubject, panel: vscode.WebviewPanel): void {
  const key = groupKey(subject.ref);
  const tab = new MetricsTab(app, subject, panel);
  tabs.set(key, tab);
  panel.onDidDispose(() => {
    tab.dispose();
    if (tabs.get(key) === tab) tabs.delete(key);
  });
}
