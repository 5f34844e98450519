/** Groups as documents, as far as every use needs them: what is heavy is loaded with the first one. */
import * as vscode from 'vscode';
import { isAbort, toAciError } from '../../core/errors.ts';
import type { App, GroupDocuments } from '../app.ts';
import { refOfGroupFile } from './address.ts';
import { Drafts } from './drafts.ts';
import { GroupFileSystem } from './fileSystem.ts';
import type { GroupFiles } from './groupFiles.ts';
import { registerLanguages } from './languages.ts';
import { GroupLenses } from './lenses.ts';
import { lookAfterTypedSecrets } from './typedSecrets.ts';

type Parts = Omit<App, 'groupDocuments'>;

/** The file system, for the door to register; its lenses, and what happens when a person saves. */
export function openGroupFiles(
  parts: Parts,
  secrets: vscode.SecretStorage,
  inUse: () => Promise<void>,
): { readonly files: GroupFileSystem; readonly groupDocuments: GroupDocuments; dispose(): void } {
  const drafts = new Drafts(secrets);
  const files = new GroupFileSystem(parts, drafts, inUse);
  let loading: Promise<GroupFiles> | undefined;
  const load = () => (loading ??= loaded());

  async function loaded(): Promise<GroupFiles> {
    const { GroupFiles } = await import('./groupFiles.ts');
    return new GroupFiles({ ...parts, groupDocuments }, files, drafts);
  }

  const groupDocuments: GroupDocuments = {
    open: async ref => (await load()).open(ref),
    apply: async ref => (await load()).apply(ref),
    compare: async ref => (await load()).compare(ref),
    discard: async ref => (await load()).discard(ref),
    discardAll: () => drafts.deleteAll(),
    deploy: async file => (await load()).deploy(file),
    compareFile: async file => (await load()).compareFile(file),
    async exportAs(ref, where) {
      const { exportAs } = await import('./export.ts');
      await exportAs(parts, ref, where);
    },
  };
  const registered = vscode.Disposable.from(
    drafts,
    files,
    ...whenSaved(parts, groupDocuments),
    new GroupLenses(files, drafts),
    registerLanguages(parts.clock),
    { dispose: () => void loading?.then(made => made.dispose()) },
  );
  return { files, groupDocuments, dispose: () => void registered.dispose() };
}

/**
 * A save by hand goes on to apply; one by a timer or a lost focus keeps a draft and nothing more, and so does ours of a
 * text with a secret.
 */
function whenSaved(parts: Parts, groupDocuments: GroupDocuments): readonly vscode.Disposable[] {
  const byHand = new Set<string>();
  const byUs = new Set<string>();
  const { Manual } = vscode.TextDocumentSaveReason;
  const keep = async (document: vscode.TextDocument): Promise<void> => {
    const key = document.uri.toString();
    byUs.add(key);
    try {
      await document.save();
    } finally {
      byUs.delete(key);
    }
  };
  return [
    lookAfterTypedSecrets(parts, keep),
    vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (!refOfGroupFile(document.uri)) return;
      const key = document.uri.toString();
      if (reason === Manual && !byUs.has(key)) byHand.add(key);
      else byHand.delete(key);
    }),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      const ref = refOfGroupFile(uri);
      if (!ref || !byHand.delete(uri.toString())) return;
      groupDocuments.apply(ref).catch((error: unknown) => {
        if (isAbort(error)) return;
        parts.report.show(vscode.l10n.t('Could not apply the changes to "{0}"', ref.name), toAciError(error));
      });
    }),
  ];
}
