import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import type { FollowSource } from '../../core/follow/session.ts';
import type { GroupStore } from '../../core/groupStore.ts';
import { containerKey, type ContainerRef } from '../../core/model.ts';
import type { Following } from '../app.ts';
import type { Report } from '../report.ts';
import { LogChannels } from './channels.ts';

interface World {
  readonly aci: FollowSource;
  readonly store: Pick<GroupStore, 'subscriptions'>;
  readonly clock: Clock;
  readonly report: Pick<Report, 'show'>;
}

interface Followed {
  readonly ref: ContainerRef;
  readonly controller: AbortController;
}

/** The logs that are being followed, each into its container's channel. All of them end with the window. */
export class FollowedLogs implements Following, vscode.Disposable {
  readonly #world: World;
  readonly #followed = new Map<string, Followed>();
  /** Until the last word is written into a container's channel. */
  readonly #written = new Map<string, Promise<void>>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #channels: LogChannels;

  readonly onDidChange = this.#changed.event;

  constructor(world: World) {
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
    const key = containerKey(ref);
    const own = { ref, controller: new AbortController() };
    this.#followed.set(key, own);
    this.#changed.fire();
    const written = this.#write(own, channel, this.#written.get(key)).finally(() => this.#forget(own));
    this.#written.set(key, written);
  }

  stop(ref: ContainerRef): void {
    const own = this.#followed.get(containerKey(ref));
    if (!own) return;
    own.controller.abort();
    this.#forget(own);
  }

  stopAll(): void {
    for (const { ref } of [...this.#followed.values()]) this.stop(ref);
  }

  dispose(): void {
    for (const { controller } of this.#followed.values()) controller.abort();
    this.#followed.clear();
    this.#changed.dispose();
    // What is under way still writes its last word.
    void Promise.all(this.#written.values()).then(() => this.#channels.dispose());
  }

  /** Begins when the `former` following of the same container has written its last word. */
  async #write(
    own: Followed,
    channel: vscode.OutputChannel,
    former: Promise<void> | undefined,
  ): Promise<void> {
    const { aci, clock, report } = this.#world;
    const { signal } = own.controller;
    await former;
    if (!this.#isPresent(own)) return;
    // What the former left would be repeated by the lines to begin with.
    channel.clear();
    try {
      const { writeLog } = await import('./writeLog.ts');
      await writeLog(own.ref, channel, aci, clock, signal);
    } catch (error) {
      report.show(vscode.l10n.t('Following "{0}" has ended', own.ref.container), error);
    }
    if (signal.aborted) channel.appendLine(vscode.l10n.t('── stopped following ──'));
  }

  #forget(own: Followed): void {
    if (!this.#isPresent(own)) return;
    this.#followed.delete(containerKey(own.ref));
    this.#changed.fire();
  }

  #isPresent(own: Followed): boolean {
    return this.#followed.get(containerKey(own.ref)) === own;
  }
}
