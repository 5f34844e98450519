import { harmfulCharacter } from '../../core/harmfulCharacters.ts';

/** Longest piece of foreign text that a document shows on one line, in characters. */
const maxLineLength = 1_000;

/**
 * Foreign text as Markdown code: within it no link, image or HTML can arise, however it is written, because the
 * quoting run of backticks is longer than any inside.
 */
export function code(text: string): string {
  const shown = shorten(text.replace(/\s+/gu, ' ').trim()).replace(harmfulCharacter, '\uFFFD');
  if (shown === '') return '` `';
  const quote = '`'.repeat(longestRun(shown) + 1);
  const pad = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${quote}${pad}${shown}${pad}${quote}`;
}

/** Foreign lines as a Markdown code block. */
export function codeBlock(lines: readonly string[]): string {
  const shown = lines.map(line => shorten(line).replaceAll('\t', '    ').replace(harmfulCharacter, '\uFFFD'));
  const fence = '`'.repeat(Math.max(3, longestRun(shown.join('\n')) + 1));
  return [fence, ...shown, fence].join('\n');
}

function shorten(text: string): string {
  const characters = Array.from(text.slice(0, 2 * maxLineLength + 2));
  return characters.length > maxLineLength
    ? `${characters.slice(0, maxLineLength).join('')}…`
    : characters.join('');
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}
