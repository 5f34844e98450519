import * as vscode from 'vscode';
import { containerKey, type ContainerRef } from '../../core/model.ts';

/** One output channel per container, kept for the life of the window and used again. */
export class LogChannels implements vscode.Disposable {
  readonly #channels = new Map<string, vscode.OutputChannel>();
  readonly #names = new Set<string>();
  readonly #subscriptionName: (subscriptionId: string) => string;

  constructor(subscriptionName: (subscriptionId: string) => string) {
    this.#subscriptionName = subscriptionName;
  }

  of(ref: ContainerRef): vscode.OutputChannel {
    const key = containerKey(ref);
    const known = this.#channels.get(key);
    if (known) return known;
    const name = this.#freeName(ref);
    this.#names.add(name);
    const channel = vscode.window.createOutputChannel(name, 'aci-log');
    this.#channels.set(key, channel);
    return channel;
  }

  /** As short as it can be without meaning two containers. */
  #freeName({ group, container }: ContainerRef): string {
    const short = `${group.name}/${container} (${group.resourceGroup})`;
    if (!this.#names.has(short)) return short;
    const long = `${group.name}/${container} (${group.resourceGroup}, ${this.#subscriptionName(group.subscriptionId)})`;
    return this.#names.has(long)
      ? `${group.name}/${container} (${group.resourceGroup}, ${group.subscriptionId}, ${group.cloud})`
      : long;
  }

  dispose(): void {
    for (const channel of this.#channels.values()) channel.dispose();
    this.#channels.clear();
  }
}
