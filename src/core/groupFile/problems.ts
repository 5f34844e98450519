/** What is wrong with a group's file, before anything is sent. */
import type { Json } from '../model.ts';
import type { Path } from './path.ts';

export type ProblemKind = 'notAGroup';

/** `args` fill the sentence that the editor has for `kind`. */
export interface Problem {
  readonly path: Path;
  /** What to underline: the key at `path`, or its value. */
  readonly on: 'key' | 'value';
  readonly severity: 'error' | 'warning';
  readonly kind: ProblemKind;
  readonly args: readonly string[];
}

/** Every problem of `content` (az's shape), in the order of the file. */
export function problemsOf(content: Json): readonly Problem[] {
  if (typeof content !== 'object')
    return [{ path: [], on: 'value', severity: 'error', kind: 'notAGroup', args: [] }];
  return [];
}
