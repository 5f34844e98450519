import { harmfulCharacter } from '../../core/harmfulCharacters.ts';

/** Longest piece of foreign text that a tooltip shows, in characters. */
const maxLength = 300;

/**
 * Foreign text as Markdown that shows exactly that text: no link, image, HTML, icon or command can arise from it.
 * CommonMark lets a backslash stand before any ASCII punctuation. Line breaks become spaces; harmful characters
 * are shown as a replacement character.
 */
export function escapeMarkdown(text: string): string {
  const characters = Array.from(text.replace(/\s+/gu, ' ').trim());
  const shown =
    characters.length > maxLength ? `${characters.slice(0, maxLength).join('')}…` : characters.join('');
  return shown.replace(harmfulCharacter, '\uFFFD').replace(/[!-/:-@[-`{-~]/g, '\\$&');
}

/** One line of a tooltip: a bold caption of ours and foreign text. */
export function fact(caption: string, text: string): string {
  return `**${escapeMarkdown(caption)}:** ${escapeMarkdown(text)}`;
}

/** Lines under each other in one paragraph. */
export function lines(all: readonly (string | undefined)[]): string {
  return all.filter(line => line !== undefined && line !== '').join('  \n');
}

/** `markdown` with one more paragraph below its first. */
export function belowFirstParagraph(markdown: string, paragraph: string): string {
  const [first, ...rest] = markdown.split('\n\n');
  return paragraphs([first, paragraph, ...rest]);
}

/** Paragraphs with space between them. */
export function paragraphs(all: readonly (string | undefined)[]): string {
  return all.filter(part => part !== undefined && part !== '').join('\n\n');
}
