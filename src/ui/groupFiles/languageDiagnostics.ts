/** Everything that is wrong with a group's file, at its place: its syntax, its types, and the rules for groups. */
import { type Problem, problemsOf } from '../../core/groupFile/problems.ts';
import type { Translate } from '../translate.ts';
import { type FoundMismatch, mismatchesOf } from './languageMismatches.ts';
import { fileProblemText, mismatchText } from './languageWords.ts';
import { parseGroupFile } from './groupFile.ts';
import type { ParsedFile, Range } from './parsedFile.ts';

export interface Diagnostic extends Range {
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'hint';
  /** What kind of thing it is, for tests and for quick fixes. */
  readonly code: string;
  /** What it was made from, for quick fixes. */
  readonly cause: Problem | FoundMismatch | undefined;
}

/** In the order of the text. A file with syntax problems is judged as far as it could be read. */
export function diagnostics(text: string, t: Translate): readonly Diagnostic[] {
  const file = parseGroupFile(text);
  const syntax = file.syntaxProblems.map(({ message, start, end }) => ({
    message,
    severity: 'error' as const,
    code: 'syntax',
    cause: undefined,
    start,
    end,
  }));
  const repeated = file.repeatedKeys.map(({ key, start, end }) => ({
    message: t('"{0}" stands twice here. The last one counts; remove the other.', key),
    severity: 'warning' as const,
    code: 'repeatedKey',
    cause: undefined,
    start,
    end,
  }));
  return [...syntax, ...repeated, ...findings(file, t)].toSorted((one, other) => one.start - other.start);
}

function findings(file: ParsedFile, t: Translate): readonly Diagnostic[] {
  const { content } = file;
  // An empty file is about to be written.
  if (content === undefined) return [];
  const problems = problemsOf(content);
  const told = (found: FoundMismatch) =>
    found.mismatch.kind === 'missing' && problems.some(({ kind }) => covers(kind, found));
  return [
    ...problems.map(problem => ({
      message: fileProblemText(problem, t),
      severity: problem.severity,
      code: problem.rule?.code ?? problem.kind,
      cause: problem,
      ...file.rangeOf(problem.path, problem.on),
    })),
    ...mismatchesOf(content)
      .filter(found => !told(found))
      .map(found => ({
        message: mismatchText(found.mismatch, t),
        severity: found.severity,
        code: found.mismatch.kind,
        cause: found,
        ...file.rangeOf(found.path, found.on),
      })),
  ];
}

/** Whether a rule says already, in better words, what the schema says. */
function covers(kind: Problem['kind'], { path, mismatch }: FoundMismatch): boolean {
  if (mismatch.kind !== 'missing') return false;
  const { key } = mismatch;
  const where = path.length === 0 ? key : `${String(path.at(-1))}/${key}`;
  return (
    { name: 'nameMissing', location: 'locationMissing', 'properties/containers': 'containersMissing' }[
      where
    ] === kind ||
    (/^requests\/(cpu|memoryInGB)$/.test(where) && kind === 'requestsMissing')
  );
}
