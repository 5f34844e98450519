import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { isAbort, toAciError } from '../../core/errors.ts';
import { groupState, isTransitioning } from '../../core/model/groupState.ts';
import type { ContainerGroup } from '../../core/model/containerGroup.ts';
import type { App } from '../app.ts';
import { stateLabel } from './stateLabel.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** How long until the groups in motion are asked for again, and how much longer each time, up to the last (ms). */
const pollIntervals = { first: 10_000, factor: 1.5, last: 60_000 };
/** No more than so many are asked for at a time. */
const maxPolled = 8;

type StatusBarDeps = Pick<App, 'store' | 'clock' | 'view' | 'report'>;

/**
 * Says in the status bar how many groups are changing; a click reveals them. As long as it says so it asks for them
 * itself, slowly: the tree asks only while it can be seen.
 */
export class ChangingGroupsStatusBar implements vscode.Disposable {
  readonly #deps: StatusBarDeps;
  readonly #item = vscode.window.createStatusBarItem('aci.motion', vscode.StatusBarAlignment.Left, 0);
  readonly #disposables: readonly { dispose(): unknown }[];
  #changing: readonly ContainerGroup[] = [];
  /** Ends the asking; undefined while nothing moves. */
  #polling: AbortController | undefined;

  constructor(deps: StatusBarDeps) {
    this.#deps = deps;
    const command = 'aci.revealGroupsInMotion'; // for this item only: the palette doesn't know it
    this.#item.name = l10n.t('Azure Container Instances');
    this.#item.command = command;
    this.#disposables = [
      this.#item,
      vscode.commands.registerCommand(command, () => this.#reveal()),
      deps.store.onDidChange(() => this.#update()),
    ];
    this.#update();
  }

  dispose(): void {
    this.#polling?.abort();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #update(): void {
    this.#changing = this.#deps.store.allGroups.filter(isTransitioning);
    const count = this.#changing.length;
    if (count === 0) {
      this.#polling?.abort();
      this.#polling = undefined;
      this.#item.hide();
      return;
    }
    const text =
      count === 1 ? l10n.t('1 container group changing') : l10n.t('{0} container groups changing', count);
    this.#item.text = `$(sync~spin) ${text}`;
    this.#item.tooltip = this.#changing.map(lineOf).join('\n');
    this.#item.accessibilityInformation = { label: text };
    this.#item.show();
    if (!this.#polling) void this.#pollGroups((this.#polling = new AbortController()).signal);
  }

  async #pollGroups(signal: AbortSignal): Promise<void> {
    const { clock, store, report } = this.#deps;
    for (let wait = pollIntervals.first; ; wait = Math.min(wait * pollIntervals.factor, pollIntervals.last)) {
      try {
        await clock.sleep(wait, signal);
      } catch {
        return; // nothing moves any more
      }
      const asked = this.#changing.slice(0, maxPolled).map(async ({ ref }) => {
        try {
          await store.refreshGroup(ref, signal, 'background');
        } catch (error) {
          if (!isAbort(error)) report.log(`Could not look at "${ref.name}"`, toAciError(error));
        }
      });
      await Promise.all(asked);
    }
  }

  async #reveal(): Promise<void> {
    const [first] = this.#changing;
    const items = this.#changing.map(group => ({ label: group.ref.name, description: lineOf(group), group }));
    const chosen =
      items.length > 1
        ? await window.showQuickPick(items, {
            title: l10n.t('Container groups that are changing'),
          })
        : first && { group: first };
    if (chosen) await this.#deps.view.reveal(chosen.group.ref);
  }
}

function lineOf(group: ContainerGroup): string {
  return `${group.ref.name}: ${stateLabel(groupState(group))}`;
}
