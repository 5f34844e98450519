/** A thing that is made when it is first asked for, and again where that failed. */
export function lazyAsync<T>(make: () => Promise<T>): {
  get(): Promise<T>;
  /** `undefined` before the first asking and after a failure. */
  readonly present: Promise<T> | undefined;
} {
  let made: Promise<T> | undefined;
  return {
    get() {
      if (made) return made;
      const making = make();
      made = making;
      making.catch(() => (made = undefined));
      return making;
    },
    get present() {
      return made;
    },
  };
}
