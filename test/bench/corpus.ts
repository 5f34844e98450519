/** What the product makes of the project's own files: a change that makes one wrong is seen here. */
import { checkCorpusFile } from '../corpus/check.ts';
import { corpus } from '../corpus/corpus.ts';
import type { Figure } from './figure.ts';

export async function corpusFigures(): Promise<readonly Figure[]> {
  const files = Object.entries(corpus);
  const found = await Promise.all(
    files.map(async ([file, expected]) => ({ expected, report: (await checkCorpusFile(file)).report })),
  );
  const codes = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code).join();
  const share = (count: number) => Math.round((count / found.length) * 1000) / 10;
  const parsed = found.filter(({ report }) => report.problems.every(({ code }) => code !== 'syntax'));
  const right = found.filter(
    ({ expected, report }) =>
      expected.deployable === report.deployable && expected.codes.join() === codes(report.problems),
  );
  const problems = found.flatMap(({ report }) => report.problems);
  const deployable = found.filter(({ report }) => report.deployable);
  const wanted = found.filter(({ expected }) => expected.deployable);
  const severities = (['error', 'warning', 'hint'] as const).map(severity => ({
    name: `corpus.${severity}s`,
    value: problems.filter(problem => problem.severity === severity).length,
    unit: 'diagnostics',
  }));
  const kinds = [...new Set(problems.map(({ code }) => code))].sort().map(code => ({
    name: `corpus.diagnostics.${code}`,
    value: problems.filter(problem => problem.code === code).length,
    unit: 'diagnostics',
  }));
  return [
    { name: 'corpus.files', value: found.length, unit: 'files' },
    { name: 'corpus.parsed', value: share(parsed.length), unit: '%' },
    {
      name: 'corpus.deployable',
      value: share(deployable.length),
      unit: '%',
      goal: `≥ ${share(wanted.length)}`,
    },
    { name: 'corpus.asExpected', value: share(right.length), unit: '%', goal: '≥ 100' },
    ...severities,
    ...kinds,
  ];
}
