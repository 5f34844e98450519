export interface Disposable {
  dispose(): void;
}

/** Subscribes a listener; disposing the result ends it. Has the shape of `vscode.Event`, without needing the editor. */
export type Event<T> = (listener: (value: T) => unknown) => Disposable;

/** The sending half of an `Event`. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => unknown>();

  readonly event: Event<T> = listener => {
    const own = (value: T) => listener(value);
    this.#listeners.add(own);
    return { dispose: () => void this.#listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
