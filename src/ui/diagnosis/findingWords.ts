/** What happened, in words. */
import type { Finding, FindingId } from '../../core/diagnosis/finding.ts';
import type { Translate } from '../translate.ts';
import { exitWords } from './exitWords.ts';
import { imageWords } from './imageWords.ts';
import { placeWords } from './placeWords.ts';
import { stateWords } from './stateWords.ts';
import { trafficWords } from './trafficWords.ts';
import type { FindingWords, WordsOf } from './words.ts';

const table: WordsOf<FindingId> = {
  ...imageWords,
  ...exitWords,
  ...trafficWords,
  ...placeWords,
  ...stateWords,
};

export function findingWords<K extends FindingId>(finding: Finding<K>, t: Translate): FindingWords {
  return table[finding.id](finding.params, t);
}
