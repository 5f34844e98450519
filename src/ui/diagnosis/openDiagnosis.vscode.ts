import type * as vscode from 'vscode';
import type { CreateError } from '../../core/diagnosis/facts.ts';
import { groupKey, type GroupRef } from '../../core/model/containerGroup.ts';
import { createDiagnosisPanel } from './diagnosisPanel.vscode.ts';
import { DiagnosisTab, type DiagnosisDeps } from './diagnosisTab.vscode.ts';

/** The tabs that are open, by group: a diagnosis that is asked for again is shown in the same place. */
const tabs = new Map<string, DiagnosisTab>();

/**
 * Finds out what is wrong with a group and shows it in a tab. `error`: how its create failed, if it did.
 * Throws `AciError` where Azure can't be asked.
 */
export async function openDiagnosis(app: DiagnosisDeps, ref: GroupRef, error?: CreateError): Promise<void> {
  const tab = tabs.get(groupKey(ref)) ?? createTab(app, ref, createDiagnosisPanel());
  try {
    await tab.refresh(error);
  } catch (thrown) {
    if (tab.text === undefined) tab.panel.dispose(); // there is nothing to show
    throw thrown;
  }
  if (!tab.isClosed) tab.panel.reveal();
}

/** Fills a tab that a window brought back. */
export async function restoreDiagnosis(
  app: DiagnosisDeps,
  ref: GroupRef,
  panel: vscode.WebviewPanel,
): Promise<void> {
  await createTab(app, ref, panel).restore();
}

/** The diagnosis of the group, or of the tab in front, as Markdown; undefined where none is open. */
export function diagnosisText(ref: GroupRef | undefined): string | undefined {
  const tab = ref ? tabs.get(groupKey(ref)) : [...tabs.values()].find(({ panel }) => panel.active);
  return tab?.text;
}

function createTab(app: DiagnosisDeps, ref: GroupRef, panel: vscode.WebviewPanel): DiagnosisTab {
  const key = groupKey(ref);
  const tab = new DiagnosisTab(app, ref, panel);
  tabs.set(key, tab);
  panel.onDidDispose(() => {
    tab.dispose();
    if (tabs.get(key) === tab) tabs.delete(key);
  });
  return tab;
}
