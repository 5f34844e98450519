import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import { followDeployment, type DeploymentProgress } from '../../core/deployments/progress.ts';
import { isAbort, toAciError } from '../../core/errors.ts';
import { waitForAccountState } from '../account/waitForAccountState.ts';
import type { App } from '../app.ts';
import { errorAdvice } from '../shared/errorAdvice.ts';
import { dateTimeFormat } from '../shared/languageFormats.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { deploymentPage } from './deploymentPage.ts';
import { showDeploymentPage } from './deploymentPanel.vscode.ts';
import { hasEnded } from '../../core/deployments/terminalStates.ts';
import { failedPage, otherCloudPage, readingPage, signedOutPage } from './unavailablePage.ts';

/** One deployment in a tab of the editor. While it can be seen and is under way it is read again and again. */
export class DeploymentTab implements vscode.Disposable {
  readonly ref: DeploymentRef;
  readonly panel: vscode.WebviewPanel;
  readonly #app: App;
  readonly #controller = new AbortController();
  readonly #disposables: readonly vscode.Disposable[];
  #view: DeploymentProgress | undefined;
  #shown = '';
  #isFollowing = false;
  /** Nobody was signed in to the deployment's cloud when the window brought the tab back. */
  #waitsForAccount = false;

  constructor(app: App, ref: DeploymentRef, panel: vscode.WebviewPanel) {
    this.#app = app;
    this.ref = ref;
    this.panel = panel;
    this.#disposables = [
      panel.onDidChangeViewState(() => this.#follow()),
      app.account.onDidChange(() => this.#restoreIfPossible()),
    ];
  }

  get isEmpty(): boolean {
    return this.#view === undefined;
  }

  /** Reads the deployment anew and shows it. Throws `AciError` where Azure can't be asked. */
  async refresh(): Promise<void> {
    this.#waitsForAccount = false;
    if (!this.#view) this.#show(readingPage(this.ref));
    const title = l10n.t('Reading "{0}"…', this.ref.name);
    const options = { location: vscode.ProgressLocation.Window, title };
    this.#draw(await window.withProgress(options, async () => this.#read()));
    this.#follow();
  }

  /**
   * As `refresh`, for a tab that a window brought back: asks nobody to sign in, and says in the tab what is in the way.
   */
  async restore(): Promise<void> {
    const { account, report } = this.#app;
    this.#show(readingPage(this.ref));
    const state = await waitForAccountState(account);
    const isElsewhere = account.cloud !== this.ref.cloud;
    if (isElsewhere || state !== 'signedIn') {
      this.#waitsForAccount = true;
      this.#show(isElsewhere ? otherCloudPage(this.ref) : signedOutPage(this.ref));
      return;
    }
    try {
      await this.refresh();
    } catch (thrown) {
      if (isAbort(thrown)) return;
      const error = toAciError(thrown);
      report.log(`Could not look at the deployment "${this.ref.name}"`, error);
      this.#show(failedPage(this.ref, errorAdvice(error.kind, error.host).sentence));
    }
  }

  dispose(): void {
    this.#controller.abort();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #read(): Promise<DeploymentProgress> {
    const { deployments } = this.#app.aci;
    const { signal } = this.#controller;
    const [deployment, operations] = await Promise.all([
      deployments.get(this.ref, signal),
      deployments.operations(this.ref, signal),
    ]);
    return { deployment, operations };
  }

  #draw(view: DeploymentProgress): void {
    this.#view = view;
    this.#show(
      deploymentPage(view, { localTime: dateTimeFormat({ dateStyle: 'medium', timeStyle: 'medium' }) }),
    );
  }

  /** Until it has ended or can't be seen any more. What is shown stays where Azure can't be asked meanwhile. */
  #follow(): void {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    void this.#followToEnd().finally(() => (this.#isFollowing = false));
  }

  async #followToEnd(): Promise<void> {
    const { aci, clock } = this.#app;
    if (!this.#isUnderWay() || !this.#isVisible()) return;
    try {
      for await (const view of followDeployment(aci.deployments, this.ref, clock, this.#controller.signal)) {
        this.#draw(view);
        if (!this.#isVisible()) return;
      }
    } catch (error) {
      if (!isAbort(error))
        this.#app.report.log(`Could not look at the deployment "${this.ref.name}" again`, toAciError(error));
    }
  }

  #isVisible(): boolean {
    return this.panel.visible;
  }

  #isUnderWay(): boolean {
    return this.#view !== undefined && !hasEnded(this.#view.deployment.state);
  }

  #restoreIfPossible(): void {
    const { state, cloud } = this.#app.account;
    if (!this.#waitsForAccount || state !== 'signedIn' || cloud !== this.ref.cloud) return;
    this.#waitsForAccount = false;
    void this.restore();
  }

  /** A page that is shown already stays as it is, where one has scrolled to. */
  #show(page: { readonly html: string }): void {
    if (this.#controller.signal.aborted || page.html === this.#shown) return;
    this.#shown = page.html;
    showDeploymentPage(this.panel, this.ref, page);
  }
}
