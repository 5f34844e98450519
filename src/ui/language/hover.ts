/** What the service's description says of the key or value under the pointer. */
import { schemaAt } from './groupSchema.ts';
import { parseGroupFile } from '../fileFormats/parseGroupFile.ts';
import type { Range } from '../fileFormats/parsedFile.ts';
import type { Translate } from '../shared/translate.ts';

export interface Hover extends Range {
  readonly markdown: string;
}

export function hover(text: string, offset: number, t: Translate): Hover | undefined {
  const file = parseGroupFile(text);
  const path = file.pathAt(offset);
  const key = path.at(-1);
  const schema = schemaAt(path);
  if (typeof key !== 'string' || !schema?.description) return undefined;
  const notes = [
    schema.description.trim(),
    ...(schema.enum ? [t('Allowed: {0}', schema.enum.map(value => `\`${value}\``).join(', '))] : []),
    ...(schema.readOnly === true
      ? [t('Only Azure writes this. It is left out when you apply the file.')]
      : []),
  ];
  return { markdown: notes.join('\n\n'), ...file.rangeOf(path, 'key') };
}
