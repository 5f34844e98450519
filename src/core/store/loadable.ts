import type { AciError } from '../errors.ts';

/** Something that is being read, was read, or could not be. Failure is a value: it stays where it happened. */
export type Loadable<T> =
  | { readonly kind: 'loading' }
  /** `error`: reading it again failed, so the value is what was known before. */
  | { readonly kind: 'ready'; readonly value: T; readonly error?: AciError }
  | { readonly kind: 'failed'; readonly error: AciError };

export const loading = { kind: 'loading' } as const;

/** What is known of a list: nothing while it is loading or failed. */
export function loadedItems<T>(list: Loadable<readonly T[]> | undefined): readonly T[] {
  return list?.kind === 'ready' ? list.value : [];
}

/** A failure loses nothing: what was known stays, with the error beside it. */
export function withFailure<T>(known: Loadable<T> | undefined, error: AciError): Loadable<T> {
  return known?.kind === 'ready' ? { ...known, error } : { kind: 'failed', error };
}
