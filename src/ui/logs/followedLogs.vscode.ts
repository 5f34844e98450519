import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Clock } from '../../core/clock.ts';
import type { FollowSource } from '../../core/logs/followSource.ts';
import type { GroupStore } from '../../core/store/groupStore.ts';
import {
  type ContainerGroup,
  containerKey,
  type ContainerRef,
  groupKey,
  type GroupRef,
} from '../../core/model/containerGroup.ts';
import type { LogFollowing } from '../app.ts';
import type { ErrorReporter } from '../shared/errorReporter.vscode.ts';
import { LogChannels } from './logChannels.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

interface FollowedLogsDeps {
  readonly aci: FollowSource;
  readonly store: Pick<GroupStore, 'updateGroup' | 'subscriptions'>;
  readonly clock: Clock;
  readonly report: Pick<ErrorReporter, 'show'>;
}

/** One container's following, or that of all containers of a group. */
interface FollowedLog {
  readonly key: string;
  readonly name: string;
  readonly group: GroupRef;
  readonly containers: readonly string[];
  readonly isWhole: boolean;
  readonly channel: vscode.OutputChannel;
  readonly controller: AbortController;
}

/**
 * The logs that are being followed, each into its container's or its group's channel. All of them end with the window.
 */
export class FollowedLogs implements LogFollowing, vscode.Disposable {
  readonly #deps: FollowedLogsDeps;
  readonly #followed = new Map<string, FollowedLog>();
  /** Until the last word is written into a channel. */
  readonly #written = new Map<string, Promise<void>>();
  /** Containers that are known to crash again and again, for as long as anybody follows them. */
  readonly #crashing = new Set<string>();
  /** When containers that are followed have written their last line (ms since the epoch). */
  readonly #lastLines = new Map<string, number>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #channels: LogChannels;

  readonly onDidChange = this.#changed.event;

  constructor(deps: FollowedLogsDeps) {
    this.#deps = deps;
    this.#channels = new LogChannels(
      id => deps.store.subscriptions.find(subscription => subscription.id === id)?.displayName ?? id,
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
    return [...this.#followed.values()].some(own => includesContainer(own, ref));
  }

  lastLineAt({ ref, containers }: ContainerGroup): number | undefined {
    const times: number[] = [];
    for (const { name } of containers) {
      const own = { group: ref, container: name };
      const time = this.isFollowed(own) ? this.#lastLines.get(containerKey(own)) : undefined;
      if (time === undefined) return undefined;
      times.push(time);
    }
    return times.length === 0 ? undefined : Math.max(...times);
  }

  follow(ref: ContainerRef): void {
    const { group, container } = ref;
    this.#begin({
      ...{ key: containerKey(ref), name: container, group, containers: [container], isWhole: false },
      channel: this.#channels.forContainer(ref),
    });
  }

  followGroup({ ref, initContainers, containers }: ContainerGroup): void {
    const names = [...initContainers, ...containers].map(({ name }) => name);
    this.#begin({
      ...{ key: groupKey(ref), name: ref.name, group: ref, containers: names, isWhole: true },
      channel: this.#channels.forGroup(ref),
    });
  }

  stop(ref: ContainerRef): void {
    for (const own of [...this.#followed.values()]) if (includesContainer(own, ref)) this.#stop(own);
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

  #begin(parts: Omit<FollowedLog, 'controller'>): void {
    const { key, channel } = parts;
    channel.show(true);
    if (this.#followed.has(key)) return;
    const own = { ...parts, controller: new AbortController() };
    this.#followed.set(key, own);
    this.#changed.fire();
    const written = this.#write(own, this.#written.get(key)).finally(() => this.#forget(own));
    this.#written.set(key, written);
  }

  #stop(own: FollowedLog): void {
    own.controller.abort();
    this.#forget(own);
  }

  /** Begins when the `former` following into the same channel has written its last word. */
  async #write(own: FollowedLog, former: Promise<void> | undefined): Promise<void> {
    const { clock, report } = this.#deps;
    const { group, containers, channel } = own;
    const { signal } = own.controller;
    await former;
    if (!this.#isPresent(own)) return;
    // What the former left would be repeated by the lines to begin with.
    channel.clear();
    const onCrashLoop = (ref: ContainerRef) => this.#crashes(ref);
    const onLine = (ref: ContainerRef, time: number) => void this.#lastLines.set(containerKey(ref), time);
    const deps = { channel, source: this.#source(), clock, onCrashLoop, onLine };
    try {
      const { writeLog, writeGroupLog } = await import('./writeLog.vscode.ts');
      if (own.isWhole) await writeGroupLog(group, containers, deps, signal);
      else await writeLog({ group, container: own.name }, deps, signal);
    } catch (error) {
      report.show(l10n.t('Following "{0}" has ended', own.name), error);
    }
    if (signal.aborted) channel.appendLine(l10n.t('── stopped following ──'));
  }

  /** What is read of a group while it is followed is what the tree shows of it, too. */
  #source(): FollowSource {
    const { aci, store } = this.#deps;
    return {
      getGroup: async (...asked) => {
        const group = await aci.getGroup(...asked);
        store.updateGroup(group);
        return group;
      },
      readLogs: (...asked) => aci.readLogs(...asked),
      attach: (...asked) => aci.attach(...asked),
      ...(aci.activity && { activity: aci.activity }),
    };
  }

  #forget(own: FollowedLog): void {
    if (!this.#isPresent(own)) return;
    this.#followed.delete(own.key);
    for (const container of own.containers) {
      const ref = { group: own.group, container };
      if (this.isFollowed(ref)) continue;
      this.#crashing.delete(containerKey(ref));
      this.#lastLines.delete(containerKey(ref));
    }
    this.#changed.fire();
  }

  /** Says so once, also where the container is followed both alone and with its group. */
  #crashes(ref: ContainerRef): void {
    const key = containerKey(ref);
    if (this.#crashing.has(key)) return;
    this.#crashing.add(key);
    showCrashLoop(ref);
  }

  #isPresent(own: FollowedLog): boolean {
    return this.#followed.get(own.key) === own;
  }
}

function includesContainer({ group, containers }: FollowedLog, ref: ContainerRef): boolean {
  return containers.some(container => containerKey({ group, container }) === containerKey(ref));
}

function showCrashLoop({ group, container }: ContainerRef): void {
  const why = l10n.t('Why did it fail?');
  const text = l10n.t('The container "{0}" of "{1}" crashes again and again.', container, group.name);
  void window.showWarningMessage(text, why).then(chosen => {
    if (chosen === why) void vscode.commands.executeCommand('aci.diagnose', { kind: 'group', ref: group });
  });
}
