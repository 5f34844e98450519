import { harmfulCharacter } from '../../core/harmfulCharacters.ts';

/**
 * Text as VS Code shows it where it reads `[label](command:…)` as a link and `$(name)` as an icon: notifications,
 * prompts, validation messages, labels. Shows exactly that text: an invisible word joiner keeps apart what would be
 * read so. Harmful characters are shown as a replacement character; line breaks and tabs stay.
 *
 * The patterns are VS Code's own: `LINK_REGEX` in src/vs/base/common/linkedText.ts, `labelWithIconsRegex` in
 * src/vs/base/browser/ui/iconLabel/iconLabels.ts.
 */
export function toPlainText(text: string): string {
  return text
    .replace(harmfulCharacter, character => (character === '\n' || character === '\t' ? character : '\uFFFD'))
    .replace(/\](?=\()|\$(?=\()/g, '$&\u2060');
}

/**
 * A label: its own icon stays where it begins with one, as ours do; a name of somebody else has to be made `plain`
 * first.
 */
export function toPlainLabel(text: string): string {
  const [icon = ''] = /^\$\([a-z-]+(?:~spin)?\) /.exec(text) ?? [];
  return `${icon}${toPlainText(text.slice(icon.length))}`;
}
