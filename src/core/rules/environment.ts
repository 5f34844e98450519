/** Environment variables as one types or pastes them. Sources: FACTS §5. */

export type EnvironmentProblem =
  | { readonly code: 'variableEmpty' }
  | { readonly code: 'variableTooLong'; readonly max: number }
  | { readonly code: 'variableCharacters'; readonly name: string; readonly characters: string }
  | { readonly code: 'variableUnderscore'; readonly name: string }
  | { readonly code: 'variableDoubled'; readonly name: string }
  | { readonly code: 'lineWithoutEquals'; readonly text: string };

/** A problem in a text of several lines; `line` counts from 1. */
export interface LineProblem {
  readonly line: number;
  readonly problem: EnvironmentProblem;
}

export interface Assignment {
  readonly name: string;
  readonly value: string;
}

const maxLength = 63;

/** A variable's name: 1–63 letters, digits and inner underscores, not used before (case does not matter). */
export function variableNameProblem(
  name: string,
  taken: readonly string[] = [],
): EnvironmentProblem | undefined {
  if (name === '') return { code: 'variableEmpty' };
  const characters = [...new Set(name)].filter(character => !/[A-Za-z0-9_]/.test(character)).join('');
  if (characters !== '') return { code: 'variableCharacters', name, characters };
  if (name.startsWith('_') || name.endsWith('_')) return { code: 'variableUnderscore', name };
  if (name.length > maxLength) return { code: 'variableTooLong', max: maxLength };
  const isTaken = taken.some(other => other.toLowerCase() === name.toLowerCase());
  return isTaken ? { code: 'variableDoubled', name } : undefined;
}

/** One `KEY=value`; whatever follows the first `=` is the value. */
export function parseAssignment(
  text: string,
  taken: readonly string[] = [],
): Assignment | { readonly problem: EnvironmentProblem } {
  const equals = text.indexOf('=');
  if (text.trim() === '') return { problem: { code: 'variableEmpty' } };
  if (equals < 0) return { problem: { code: 'lineWithoutEquals', text: text.trim() } };
  const name = text.slice(0, equals).trim();
  const problem = variableNameProblem(name, taken);
  return problem ? { problem } : { name, value: text.slice(equals + 1) };
}

/**
 * Many lines, as in a `.env` file: blank lines and `#` comments are passed over, `export ` in front and
 * quotes around a value are dropped. Every bad line is told; the good ones are there all the same.
 */
export function parseLines(text: string): {
  readonly assignments: readonly Assignment[];
  readonly problems: readonly LineProblem[];
} {
  const assignments: Assignment[] = [];
  const problems: LineProblem[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const parsed = parseAssignment(
      line.replace(/^export\s+/, ''),
      assignments.map(({ name }) => name),
    );
    if ('problem' in parsed) problems.push({ line: index + 1, problem: parsed.problem });
    else assignments.push({ name: parsed.name, value: unquote(parsed.value.trim()) });
  }
  return { assignments, problems };
}

function unquote(value: string): string {
  return /^(["'])(.*)\1$/s.exec(value)?.[2] ?? value;
}

/** Whether a variable of this name most likely holds a secret, which a plain value would show to every reader. */
export function looksSecret(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  return /(^|_)(pass|passwd|password|passphrase|pwd|secret|secrets|token|apikey|key|credential|credentials|sas|connection_?string|connectionstring|private_?key)(_|\d|$)|password|secret/.test(
    words,
  );
}
