import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import type { GroupStore } from '../../core/groupStore.ts';
import { containerKey, type ContainerRef } from '../../core/model.ts';
import type { Aci } from '../../core/ports.ts';
import type { Following } from '../app.ts';
import type { Report } from '../report.ts';
import { LogChannels } from './channels.ts';

interface Followed {
  readonly ref: ContainerRef;
  readonly controller: AbortController;
}

/** The logs that are being followed, each into its container's channel. All of them end with the window. */
export class FollowedLogs implements Following, vscode.Disposable {
  readonly #world: {
    readonly aci: Aci;
    readonly store: GroupStore;
    readonly clock: Clock;
    readonly report: Report;
  };
  readonly #followed = new Map<string, Followed>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #channels: LogChannels;

  readonly onDidChange = this.#changed.event;

  constructor(world: { aci: Aci; store: GroupStore; clock: Clock; report: Report }) {
    this.#world = world;
    this.#channels = new LogChannels(
      id => world.store.subscriptions.find(subscription => subscription.id === id)?.displayName ?? id,
    );
  }

  get followed(): readonly ContainerRef[] {
    return [...this.#followed.values()].map(({ ref }) => ref);
  }

  isFollowed(ref: ContainerRef): boolean {
    return this.#followed.has(containerKey(ref));
  }

  follow(ref: ContainerRef): void {
    const channel = this.#channels.of(ref);
    channel.show(true);
    if (this.isFollowed(ref)) return;
    // What an earlier following left would be repeated by the lines to begin with.
    channel.clear();
    const own = { ref, controller: new AbortController() };
    this.#followed.set(containerKey(ref), own);
    this.#changed.fire();
    void this.#write(own, channel).finally(() => this.#forget(own));
  }

  stop(ref: ContainerRef): void {
    const own = this.#followed.get(containerKey(ref));
    if (!own) return;
    own.controller.abort();
    this.#channels.of(ref).appendLine(vscode.l10n.t('── stopped following ──'));
    this.#forget(own);
  }

  /** Ends every stream; the channels stay. For another account or cloud. */
  stopAll(): void {
    for (const { ref } of [...this.#followed.values()]) this.stop(ref);
  }

  dispose(): void {
    for (const { controller } of this.#followed.values()) controller.abort();
    this.#followed.clear();
    this.#channels.dispose();
    this.#changed.dispose();
  }

  async #write({ ref, controller }: Followed, channel: vscode.OutputChannel): Promise<void> {
    const { aci, clock, report } = this.#world;
    try {
      const { writeLog } = await import('./writeLog.ts');
      await writeLog(ref, channel, aci, clock, controller.signal);
    } catch (error) {
      report.show(vscode.l10n.t('Following "{0}" has ended', ref.container), error);
    }
  }

  #forget(own: Followed): void {
    const key = containerKey(own.ref);
    if (this.#followed.get(key) !== own) return;
    this.#followed.delete(key);
    this.#changed.fire();
  }
}
