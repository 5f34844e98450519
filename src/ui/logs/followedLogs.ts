import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import type { FollowSource } from '../../core/follow/session.ts';
import type { GroupStore } from '../../core/groupStore.ts';
import {
  type ContainerGroup,
  containerKey,
  type ContainerRef,
  groupKey,
  type GroupRef,
} from '../../core/model.ts';
import type { Following } from '../app.ts';
import type { Report } from '../report.ts';
import { LogChannels } from './channels.ts';
import { window } from '../plainWindow.ts';

interface World {
  readonly aci: FollowSource;
  readonly store: Pick<GroupStore, 'learn' | 'subscriptions'>;
  readonly clock: Clock;
  readonly report: Pick<Report, 'show'>;
}

/** One container's following, or that of all containers of a group. */
interface Followed {
  readonly key: string;
  readonly name: string;
  readonly group: GroupRef;
  readonly containers: readonly string[];
  readonly isWhole: boolean;
  readonly channel: vscode.OutputChannel;
  readonly controller: AbortController;
}

/** The logs that are being followed, each into its container's or its group's channel. All of them end with the window. */
export class FollowedLogs implements Following, vscode.Disposable {
  readonly #world: World;
  readonly #followed = new Map<string, Followed>();
  /** Until the last word is written into a channel. */
  readonly #written = new Map<string, Promise<void>>();
  /** Containers that are known to crash again and again, for as long as anybody follows them. */
  readonly #crashing = new Set<string>();
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
    const all = [...this.#followed.values()].flatMap(({ group, containers }) =>
      containers.map(container => ({ group, container })),
    );
    return [...new Map(all.map(ref => [containerKey(ref), ref])).values()];
  }

  get followedGroups(): readonly GroupRef[] {
    return [...this.#followed.values()].filter(({ isWhole }) => isWhole).map(({ group }) => group);
  }

  isFollowed(ref: ContainerRef): boolean {
    return [...this.#followed.values()].some(own => isAbout(own, ref));
  }

  follow(ref: ContainerRef): void {
    const { group, container } = ref;
    this.#begin({
      ...{ key: containerKey(ref), name: container, group, containers: [container], isWhole: false },
      channel: this.#channels.of(ref),
    });
  }

  followGroup({ ref, initContainers, containers }: ContainerGroup): void {
    const names = [...initContainers, ...containers].map(({ name }) => name);
    this.#begin({
      ...{ key: groupKey(ref), name: ref.name, group: ref, containers: names, isWhole: true },
      channel: this.#channels.ofGroup(ref),
    });
  }

  stop(ref: ContainerRef): void {
    for (const own of [...this.#followed.values()]) if (isAbout(own, ref)) this.#stop(own);
  }

  stopAll(): void {
    for (const own of [...this.#followed.values()]) this.#stop(own);
  }

  dispose(): void {
    for (const { controller } of this.#followed.values()) controller.abort();
    this.#followed.clear();
    this.#changed.dispose();
    // What is under way still writes its last word.
    void Promise.all(this.#written.values()).then(() => this.#channels.dispose());
  }

  #begin(parts: Omit<Followed, 'controller'>): void {
    const { key, channel } = parts;
    channel.show(true);
    if (this.#followed.has(key)) return;
    const own = { ...parts, controller: new AbortController() };
    this.#followed.set(key, own);
    this.#changed.fire();
    const written = this.#write(own, this.#written.get(key)).finally(() => this.#forget(own));
    this.#written.set(key, written);
  }

  #stop(own: Followed): void {
    own.controller.abort();
    this.#forget(own);
  }

  /** Begins when the `former` following into the same channel has written its last word. */
  async #write(own: Followed, former: Promise<void> | undefined): Promise<void> {
    const { clock, report } = this.#world;
    const { group, containers, channel } = own;
    const { signal } = own.controller;
    await former;
    if (!this.#isPresent(own)) return;
    // What the former left would be repeated by the lines to begin with.
    channel.clear();
    const crashLoops = (ref: ContainerRef) => this.#crashes(ref);
    const parts = { channel, source: this.#source(), clock, crashLoops };
    try {
      const { writeLog, writeGroupLog } = await import('./writeLog.ts');
      if (own.isWhole) await writeGroupLog(group, containers, parts, signal);
      else await writeLog({ group, container: own.name }, parts, signal);
    } catch (error) {
      report.show(vscode.l10n.t('Following "{0}" has ended', own.name), error);
    }
    if (signal.aborted) channel.appendLine(vscode.l10n.t('── stopped following ──'));
  }

  /** What is read of a group while it is followed is what the tree shows of it, too. */
  #source(): FollowSource {
    const { aci, store } = this.#world;
    return {
      getGroup: async (...asked) => {
        const group = await aci.getGroup(...asked);
        store.learn(group);
        return group;
      },
      readLogs: (...asked) => aci.readLogs(...asked),
      attach: (...asked) => aci.attach(...asked),
    };
  }

  #forget(own: Followed): void {
    if (!this.#isPresent(own)) return;
    this.#followed.delete(own.key);
    for (const container of own.containers) {
      const ref = { group: own.group, container };
      if (!this.isFollowed(ref)) this.#crashing.delete(containerKey(ref));
    }
    this.#changed.fire();
  }

  /** Says so once, also where the container is followed both alone and with its group. */
  #crashes(ref: ContainerRef): void {
    const key = containerKey(ref);
    if (this.#crashing.has(key)) return;
    this.#crashing.add(key);
    tellOfCrashLoop(ref);
  }

  #isPresent(own: Followed): boolean {
    return this.#followed.get(own.key) === own;
  }
}

function isAbout({ group, containers }: Followed, ref: ContainerRef): boolean {
  return containers.some(container => containerKey({ group, container }) === containerKey(ref));
}

function tellOfCrashLoop({ group, container }: ContainerRef): void {
  const why = vscode.l10n.t('Why did it fail?');
  const text = vscode.l10n.t('The container "{0}" of "{1}" crashes again and again.', container, group.name);
  void window.showWarningMessage(text, why).then(chosen => {
    if (chosen === why) void vscode.commands.executeCommand('aci.diagnose', { kind: 'group', ref: group });
  });
}
