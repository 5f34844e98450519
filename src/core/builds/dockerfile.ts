/**
 * Reads a Dockerfile as far as a build has to know it beforehand: its instructions, and the stages that they make.
 * After "Dockerfile reference" on docs.docker.com; the syntax of one that the builder will refuse is left to the builder.
 */
import { instructionLines } from './dockerfileLines.ts';

export interface Instruction {
  /** In capitals: `FROM`, `RUN`. */
  readonly keyword: string;
  /** `--platform=linux/amd64`, `--mount=type=cache`. */
  readonly flags: readonly string[];
  /** What follows keyword and flags, in one line and without its here-documents. */
  readonly text: string;
  /** Of its keyword, from 0. */
  readonly line: number;
  readonly hasHereDocument: boolean;
}

/** `ARG NAME=default`. */
export interface DeclaredArgument {
  readonly name: string;
  readonly defaultValue?: string;
}

export interface Stage {
  /** As `AS` names it. */
  readonly name?: string;
  /** What it begins from: an image or another stage, with its variables as written. */
  readonly from: string;
  readonly instructions: readonly Instruction[];
}

export interface Dockerfile {
  /** All of them, in their order. */
  readonly instructions: readonly Instruction[];
  /** Declared before the first stage: what `FROM` may use. */
  readonly globalArguments: readonly DeclaredArgument[];
  readonly stages: readonly Stage[];
}

/** Throws nothing: what is no instruction is read as one that nobody knows. */
export function parseDockerfile(text: string): Dockerfile {
  const instructions = instructionLines(text).map(({ content, line, hasHereDocument }) =>
    parseInstruction(content, line, hasHereDocument),
  );
  const firstStage = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const before = firstStage < 0 ? instructions : instructions.slice(0, firstStage);
  return {
    instructions,
    globalArguments: before.flatMap(argumentsOf),
    stages: stagesOf(firstStage < 0 ? [] : instructions.slice(firstStage)),
  };
}

function parseInstruction(content: string, line: number, hasHereDocument: boolean): Instruction {
  const [, keyword = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(content) ?? [];
  const flags: string[] = [];
  let text = rest;
  for (
    let flag = /^--[\w-]+(?:=\S+)?(?:\s+|$)/.exec(text);
    flag;
    flag = /^--[\w-]+(?:=\S+)?(?:\s+|$)/.exec(text)
  ) {
    flags.push(flag[0].trim());
    text = text.slice(flag[0].length);
  }
  return { keyword: keyword.toUpperCase(), flags, text: text.trim(), line, hasHereDocument };
}

function stagesOf(instructions: readonly Instruction[]): readonly Stage[] {
  const stages: (Stage & { readonly instructions: Instruction[] })[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM') {
      const [, from = '', name] = /^(\S+)(?:\s+AS\s+(\S+))?/i.exec(instruction.text) ?? [];
      stages.push({ from, instructions: [instruction], ...(name !== undefined && { name }) });
    } else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}

/** What an `ARG` declares: one argument, or several. */
export function argumentsOf({ keyword, text }: Instruction): readonly DeclaredArgument[] {
  if (keyword !== 'ARG') return [];
  return wordsOf(text).flatMap(word => {
    const equals = word.indexOf('=');
    if (equals < 0) return [{ name: word }];
    return [{ name: word.slice(0, equals), defaultValue: word.slice(equals + 1) }];
  });
}

/** The words of a line, without their quotes. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\' && quote !== "'" && at + 1 < text.length) {
      at++;
      word = (word ?? '') + (text[at] ?? '');
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
      word ??= '';
    } else if (character === quote && quote !== '') quote = '';
    else if (quote === '' && /\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + character;
  }
  return word === undefined ? words : [...words, word];
}
