import { FatalError, type Step } from '../processes/program.ts';
import { calculate } from './arithmetic.ts';
import { checkMemory } from './memoryLimit.ts';
import type { Shell } from './shell.ts';
import type { Node, Part, Word } from './syntax.ts';

type Expansion<T> = Generator<Step, T, void>;
/** Runs a command and answers what it writes. */
export type Capture = (shell: Shell, body: Node) => Expansion<string>;

/** A word's text, not split. */
export function* expand(shell: Shell, word: Word, capture: Capture): Expansion<string> {
  let text = '';
  for (const part of word) {
    text += yield* expandPart(shell, part, capture);
    checkMemory(text.length);
  }
  return text;
}

/** Words as a command gets them: what was not quoted is split at blanks, and vanishes when empty. */
export function* expandAll(shell: Shell, words: readonly Word[], capture: Capture): Expansion<string[]> {
  const fields: string[] = [];
  for (const word of words) {
    let field: string | undefined;
    for (const part of word) {
      const text = yield* expandPart(shell, part, capture);
      checkMemory((field?.length ?? 0) + text.length);
      if (part.quoted || part.kind === 'text') {
        field = (field ?? '') + text;
        continue;
      }
      const [first = '', ...more] = text.split(/[ \t\n]+/);
      if (first !== '') field = (field ?? '') + first;
      for (const piece of more) {
        if (field !== undefined) fields.push(field);
        field = piece === '' ? undefined : piece;
      }
    }
    if (field !== undefined) fields.push(field);
  }
  return fields;
}

function* expandPart(shell: Shell, part: Part, capture: Capture): Expansion<string> {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'variable': {
      const value = variable(shell, part.name);
      return value === '' && part.fallback ? yield* expand(shell, part.fallback, capture) : value;
    }
    case 'command':
      return yield* capture(shell, part.body);
    case 'arithmetic': {
      const expression = part.expression.replace(
        /\$\{?(\w+)\}?/g,
        (_, name: string) => variable(shell, name) || '0',
      );
      return String(result(expression, name => variable(shell, name)));
    }
  }
}

function result(expression: string, valueOf: (name: string) => string): number {
  try {
    return calculate(expression, valueOf);
  } catch (error) {
    if (error instanceof RangeError) throw new FatalError(`sh: ${error.message}`, 2);
    throw error;
  }
}

function variable(shell: Shell, name: string): string {
  if (name === '?') return String(shell.lastCode);
  if (name === '$') return '1';
  if (name === '#') return String(Math.max(0, shell.positional.length - 1));
  if (name === '@' || name === '*') return shell.positional.slice(1).join(' ');
  if (/^\d$/.test(name)) return shell.positional[Number(name)] ?? '';
  return shell.variables.get(name) ?? '';
}
