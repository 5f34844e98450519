import type { AciError } from '../errors.ts';

/** A value that is being read, was read, or could not be. A failure is kept as a value, where it happened. */
export type Loadable<T> =
  | { readonly kind: 'loading' }
  /** `error`: reading it again failed; the value is from before. */
  | { readonly kind: 'ready'; readonly value: T; readonly error?: AciError }
  | { readonly kind: 'failed'; readonly error: AciError };

export const loading = { kind: 'loading' } as const;

/** The items of a list; none while it is loading or failed. */
export function loadedItems<T>(list: Loadable<readonly T[]> | undefined): readonly T[] {
  return list?.kind === 'ready' ? list.value : [];
}

/** A failed read: a known value stays, with the error beside it. */
export function withFailure<T>(known: Loadable<T> | undefined, error: AciError): Loadable<T> {
  return known?.kind === 'ready' ? { ...known, error } : { kind: 'failed', error };
}
