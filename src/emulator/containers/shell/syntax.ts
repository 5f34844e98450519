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

/** `< file`, `> file`, `2>> file`, `2>&1`; `&> file` turns both outputs. */
export type Redirection =
  | { readonly kind: 'input'; readonly file: Word }
  | {
      readonly kind: 'output';
      readonly turns: Output | 'both';
      readonly file: Word;
      readonly appends: boolean;
    }
  | { readonly kind: 'copy'; readonly turns: Output; readonly to: Output }
  /** `2>&-`, and descriptors that nobody has. */
  | { readonly kind: 'nothing' };

export type Output = 'out' | 'error';

export type Node =
  | { readonly kind: 'simple'; readonly assignments: readonly Assignment[]; readonly words: readonly Word[] }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'and' | 'or' | 'pipe'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'not' | 'subshell'; readonly body: Node }
  | { readonly kind: 'redirected'; readonly body: Node; readonly redirections: readonly Redirection[] }
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
  | { readonly kind: 'redirection'; readonly redirection: Redirection };

/** A script that does not parse; the message is what `sh` says of it. */
export class ShellSyntaxError extends Error {}
