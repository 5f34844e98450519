/** The names that mean something only within a copy loop, a lambda or a function of the template's own. */
import type { Json } from '../json.ts';

/** All names in lower case: they compare so. */
export interface Bindings {
  /** The index by the loop's name; by '' what `copyIndex()` gives, the resource's own loop before any other. */
  readonly loops: ReadonlyMap<string, number>;
  /** What `lambdaVariables` gives. */
  readonly lambdas: ReadonlyMap<string, Json>;
  /** What `parameters` gives within a function of the template's own. */
  readonly parameters: ReadonlyMap<string, Json> | undefined;
}

export const noBindings: Bindings = { loops: new Map(), lambdas: new Map(), parameters: undefined };

export function withLoop(bindings: Bindings, name: string, index: number, isResource: boolean): Bindings {
  const loops = new Map(bindings.loops);
  if (isResource || !loops.has('')) loops.set('', index);
  return { ...bindings, loops: loops.set(name.toLowerCase(), index) };
}

export function withLambda(bindings: Bindings, names: readonly string[], values: readonly Json[]): Bindings {
  const lambdas = new Map(bindings.lambdas);
  for (const [at, name] of names.entries()) lambdas.set(name.toLowerCase(), values[at] ?? null);
  return { ...bindings, lambdas };
}
