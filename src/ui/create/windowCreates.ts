import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { RememberedCreates } from './rememberedCreates.ts';

const ofApp = new WeakMap<App, RememberedCreates>();

/** The creations that this window, another one or a former one has begun. One memory per window: it knows what is held. */
export function createsOf(app: App): RememberedCreates {
  const known = ofApp.get(app);
  if (known) return known;
  const fresh = new RememberedCreates(app.memory, app.clock, windowName());
  ofApp.set(app, fresh);
  return fresh;
}

/** The editor opens no workspace in two windows. Empty windows are all taken for one: they have nothing to tell them apart. */
export function windowName(): string {
  const { workspaceFile, workspaceFolders } = vscode.workspace;
  return (workspaceFile ?? workspaceFolders?.[0]?.uri)?.toString() ?? '';
}
