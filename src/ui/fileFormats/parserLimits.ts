/** What a file may ask of a parser. Generous for what people write, small enough for what is made to hang an editor. */
import * as l10n from '@vscode/l10n';
import { formatNumber } from '../shared/languageFormats.ts';

/**
 * In UTF-16 units. The largest Compose files in public have some 100,000, and the YAML parser takes 5 s for a million.
 */
export const maxYaml = 500_000;
/** ARM takes templates of 4 MB (learn.microsoft.com, "Azure Resource Manager limits"). */
export const maxJson = 4_000_000;
/** Collections within collections. The parsers call themselves once for each. */
const maxDepth = 200;

/** Why `text` is not read at all; undefined where it may be. */
export function limitProblem(text: string, maxLength: number): string | undefined {
  if (text.length > maxLength)
    return l10n.t('The file is longer than {0} characters.', formatNumber(maxLength));
  return isTooDeep(text) ? tooDeepText() : undefined;
}

export function tooDeepText(): string {
  return l10n.t('The file nests deeper than {0} levels.', maxDepth);
}

/**
 * Brackets that stay open, and `- - -` or `? ? ?` within a line. Brackets in texts count as well: nobody leaves so many
 * of them open.
 */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > maxDepth) return true;
  }
  return new RegExp(`(?:[-?][ \\t]+){${maxDepth}}`).test(text);
}
