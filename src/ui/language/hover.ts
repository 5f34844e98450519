/** What the service's description says of the key or value under the pointer. */
import * as l10n from '@vscode/l10n';
import { schemaAt } from './groupSchema.ts';
import { parseGroupFile } from '../fileFormats/parseGroupFile.ts';
import type { Range } from '../fileFormats/parsedFile.ts';
import { formatList } from '../shared/languageFormats.ts';

export interface Hover extends Range {
  readonly markdown: string;
}

export function hover(text: string, offset: number): Hover | undefined {
  const file = parseGroupFile(text);
  const path = file.pathAt(offset);
  const key = path.at(-1);
  const schema = schemaAt(path);
  if (typeof key !== 'string' || !schema?.description) return undefined;
  const notes = [
    schema.description.trim(),
    ...(schema.enum ? [l10n.t('Allowed: {0}', formatList(schema.enum.map(value => `\`${value}\``)))] : []),
    ...(schema.readOnly === true
      ? [l10n.t('Only Azure writes this. It is left out when you apply the file.')]
      : []),
  ];
  return { markdown: notes.join('\n\n'), ...file.rangeOf(path, 'key') };
}
