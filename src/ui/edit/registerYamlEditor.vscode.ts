/** Groups as documents, as far as every use needs them: what is heavy is loaded with the first one. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isAbort, toAciError } from '../../core/errors.ts';
import type { App, YamlEditor } from '../app.ts';
import { groupRefOfUri } from './groupUri.vscode.ts';
import { Drafts } from './drafts.ts';
import { GroupFileSystem } from './groupFileSystem.vscode.ts';
import type { GroupYamlEditor } from './groupYamlEditor.vscode.ts';
import { registerLanguageFeatures } from '../language/registerLanguageFeatures.vscode.ts';
import { GroupCodeLenses } from '../language/groupCodeLenses.vscode.ts';
import { saveSecretsAsDraft } from './saveSecretsAsDraft.vscode.ts';

type YamlEditorDeps = Omit<App, 'yamlEditor'>;

/** The file system; its lenses, and what happens when a person saves. */
export function registerYamlEditor(
  deps: YamlEditorDeps,
  secrets: vscode.SecretStorage,
  inUse: () => Promise<void>,
): { readonly files: GroupFileSystem; readonly yamlEditor: YamlEditor; dispose(): void } {
  const drafts = new Drafts(secrets);
  const files = new GroupFileSystem(deps, drafts, inUse);
  let loading: Promise<GroupYamlEditor> | undefined;
  const load = () => (loading ??= loaded());

  async function loaded(): Promise<GroupYamlEditor> {
    const { GroupYamlEditor: GroupFiles } = await import('./groupYamlEditor.vscode.ts');
    return new GroupFiles({ ...deps, yamlEditor }, files, drafts);
  }

  const yamlEditor: YamlEditor = {
    open: async ref => (await load()).open(ref),
    apply: async ref => (await load()).apply(ref),
    compare: async ref => (await load()).compare(ref),
    discard: async ref => (await load()).discard(ref),
    discardAll: () => drafts.deleteAll(),
    deploy: async file => (await load()).deploy(file),
    deployAgain: async ref => (await load()).deployAgain(ref),
    compareFile: async file => (await load()).compareFile(file),
    async exportAs(ref, where) {
      const { exportAs } = await import('../export/exportAs.vscode.ts');
      await exportAs(deps, ref, where);
    },
  };
  const registered = vscode.Disposable.from(
    drafts,
    files,
    ...applyOnSave(deps, yamlEditor),
    new GroupCodeLenses(files, drafts, deps),
    registerLanguageFeatures(deps.clock),
    { dispose: () => void loading?.then(made => made.dispose()) },
  );
  return { files, yamlEditor: yamlEditor, dispose: () => void registered.dispose() };
}

/**
 * A save by hand goes on to apply; one by a timer or a lost focus keeps a draft and nothing more, and so does ours of a
 * text with a secret.
 */
function applyOnSave(deps: YamlEditorDeps, yamlEditor: YamlEditor): readonly vscode.Disposable[] {
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
    saveSecretsAsDraft(deps, keep),
    vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
      if (!groupRefOfUri(document.uri)) return;
      const key = document.uri.toString();
      if (reason === Manual && !byUs.has(key)) byHand.add(key);
      else byHand.delete(key);
    }),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      const ref = groupRefOfUri(uri);
      if (!ref || !byHand.delete(uri.toString())) return;
      yamlEditor.apply(ref).catch((error: unknown) => {
        if (isAbort(error)) return;
        deps.report.show(l10n.t('Could not apply the changes to "{0}"', ref.name), toAciError(error));
      });
    }),
  ];
}
