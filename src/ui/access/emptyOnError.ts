import { isAbort } from '../../core/errors.ts';

/** An extra that can't be had is none. */
export async function emptyOnError<T>(list: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await list;
  } catch (error) {
    if (isAbort(error)) throw error;
    return [];
  }
}
