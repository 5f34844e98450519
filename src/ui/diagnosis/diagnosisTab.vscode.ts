import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { diagnose } from '../../core/diagnosis/diagnose.ts';
import type { CreateError, Facts } from '../../core/diagnosis/facts.ts';
import { type AciError, isAbort, toAciError } from '../../core/errors.ts';
import type { ContainerGroup, GroupRef } from '../../core/model/containerGroup.ts';
import { errorAdvice } from '../shared/errorAdvice.ts';
import type { App } from '../app.ts';
import type { ErrorReporter } from '../shared/errorReporter.vscode.ts';
import { waitForAccountState } from '../account/waitForAccountState.ts';
import { gatherFacts } from './gatherFacts.ts';
import {
  type Diagnosis,
  documentMarkdown,
  documentTitle,
  plainMarkdown,
  type MarkdownDeps,
} from './diagnosisMarkdown.ts';
import { showMarkdown } from './diagnosisPanel.vscode.ts';
import { otherCloudMarkdown, failedMarkdown, signedOutMarkdown } from './unavailableWords.ts';
import { dateTimeFormat } from '../shared/languageFormats.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** What a diagnosis asks of the app. */
export type DiagnosisDeps = Pick<App, 'aci' | 'store' | 'clock' | 'account'> & {
  readonly report: Pick<ErrorReporter, 'log'>;
};

/** One diagnosis in a tab of the editor. While it can be seen it follows what the store learns of its group. */
export class DiagnosisTab implements vscode.Disposable {
  readonly ref: GroupRef;
  readonly panel: vscode.WebviewPanel;
  readonly #app: DiagnosisDeps;
  readonly #disposables: readonly { dispose(): unknown }[];
  readonly #controller = new AbortController();
  /** How the create failed that the page is about; it stays true until the group exists. */
  #error: CreateError | undefined;
  #diagnosed: Diagnosis | undefined;
  #isReading = false;
  /** Nobody was signed in to the group's cloud when the window brought the tab back. */
  #waitsForAccount = false;

  constructor(app: DiagnosisDeps, ref: GroupRef, panel: vscode.WebviewPanel) {
    this.#app = app;
    this.ref = ref;
    this.panel = panel;
    this.#disposables = [
      app.store.onDidChange(() => this.#redrawIfChanged()),
      app.account.onDidChange(() => this.#redrawIfChanged()),
      panel.onDidChangeViewState(() => this.#redrawIfChanged()),
    ];
  }

  get isClosed(): boolean {
    return this.#controller.signal.aborted;
  }

  /** The diagnosis as Markdown for elsewhere: without links that only this window can follow. */
  get text(): string | undefined {
    return this.#diagnosed && plainMarkdown(this.#diagnosed, this.#words(this.#diagnosed.at));
  }

  /** Reads the group anew and shows what is wrong. Throws `AciError` where Azure can't be asked. */
  async refresh(error: CreateError | undefined): Promise<void> {
    const { store } = this.#app;
    this.#isReading = true;
    this.#waitsForAccount = false;
    try {
      if (!this.#diagnosed) await this.#showText(this.ref.name, `# ${this.#readingText()}`);
      const options = { location: vscode.ProgressLocation.Window, title: this.#readingText() };
      const read = () => store.refreshAndTrackIfTransitioning(this.ref, this.#controller.signal);
      const gather = () => this.#gather(read, error ?? this.#error);
      const facts = await window.withProgress(options, gather);
      await this.#show(facts);
    } finally {
      this.#isReading = false;
    }
  }

  /**
   * As `refresh`, for a tab that a window brought back: asks nobody to sign in, and says in the tab what is in the way.
   */
  async restore(): Promise<void> {
    const { account } = this.#app;
    await this.#showText(this.ref.name, `# ${this.#readingText()}`);
    const state = await waitForAccountState(account);
    const isElsewhere = account.cloud !== this.ref.cloud;
    if (isElsewhere || state !== 'signedIn') {
      this.#waitsForAccount = true;
      const markdown = isElsewhere ? otherCloudMarkdown : signedOutMarkdown;
      return this.#showText(this.ref.name, markdown(this.ref));
    }
    try {
      await this.refresh(undefined);
    } catch (thrown) {
      if (!this.isClosed) await this.#showFailure(toAciError(thrown));
    }
  }

  dispose(): void {
    this.#controller.abort();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #showFailure(failure: AciError): Promise<void> {
    const { clock, report } = this.#app;
    report.log(`Could not look at "${this.ref.name}"`, failure);
    const { sentence } = errorAdvice(failure.kind, failure.host);
    const at = this.#words(clock.now()).localTime(clock.now());
    await this.#showText(this.ref.name, failedMarkdown(this.ref, sentence, at));
  }

  /** Shows anew what has changed since, with what the store has: the group isn't asked for again. */
  #redrawIfChanged(): void {
    if (this.#isReading || !this.panel.visible) return;
    if (this.#waitsForAccount) this.#restoreIfPossible();
    else if (this.#diagnosed) void this.#showAgain(this.#diagnosed);
  }

  #restoreIfPossible(): void {
    const { state, cloud } = this.#app.account;
    if (state !== 'signedIn' || cloud !== this.ref.cloud) return;
    this.#waitsForAccount = false;
    void this.restore();
  }

  async #showAgain(shown: Diagnosis): Promise<void> {
    this.#isReading = true;
    try {
      for (let last = shown.group; ;) {
        const known = this.#known();
        if (known === 'unknown' || isSame(known, last)) return;
        await this.#show(await this.#gather(() => Promise.resolve(known), this.#error));
        last = known;
      }
    } catch (error) {
      // What is shown stays, with the time that it is true of.
      if (!isAbort(error)) {
        this.#app.report.log(`Could not look at "${this.ref.name}" again`, toAciError(error));
      }
    } finally {
      this.#isReading = false;
    }
  }

  /** What the store has: undefined where it knows that the group is gone, `unknown` where it can't tell. */
  #known(): ContainerGroup | undefined | 'unknown' {
    const { store } = this.#app;
    const group = store.group(this.ref);
    // A LIST brings no instance view: a GET will follow.
    if (group) return group.state === undefined ? 'unknown' : group;
    return store.groups(this.ref.subscriptionId)?.kind === 'ready' ? undefined : 'unknown';
  }

  async #gather(
    read: () => Promise<ContainerGroup | undefined>,
    error: CreateError | undefined,
  ): Promise<Facts> {
    const { aci, clock } = this.#app;
    const facts = await gatherFacts({ aci, clock, ref: this.ref, read }, error, this.#controller.signal);
    // A group that has come up since has got over it.
    const isUp = facts.group !== undefined && facts.group.provisioningState.toLowerCase() !== 'failed';
    return isUp ? { ...facts, error: undefined } : facts;
  }

  async #show(facts: Facts): Promise<void> {
    this.#error = facts.error;
    const { group, now } = facts;
    this.#diagnosed = { ref: this.ref, group, findings: diagnose(facts), at: now };
    await this.#showText(documentTitle(this.#diagnosed), documentMarkdown(this.#diagnosed, this.#words(now)));
  }

  #showText(title: string, markdown: string): Promise<void> {
    return showMarkdown(this.panel, { title, markdown, state: this.ref }, this.#controller.signal);
  }

  #readingText(): string {
    return l10n.t('Looking at "{0}"…', this.ref.name);
  }

  #words(now: number): MarkdownDeps {
    return { localTime: localTime(now) };
  }
}

/** Every GET makes a new object of the same group. */
function isSame(one: ContainerGroup | undefined, other: ContainerGroup | undefined): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** The time of day for what happened today, else with the date. */
function localTime(now: number): (time: number) => string {
  const dayOf = dateTimeFormat({ dateStyle: 'short' });
  const timeOf = dateTimeFormat({ timeStyle: 'medium' });
  const full = dateTimeFormat({ dateStyle: 'short', timeStyle: 'medium' });
  const today = dayOf(now);
  return time => (dayOf(time) === today ? timeOf(time) : full(time));
}
