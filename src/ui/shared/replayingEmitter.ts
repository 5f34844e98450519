import { type Disposable, Emitter, type Event } from '../../core/event.ts';

/** What there is to say, and to whoever begins to listen later, what was said last. */
export class ReplayingEmitter implements Disposable {
  readonly #emitter = new Emitter<string>();
  #last: string | undefined;

  readonly event: Event<string> = listener => {
    if (this.#last !== undefined) listener(this.#last);
    return this.#emitter.event(listener);
  };

  fire(message: string): void {
    if (message === this.#last) return;
    this.#last = message;
    this.#emitter.fire(message);
  }

  dispose(): void {
    this.#emitter.dispose();
  }
}
