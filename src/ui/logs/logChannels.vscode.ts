import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { containerKey, type ContainerRef, groupKey, type GroupRef } from '../../core/model/containerGroup.ts';

/** One output channel per container, and one per group, kept for the life of the window and used again. */
export class LogChannels implements vscode.Disposable {
  readonly #channels = new Map<string, vscode.OutputChannel>();
  readonly #names = new Set<string>();
  readonly #subscriptionName: (subscriptionId: string) => string;

  constructor(subscriptionName: (subscriptionId: string) => string) {
    this.#subscriptionName = subscriptionName;
  }

  forContainer(ref: ContainerRef): vscode.OutputChannel {
    const { group, container } = ref;
    return this.#channel(containerKey(ref), group, where => `${group.name}/${container} (${where})`);
  }

  /** For all containers of the group together. */
  forGroup(ref: GroupRef): vscode.OutputChannel {
    return this.#channel(groupKey(ref), ref, where => l10n.t('{0} ({1}) — all containers', ref.name, where));
  }

  /** `name` is told where the group is: as shortly as it can be without meaning two things. */
  #channel(key: string, group: GroupRef, name: (where: string) => string): vscode.OutputChannel {
    const known = this.#channels.get(key);
    if (known) return known;
    const { resourceGroup, subscriptionId, cloud } = group;
    const places = [resourceGroup, `${resourceGroup}, ${this.#subscriptionName(subscriptionId)}`];
    const exact = `${resourceGroup}, ${subscriptionId}, ${cloud}`;
    const free = places.map(name).find(text => !this.#names.has(text)) ?? name(exact);
    this.#names.add(free);
    const channel = vscode.window.createOutputChannel(free, 'aci-log');
    this.#channels.set(key, channel);
    return channel;
  }

  dispose(): void {
    for (const channel of this.#channels.values()) channel.dispose();
    this.#channels.clear();
  }
}
