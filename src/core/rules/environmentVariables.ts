/** Environment variables as a person types or pastes them. */
import { readEnvFile } from '../compose/envFile.ts';

export type EnvironmentProblem =
  | { readonly code: 'variableEmpty' }
  | { readonly code: 'variableTooLong'; readonly max: number }
  | { readonly code: 'variableCharacters'; readonly name: string; readonly characters: string }
  | { readonly code: 'variableFirst'; readonly name: string }
  | { readonly code: 'variableDoubled'; readonly name: string }
  | { readonly code: 'lineWithoutEquals'; readonly text: string }
  | { readonly code: 'quoteOpenInFile' };

/** A problem in a text of several lines; `line` counts from 1. */
export interface LineProblem {
  readonly line: number;
  readonly problem: EnvironmentProblem;
}

export interface Assignment {
  readonly name: string;
  readonly value: string;
}

/**
 * A variable's name, in the service's words: "must start with alphabetic character or '_', followed by a string of
 * alphanumeric characters or '_'" (InvalidContainerEnvironmentVariable, Azure/azure-rest-api-specs#19173). `used` are
 * the names that it must not repeat; `http_proxy` and `HTTP_PROXY` are two variables.
 */
export function variableNameProblem(
  name: string,
  used: readonly string[] = [],
): EnvironmentProblem | undefined {
  if (name === '') return { code: 'variableEmpty' };
  const characters = [...new Set(name)].filter(character => !/[A-Za-z0-9_]/.test(character)).join('');
  if (characters !== '') return { code: 'variableCharacters', name, characters };
  if (/^\d/.test(name)) return { code: 'variableFirst', name };
  return used.includes(name) ? { code: 'variableDoubled', name } : undefined;
}

const documentedLength = 63;

/** A table of the documentation says 1–63 characters; no refusal of a longer name was found. */
export function variableLengthProblem(name: string): EnvironmentProblem | undefined {
  return name.length > documentedLength ? { code: 'variableTooLong', max: documentedLength } : undefined;
}

/** One `KEY=value`; whatever follows the first `=` is the value. */
export function parseAssignment(
  text: string,
  used: readonly string[] = [],
): Assignment | { readonly problem: EnvironmentProblem } {
  const equals = text.indexOf('=');
  if (text.trim() === '') return { problem: { code: 'variableEmpty' } };
  if (equals < 0) return { problem: { code: 'lineWithoutEquals', text: text.trim() } };
  const name = text.slice(0, equals).trim();
  const problem = variableNameProblem(name, used);
  return problem ? { problem } : { name, value: text.slice(equals + 1) };
}

/**
 * The variables of a `.env` file, read as Docker Compose reads one; a value with `$NAME` of none that the text has
 * before it stays as it is. Every bad line is a problem; the good ones are assignments all the same.
 */
export function parseAssignments(text: string): {
  readonly assignments: readonly Assignment[];
  readonly problems: readonly LineProblem[];
} {
  const { variables, problems } = readEnvFile(text, () => undefined, { keepsUnset: true });
  const assignments: Assignment[] = [];
  const bad = problems.map(({ line, code, text: written }): LineProblem => ({
    line,
    problem:
      code === 'quoteOpen' ? { code: 'quoteOpenInFile' } : { code: 'lineWithoutEquals', text: written },
  }));
  for (const { line, name, value } of variables) {
    const used = assignments.map(assignment => assignment.name);
    const problem: EnvironmentProblem | undefined =
      value === undefined ? { code: 'lineWithoutEquals', text: name } : variableNameProblem(name, used);
    if (problem) bad.push({ line, problem });
    else assignments.push({ name, value: value ?? '' });
  }
  return { assignments, problems: bad.toSorted((one, other) => one.line - other.line) };
}
