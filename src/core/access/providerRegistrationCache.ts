import { isAbort, toAciError } from '../errors.ts';
import { Emitter, type Event } from '../event.ts';
import { type Loadable, loading } from '../store/loadable.ts';
import type { AccessApi } from '../azureApi.ts';

/**
 * Whether Microsoft.ContainerInstance is registered in subscriptions: read once for each and kept until `clear`.
 * Without it nothing can be created there.
 */
export class ProviderRegistrationCache {
  readonly #access: Pick<AccessApi, 'providerState'>;
  readonly #changed = new Emitter<string>();
  /** By subscription id, lower-cased. */
  readonly #states = new Map<string, Loadable<string>>();
  #abortController = new AbortController();

  /** With the subscription's id, as it was passed in. */
  readonly onDidChange: Event<string> = this.#changed.event;

  constructor(access: Pick<AccessApi, 'providerState'>) {
    this.#access = access;
  }

  /** As ARM says it: `Registered`, `NotRegistered`, `Registering`, …; undefined if it was not read. */
  state(subscriptionId: string): Loadable<string> | undefined {
    return this.#states.get(subscriptionId.toLowerCase());
  }

  /** Whether it is known that the subscription can't be used (yet). */
  isUnregistered(subscriptionId: string): boolean {
    const state = this.state(subscriptionId);
    return state?.kind === 'ready' && state.value.toLowerCase() !== 'registered';
  }

  /** Reads the state of these subscriptions where it isn't known. */
  prefetch(subscriptionIds: readonly string[]): void {
    for (const id of subscriptionIds) if (!this.state(id)) void this.#read(id);
  }

  clear(): void {
    this.#abortController.abort();
    this.#abortController = new AbortController();
    this.#states.clear();
  }

  dispose(): void {
    this.clear();
    this.#changed.dispose();
  }

  async #read(id: string): Promise<void> {
    const signal = AbortSignal.any([this.#abortController.signal]);
    const key = id.toLowerCase();
    this.#states.set(key, loading);
    try {
      const value = await this.#access.providerState(id, signal);
      if (signal.aborted) return;
      this.#states.set(key, { kind: 'ready', value });
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.#states.set(key, { kind: 'failed', error: toAciError(error) });
    }
    this.#changed.fire(id);
  }
}
