/** What happened, in words. */
import type { Finding, FindingId } from '../../core/diagnosis/finding.ts';
import { exitWords } from './exitWords.ts';
import { imageWords } from './imageWords.ts';
import { placementWords } from './placementWords.ts';
import { stateWords } from './stateWords.ts';
import { trafficWords } from './trafficWords.ts';
import type { FindingWords, WordsTable } from './wordsTable.ts';

const table: WordsTable<FindingId> = {
  ...imageWords,
  ...exitWords,
  ...trafficWords,
  ...placementWords,
  ...stateWords,
};

export function findingWords<K extends FindingId>(finding: Finding<K>): FindingWords {
  return table[finding.id](finding.params);
}
