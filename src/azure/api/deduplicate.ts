/** Returns `value`, or the equal one that came before: plain data that nobody changes. */
export type Deduplicate = <T>(value: T) => T;

/**
 * Keeps one copy of equal values. The groups of a subscription have the same images, commands, ports and tags by the
 * hundred, and JSON brings each of them anew.
 */
export function createDeduplicate(): Deduplicate {
  const texts = new Map<unknown, unknown>();
  const others = new Map<unknown, unknown>();
  return <T>(value: T): T => {
    const isText = typeof value === 'string';
    const [known, key] = isText ? [texts, value] : [others, JSON.stringify(value)];
    if (!known.has(key)) known.set(key, value);
    return known.get(key) as T;
  };
}

/** Keeps every value as it is. */
export const keepDuplicates: Deduplicate = value => value;
