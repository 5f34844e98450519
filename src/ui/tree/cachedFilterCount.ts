import { filterCount } from './folders.ts';
import type { TreeSource } from './treeSource.ts';

type Count = ReturnType<typeof filterCount>;

/**
 * How many groups the filter leaves, of how many. Every folder row asks, and counting reads all groups: it is
 * done once between two changes.
 */
export class CachedFilterCount {
  readonly #source: () => TreeSource;
  #count: Count | undefined;

  constructor(source: () => TreeSource) {
    this.#source = source;
  }

  get value(): Count {
    this.#count ??= filterCount(this.#source());
    return this.#count;
  }

  /** What the source says may be something else now. */
  invalidate(): void {
    this.#count = undefined;
  }
}
