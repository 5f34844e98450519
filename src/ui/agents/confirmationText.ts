/** A plan as VS Code asks about it: in chat, which makes Markdown of every text, and in a dialog, which shows it plain. */
import { toPlainText } from '../shared/plainText.ts';
import { escapeMarkdown, lines } from '../tree/tooltipMarkdown.ts';
import type { Plan } from './operation.ts';

/** Nothing in it becomes a link, an image, HTML, an icon or a command, whoever wrote it. */
export function confirmationText({ question, details }: Pick<Plan, 'question' | 'details'>): {
  readonly title: string;
  readonly markdown: string;
} {
  // Escaped, a title would show its backslashes in a dialog. A word joiner is seen in neither.
  const title = toPlainText(question.replace(/\s+/g, ' '))
    .replace(/[<&](?=\S)|:(?=\/\/)/g, '$&\u2060')
    .replace(/\bwww\./gi, 'www\u2060.');
  return { title, markdown: linesAsMarkdown(details) };
}

/** Lines under each other. */
export function linesAsMarkdown(texts: readonly string[]): string {
  return lines(texts.map(escapeMarkdown));
}
