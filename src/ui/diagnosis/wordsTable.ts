import type { FindingId, FindingParams } from '../../core/diagnosis/finding.ts';

/** What happened, in words. Markdown: foreign text stands in code quotes. */
export interface FindingWords {
  readonly title: string;
  readonly text: string;
}

/** The words of these findings. One without words does not compile. */
export type WordsTable<K extends FindingId> = {
  readonly [P in K]: (params: FindingParams[P]) => FindingWords;
};

/** Sentences as one text; those that are '' are left out. */
export function sentences(...all: readonly string[]): string {
  return all.filter(sentence => sentence !== '').join(' ');
}
