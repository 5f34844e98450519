/**
 * For what is wanted to its end, or can't be called back. A new signal each time: one for all would keep the listeners
 * of everybody.
 */
export function neverAborts(): AbortSignal {
  return new AbortController().signal;
}
