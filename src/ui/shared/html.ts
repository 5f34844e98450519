/** HTML that is put together from texts of others: nothing in them becomes markup. */
import { harmfulCharacter } from '../../core/harmfulCharacters.ts';

/** Markup of ours. */
export interface Html {
  readonly html: string;
}

type HtmlPart = string | number | Html | undefined | readonly (string | Html)[];

/**
 * Template tag: texts are escaped, markup and lists of it are put in as they are, `undefined` is nothing. Not called
 * `html`: Prettier would put white space into it, which can be seen.
 */
export function markup(texts: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const written = texts.map((text, index) => `${text}${markupOf(parts[index])}`);
  return { html: written.join('') };
}

function markupOf(part: HtmlPart): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  return 'html' in part ? part.html : part.map(markupOf).join('');
}

/** Fit for text and for quoted attributes. Harmful characters are shown as a replacement character. */
export function escapeHtml(text: string): string {
  return text
    .replace(harmfulCharacter, character => (/[\n\t]/.test(character) ? character : '\uFFFD'))
    .replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
