import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { PendingCreates } from './pendingCreates.ts';

const pendingCreatesByApp = new WeakMap<App, PendingCreates>();

/**
 * The creations that this window, another one or a former one has begun. One memory per window: it knows what is held.
 */
export function pendingCreatesOf(app: App): PendingCreates {
  const known = pendingCreatesByApp.get(app);
  if (known) return known;
  const fresh = new PendingCreates(app.memory, app.clock, windowId());
  pendingCreatesByApp.set(app, fresh);
  return fresh;
}

/**
 * The editor opens no workspace in two windows. Empty windows are all taken for one: they have nothing to tell them
 * apart.
 */
export function windowId(): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  return (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? '';
}
