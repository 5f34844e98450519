import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { type PendingKind, PendingWork } from './pendingWork.ts';

const known = new WeakMap<App, Map<string, PendingWork>>();

/**
 * The work of one sort that this window, another one or a former one has begun. One memory per window: it knows what
 * is held.
 */
export function pendingWorkOf(app: App, kind: PendingKind): PendingWork {
  const ofApp = known.get(app) ?? new Map<string, PendingWork>();
  known.set(app, ofApp);
  const work = ofApp.get(kind.key) ?? new PendingWork(kind, app.memory, app.clock, windowId());
  ofApp.set(kind.key, work);
  return work;
}

/**
 * The editor opens no workspace in two windows. Empty windows are all taken for one: they have nothing to tell them
 * apart.
 */
export function windowId(): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  return (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? '';
}
