/** Everything that is wrong with a group's file, at its place: its syntax, its types, and the rules for groups. */
import * as l10n from '@vscode/l10n';
import type { JsonPath } from '../../core/document/jsonPath.ts';
import { absenceProblems } from '../../core/document/problems/problem.ts';
import { type Problem, findProblems } from '../../core/document/problems/findProblems.ts';
import { type SchemaMismatch, findSchemaMismatches } from './schemaMismatches.ts';
import { fileProblemText, mismatchText } from './messages.ts';
import { parseGroupFile } from '../fileFormats/parseGroupFile.ts';
import type { ParsedFile, Range } from '../fileFormats/parsedFile.ts';

export interface Diagnostic extends Range {
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'hint';
  /** What kind of thing it is, for tests and for quick fixes. */
  readonly code: string;
  /** What it was made from, for quick fixes. */
  readonly cause: Problem | SchemaMismatch | undefined;
}

/** In the order of the text. A file with syntax problems is judged as far as it could be read. */
export function diagnostics(text: string): readonly Diagnostic[] {
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
    message: l10n.t('"{0}" stands twice here. The last one counts; remove the other.', key),
    severity: 'warning' as const,
    code: 'repeatedKey',
    cause: undefined,
    start,
    end,
  }));
  return [...syntax, ...repeated, ...findings(file)].toSorted((one, other) => one.start - other.start);
}

/** Nobody reads more, and each has to be found in the text. */
const maxProblems = 500;

function findings(file: ParsedFile): readonly Diagnostic[] {
  const { content } = file;
  // An empty file is about to be written.
  if (content === undefined) return [];
  const isWhole = file.syntaxProblems.length === 0;
  const problems = findProblems(content).filter(
    ({ kind, path }) =>
      (isWhole || !absenceProblems.includes(kind)) &&
      (kind === 'secretInPlainValue' || !isFilledFromEnvironment(file, path)),
  );
  const mismatches = findSchemaMismatches(content).filter(
    found =>
      (isWhole || !/^(?:missing|wrongType)$/.test(found.mismatch.kind)) &&
      !isFilledFromEnvironment(file, found.path) &&
      !problems.some(({ kind }) => isCoveredByRule(kind, found)),
  );
  return [
    ...problems.slice(0, maxProblems).map(problem => ({
      message: fileProblemText(problem),
      severity: problem.severity,
      code: problem.rule?.code ?? problem.kind,
      cause: problem,
      ...file.rangeOf(problem.path, problem.on),
    })),
    ...mismatches.slice(0, maxProblems).map(found => ({
      message: mismatchText(found.mismatch),
      severity: found.severity,
      code: found.mismatch.kind,
      cause: found,
      ...file.rangeOf(found.path, found.on),
    })),
  ];
}

/** Whether the value at `path` is filled from the environment before it is sent: nothing can be said of it yet. */
function isFilledFromEnvironment({ variables }: ParsedFile, path: JsonPath): boolean {
  return variables.some(
    found => found.path.length === path.length && found.path.every((step, index) => step === path[index]),
  );
}

/** Whether a rule says already, in better words, what the schema says. */
function isCoveredByRule(kind: Problem['kind'], { path, mismatch }: SchemaMismatch): boolean {
  if (mismatch.kind !== 'missing') return false;
  const owner = path.at(-1);
  return (
    (kind === 'requestsMissing' && owner === 'requests' && /^(cpu|memoryInGB)$/.test(mismatch.key)) ||
    (kind === 'addressPortsMissing' && owner === 'ipAddress' && mismatch.key === 'ports')
  );
}
