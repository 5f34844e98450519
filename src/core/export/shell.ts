/** Quoting for Bash and zsh. */
import { harmfulCharacter } from '../harmfulCharacters.ts';

/**
 * One word that means `text` and nothing else, also where it is pasted: control characters, which a terminal acts on
 * before any shell reads them, and characters that turn the direction of text are written as `$'\003'`. A leading `=`
 * is zsh's way to name a program.
 */
export function quoteShellWord(text: string): string {
  if (/^[A-Za-z0-9_+:,./-][A-Za-z0-9_%+=:,./-]*$/.test(text)) return text;
  if (text.search(harmfulCharacter) < 0) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text.replace(/[\\'!]/g, octal).replace(harmfulCharacter, octal);
  return `$'${escaped}'`;
}

function octal(character: string): string {
  const bytes = [...new TextEncoder().encode(character)];
  return bytes.map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}

/** The value of a variable of the shell; the command fails, and names the variable, where it is not set. */
export function requiredVariable(name: string): string {
  return `"\${${name}:?}"`;
}
