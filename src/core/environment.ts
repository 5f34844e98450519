/** Looks up an environment variable; undefined where it is not set. */
export type GetVariable = (name: string) => string | undefined;
