/** For what is wanted to its end, or can't be called back: the one signal that never aborts. */
export const neverAborts: AbortSignal = new AbortController().signal;
