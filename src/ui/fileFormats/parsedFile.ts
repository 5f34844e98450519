import type { JsonPath } from '../../core/document/jsonPath.ts';
import type { Json } from '../../core/json.ts';

/** Offsets count UTF-16 units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface SyntaxProblem extends Range {
  readonly message: string;
}

/** A text that names environment variables as `${NAME}`, not in quotes. */
export interface NamedVariables {
  readonly path: JsonPath;
  readonly names: readonly string[];
}

/** A file that was read as far as that was possible. */
export interface ParsedFile {
  /** Undefined for an empty text and for one that makes no sense; what could be read of any other. */
  readonly content: Json | undefined;
  readonly syntaxProblems: readonly SyntaxProblem[];
  /** Keys that stand twice where the file's own tool takes the later one without a word. */
  readonly repeatedKeys: readonly (Range & { readonly key: string })[];
  /** Where `az container create --file` would fill in variables of the environment. */
  readonly variables: readonly NamedVariables[];
  /** Values with a tag of their file's own tool: `!reset` and `!override` of Compose. */
  readonly tags: readonly { readonly path: JsonPath; readonly tag: string }[];
  /** Where the key or the value at `path` is; its nearest existing parent's value where it is absent. */
  rangeOf(path: JsonPath, on: 'key' | 'value'): Range;
  /** The path of the innermost key or value at `offset`. */
  pathAt(offset: number): JsonPath;
}
