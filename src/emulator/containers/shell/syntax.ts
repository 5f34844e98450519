/** The part of the POSIX shell's language that simulated containers speak. */

export type Part =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean }
  /** `$X`, `${X}`, `${X:-word}`, `$?`. */
  | { readonly kind: 'variable'; readonly name: string; readonly fallback?: Word; readonly quoted: boolean }
  /** `$(list)` or backticks. */
  | { readonly kind: 'command'; readonly body: Node; readonly quoted: boolean }
  /** `$((expression))`. */
  | { readonly kind: 'arithmetic'; readonly expression: string; readonly quoted: boolean };

export type Word = readonly Part[];

export interface Assignment {
  readonly name: string;
  readonly value: Word;
}

export type Node =
  | { readonly kind: 'simple'; readonly assignments: readonly Assignment[]; readonly words: readonly Word[] }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'not' | 'subshell' | 'silent' | 'unread'; readonly body: Node }
  | { readonly kind: 'loop'; readonly until: boolean; readonly condition: Node; readonly body: Node }
  | { readonly kind: 'for'; readonly name: string; readonly words: readonly Word[]; readonly body: Node }
  | {
      readonly kind: 'if';
      readonly condition: Node;
      readonly then: Node;
      readonly otherwise: Node | undefined;
    };

export type Token =
  | { readonly kind: 'word'; readonly word: Word }
  /** `;`, newline (as `\n`), `&&`, `||`, `&`, `(`, `)`, `|`. */
  | { readonly kind: 'operator'; readonly text: string }
  /** What a redirection turns away: the standard output (to a file), the input, or neither (`>&2`, `2>…`). */
  | { readonly kind: 'redirection'; readonly turns: 'output' | 'input' | 'neither' };

/** A script that does not parse; the message is what `sh` says of it. */
export class ShellSyntaxError extends Error {}
