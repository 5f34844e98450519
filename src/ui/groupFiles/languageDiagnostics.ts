/** Everything that is wrong with a group's file, at its place: its syntax, its types, and the rules for groups. */
import type { Path } from '../../core/groupFile/path.ts';
import { fromAbsence } from '../../core/groupFile/problem.ts';
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

/** Nobody reads more, and each has to be found in the text. */
const most = 500;

function findings(file: ParsedFile, t: Translate): readonly Diagnostic[] {
  const { content } = file;
  // An empty file is about to be written.
  if (content === undefined) return [];
  const isWhole = file.syntaxProblems.length === 0;
  const problems = problemsOf(content).filter(
    ({ kind, path }) =>
      (isWhole || !fromAbsence.includes(kind)) && (kind === 'secretInPlainValue' || !isOpen(file, path)),
  );
  const mismatches = mismatchesOf(content).filter(
    found =>
      (isWhole || !/^(?:missing|wrongType)$/.test(found.mismatch.kind)) &&
      !isOpen(file, found.path) &&
      !problems.some(({ kind }) => covers(kind, found)),
  );
  return [
    ...problems.slice(0, most).map(problem => ({
      message: fileProblemText(problem, t),
      severity: problem.severity,
      code: problem.rule?.code ?? problem.kind,
      cause: problem,
      ...file.rangeOf(problem.path, problem.on),
    })),
    ...mismatches.slice(0, most).map(found => ({
      message: mismatchText(found.mismatch, t),
      severity: found.severity,
      code: found.mismatch.kind,
      cause: found,
      ...file.rangeOf(found.path, found.on),
    })),
  ];
}

/** Whether the value at `path` is filled from the environment before it is sent: nothing can be said of it yet. */
function isOpen({ variables }: ParsedFile, path: Path): boolean {
  return variables.some(
    found => found.path.length === path.length && found.path.every((step, index) => step === path[index]),
  );
}

/** Whether a rule says already, in better words, what the schema says. */
function covers(kind: Problem['kind'], { path, mismatch }: FoundMismatch): boolean {
  if (mismatch.kind !== 'missing') return false;
  const owner = path.at(-1);
  return (
    (kind === 'requestsMissing' && owner === 'requests' && /^(cpu|memoryInGB)$/.test(mismatch.key)) ||
    (kind === 'addressPortsMissing' && owner === 'ipAddress' && mismatch.key === 'ports')
  );
}
