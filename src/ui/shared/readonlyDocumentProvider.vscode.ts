import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import type { ContainerRef, GroupRef } from '../../core/model/containerGroup.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { Clock } from '../../core/clock.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { ReadonlyDocuments } from '../app.ts';
import { toAbortSignal } from './toAbortSignal.ts';
import type { ErrorReporter } from './errorReporter.vscode.ts';
import { dateTimeFormat } from './languageFormats.ts';
import { window } from './plainWindow.vscode.ts';

const logScheme = 'aci-log';
const propertiesScheme = 'aci-properties';
const activityScheme = 'aci-activity';
const templateScheme = 'aci-template';
const schemes = [logScheme, propertiesScheme, activityScheme, templateScheme];

interface ReadonlyDocumentDeps {
  readonly aci: AzureApi;
  readonly clock: Pick<Clock, 'now'>;
  readonly report: ErrorReporter;
}

/**
 * Read-only documents of what Azure has at the moment: logs, properties, activities and deployed
 * templates. Their address says what they show.
 */
export class ReadonlyDocumentProvider
  implements ReadonlyDocuments, vscode.TextDocumentContentProvider, vscode.Disposable
{
  readonly #deps: ReadonlyDocumentDeps;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  /** Texts that were read already and that the editor hasn't asked for yet, by address. */
  readonly #ready = new Map<string, string>();
  readonly #disposables: readonly { dispose(): unknown }[];

  readonly onDidChange = this.#changed.event;

  constructor(deps: ReadonlyDocumentDeps) {
    this.#deps = deps;
    this.#disposables = [
      this.#changed,
      ...schemes.map(scheme => vscode.workspace.registerTextDocumentContentProvider(scheme, this)),
      vscode.workspace.onDidOpenTextDocument(setLogLanguage),
    ];
  }

  async showLog(ref: ContainerRef): Promise<void> {
    const { group, container } = ref;
    const uri = documentUri(logScheme, `/${group.resourceGroup}/${group.name} · ${container}.log`, ref);
    const editor = await this.#show(uri, l10n.t('Could not read the log of "{0}"', container));
    // What happened last is what one came for.
    const last = editor?.document.lineCount ?? 0;
    editor?.revealRange(new vscode.Range(last, 0, last, 0));
  }

  async showProperties(ref: GroupRef): Promise<void> {
    const uri = documentUri(propertiesScheme, `/${ref.resourceGroup}/${ref.name}.json`, ref);
    await this.#show(uri, l10n.t('Could not read the properties of "{0}"', ref.name));
  }

  async showDeploymentTemplate(ref: DeploymentRef): Promise<void> {
    await this.#show(templateUri(ref), l10n.t('Could not read the template of "{0}"', ref.name));
  }

  async showActivity(ref: GroupRef): Promise<void> {
    const uri = documentUri(activityScheme, `/${ref.resourceGroup}/${ref.name} · ${l10n.t('activity')}`, ref);
    await this.#show(uri, l10n.t('Could not read the activity log of "{0}"', ref.name));
  }

  /** Reads an open document's subject anew. */
  async refresh(uri: vscode.Uri): Promise<void> {
    if (!schemes.includes(uri.scheme)) return;
    await this.#read(uri, l10n.t('Could not read "{0}" again', nameOf(uri)));
  }

  /** For the editor. A window that comes back asks for what was open in it. */
  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const ready = this.#ready.get(uri.toString());
    this.#ready.delete(uri.toString());
    if (ready !== undefined) return ready;
    return this.#text(uri, toAbortSignal(token));
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #show(uri: vscode.Uri, failure: string): Promise<vscode.TextEditor | undefined> {
    if (!(await this.#read(uri, failure))) return undefined;
    const document = await vscode.workspace.openTextDocument(uri);
    return vscode.window.showTextDocument(document, { preview: false });
  }

  /** Reads before the editor asks, so that a failure leaves what is shown as it is. */
  async #read(uri: vscode.Uri, failure: string): Promise<boolean> {
    const title = l10n.t('Reading "{0}"…', nameOf(uri));
    try {
      const text = await window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () =>
        this.#text(uri, neverAborts()),
      );
      this.#ready.set(uri.toString(), text);
      this.#changed.fire(uri);
      return true;
    } catch (error) {
      this.#deps.report.show(failure, error);
      return false;
    }
  }

  async #text(uri: vscode.Uri, signal: AbortSignal): Promise<string> {
    const { aci, clock } = this.#deps;
    if (uri.scheme === propertiesScheme) {
      const { body } = await aci.getRawGroup(JSON.parse(uri.query) as GroupRef, signal);
      return `${JSON.stringify(body, undefined, 2)}\n`;
    }
    if (uri.scheme === templateScheme) {
      const template = await aci.deployments.template(JSON.parse(uri.query) as DeploymentRef, signal);
      return `${JSON.stringify(template, undefined, 2)}\n`;
    }
    if (uri.scheme === activityScheme) {
      const { readActivityText } = await import('../metrics/activityText.ts');
      const localTime = dateTimeFormat({ dateStyle: 'short', timeStyle: 'medium' });
      return readActivityText({ aci, clock }, JSON.parse(uri.query) as GroupRef, localTime, signal);
    }
    const { readSnapshotText } = await import('../logs/readSnapshotText.vscode.ts');
    return readSnapshotText(JSON.parse(uri.query) as ContainerRef, aci, signal);
  }
}

/** The document of the template that was deployed. */
export function templateUri({ cloud, subscriptionId, resourceGroup, name }: DeploymentRef): vscode.Uri {
  const ref = { cloud, subscriptionId, resourceGroup, name };
  return documentUri(templateScheme, `/${resourceGroup}/${name}.json`, ref);
}

function documentUri(
  scheme: string,
  path: string,
  subject: ContainerRef | GroupRef | DeploymentRef,
): vscode.Uri {
  return vscode.Uri.from({ scheme, path, query: JSON.stringify(subject) });
}

function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `.log` belongs to the editor's own log language. */
function setLogLanguage(document: vscode.TextDocument): void {
  if (document.uri.scheme !== logScheme || document.languageId === 'aci-log') return;
  void vscode.languages.setTextDocumentLanguage(document, 'aci-log');
}
