import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { AciError, isAbort, toAciError } from '../../core/errors.ts';
import { metricsCsv } from '../../core/metrics/metricsCsv.ts';
import { isMetricRange, type MetricRangeId, refreshInterval } from '../../core/metrics/metricRanges.ts';
import { type MetricsReport, readMetrics } from '../../core/metrics/readMetrics.ts';
import type { ContainerGroup, GroupRef } from '../../core/model/containerGroup.ts';
import type { App } from '../app.ts';
import { waitForAccountState } from '../account/waitForAccountState.ts';
import { errorAdvice } from '../shared/errorAdvice.ts';
import type { ErrorReporter } from '../shared/errorReporter.vscode.ts';
import { dateTimeFormat, languageOfTexts } from '../shared/languageFormats.ts';
import { metricsPage, metricsTitle } from './metricsPage.ts';
import { metricsPageHtml } from './metricsPageHtml.ts';
import type { MetricsSubject } from './metricsState.ts';

/** What a page of metrics asks of the app. */
export type MetricsDeps = Pick<App, 'aci' | 'store' | 'clock' | 'account'> & {
  readonly report: Pick<ErrorReporter, 'log'>;
};

export const viewType = 'aci.metrics';

const scriptFile = path.join(import.meta.dirname, '../pages/metrics.js');

/** The metrics of one group in a tab of the editor. While it can be seen, they are read again and again. */
export class MetricsTab implements vscode.Disposable {
  readonly ref: GroupRef;
  readonly panel: vscode.WebviewPanel;
  readonly #app: MetricsDeps;
  readonly #localTime = dateTimeFormat({ dateStyle: 'short', timeStyle: 'medium' });
  readonly #disposables: readonly vscode.Disposable[];
  #container: string | undefined;
  #isClosed = false;
  #range: MetricRangeId = '1h';
  #report: MetricsReport | undefined;
  #trouble: string | undefined;
  /** Ends when the page is hidden, or shows something else. */
  #reading: AbortController | undefined;

  constructor(app: MetricsDeps, subject: MetricsSubject, panel: vscode.WebviewPanel) {
    this.#app = app;
    this.ref = subject.ref;
    this.#container = subject.container;
    this.panel = panel;
    panel.title = metricsTitle(subject.ref.name);
    panel.webview.options = { enableScripts: true, localResourceRoots: [] };
    this.#disposables = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.#answer(message)),
      panel.onDidChangeViewState(() => this.#visibilityChanged()),
    ];
    void this.#fill(subject);
    this.#visibilityChanged();
  }

  /** The script stands in the page itself: where VS Code runs in a browser, a page would load it from elsewhere. */
  async #fill(state: MetricsSubject): Promise<void> {
    const { title, webview } = this.panel;
    try {
      const script = await readFile(scriptFile, 'utf8');
      if (this.#isClosed) return;
      const nonce = crypto.randomUUID();
      webview.html = metricsPageHtml({ title, language: languageOfTexts(), script, nonce, state });
    } catch (error) {
      this.#fail(toAciError(error));
    }
  }

  /** What is shown, as CSV; undefined where nothing was read yet. */
  get csv(): string | undefined {
    return this.#report && metricsCsv(this.#report.metrics);
  }

  /** Comes to the front, with the lines of this container alone, or of all. */
  reveal(container: string | undefined): void {
    this.#container = container;
    this.panel.reveal();
    this.#show();
  }

  dispose(): void {
    this.#isClosed = true;
    this.#reading?.abort();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #answer(message: unknown): void {
    const { kind, range } = (message ?? {}) as { readonly kind?: unknown; readonly range?: unknown };
    if (kind === 'ready') this.#show();
    if (kind === 'copy') void vscode.commands.executeCommand('aci.copyMetrics');
    if (kind === 'range' && isMetricRange(range)) {
      this.#range = range;
      this.#readFromNowOn();
    }
  }

  #visibilityChanged(): void {
    if (!this.panel.visible) {
      this.#reading?.abort();
      this.#reading = undefined;
    } else if (!this.#reading) this.#readFromNowOn();
  }

  #readFromNowOn(): void {
    this.#reading?.abort();
    this.#reading = new AbortController();
    void this.#keepReading(this.#reading.signal);
  }

  async #keepReading(signal: AbortSignal): Promise<void> {
    const { clock, account } = this.#app;
    try {
      await waitForAccountState(account);
      for (let urgency: 'user' | 'background' = 'user'; ; urgency = 'background') {
        signal.throwIfAborted();
        await this.#read(signal, urgency);
        await clock.sleep(refreshInterval(this.#range), signal);
      }
    } catch (error) {
      // Every failure of a reading is shown; what is left is that nobody looks any more.
      if (!isAbort(error) && !signal.aborted) this.#fail(toAciError(error));
    }
  }

  async #read(signal: AbortSignal, urgency: 'user' | 'background'): Promise<void> {
    const { aci, clock } = this.#app;
    try {
      const deps = { aci, clock, readGroup: () => this.#readGroup(signal, urgency) };
      const report = await readMetrics(deps, this.ref, this.#range, signal, urgency);
      signal.throwIfAborted();
      this.#report = report;
      this.#trouble = undefined;
      this.#show();
    } catch (error) {
      signal.throwIfAborted();
      this.#fail(toAciError(error));
    }
  }

  async #readGroup(signal: AbortSignal, urgency: 'user' | 'background'): Promise<ContainerGroup> {
    const { ref } = this;
    const group = await this.#app.store.refreshGroup(ref, signal, urgency);
    if (!group) throw new AciError('notFound', l10n.t('"{0}" no longer exists.', ref.name));
    return group;
  }

  /** What is shown stays, with the time that it is true of. */
  #fail(failure: AciError): void {
    const { report, clock } = this.#app;
    const { name } = this.ref;
    report.log(`Could not read the metrics of "${name}"`, failure);
    const { sentence } = errorAdvice(failure.kind, failure.host);
    this.#trouble = l10n.t('Could not read the metrics ({0}). {1}', this.#localTime(clock.now()), sentence);
    this.#show();
  }

  #show(): void {
    if (this.#isClosed) return;
    const report = this.#report ?? this.#emptyReport();
    if (!report) return;
    const model = metricsPage(report, {
      localTime: this.#localTime,
      timeLanguage: vscode.env.language,
      trouble: this.#trouble,
      container: this.#container,
    });
    void this.panel.webview.postMessage({ kind: 'model', model });
  }

  /** Something to stand around what went wrong at first. */
  #emptyReport(): MetricsReport | undefined {
    if (this.#trouble === undefined) return undefined;
    const now = this.#app.clock.now();
    const { ref } = this;
    const metrics = { times: [], series: [] };
    return {
      ref,
      range: this.#range,
      from: now,
      to: now,
      metrics,
      limits: [],
      marks: [],
      noData: 'noneInRange',
    };
  }
}
