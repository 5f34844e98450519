/** Lines of a Dockerfile put together to instructions: escapes at line ends, comments, here-documents. */

interface InstructionLine {
  /** Continued lines joined by nothing, as the builder does; without here-documents. */
  readonly content: string;
  /** Where it begins, from 0. */
  readonly line: number;
  readonly hasHereDocument: boolean;
}

export function instructionLines(text: string): readonly InstructionLine[] {
  const rows = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const escape = escapeOf(rows);
  const continued = new RegExp(`${escape === '\\' ? '\\\\' : '`'}[ \\t]*$`);
  const lines: InstructionLine[] = [];
  let index = 0;
  while (index < rows.length) {
    if (isEmptyOrComment(rows[index] ?? '')) {
      index++;
      continue;
    }
    const line = index;
    let content = '';
    for (; index < rows.length; index++) {
      const row = rows[index] ?? '';
      // Comments, and empty lines with them, may stand between the lines of one instruction.
      if (index > line && isEmptyOrComment(row)) continue;
      content += row.replace(continued, '');
      if (!continued.test(row)) break;
    }
    index++;
    const documents = hereDocumentsOf(content);
    for (const document of documents) index = endOfHereDocument(rows, index, document);
    lines.push({ content, line, hasHereDocument: documents.length > 0 });
  }
  return lines;
}

/** Directives are comments of the form `# name=value` before anything else. */
function escapeOf(rows: readonly string[]): string {
  for (const row of rows) {
    const [, name, value] = /^#\s*(\w+)\s*=\s*(\S+)\s*$/.exec(row) ?? [];
    if (name === undefined) return '\\';
    if (name.toLowerCase() === 'escape') return value === '`' ? '`' : '\\';
  }
  return '\\';
}

function isEmptyOrComment(row: string): boolean {
  return /^\s*(?:#|$)/.test(row);
}

interface HereDocument {
  readonly end: string;
  /** `<<-`: tabs before the end are passed over. */
  readonly skipsTabs: boolean;
}

/** Only `RUN`, `COPY` and `ADD` take them ("Here-documents"). */
function hereDocumentsOf(content: string): readonly HereDocument[] {
  if (!/^\s*(?:RUN|COPY|ADD)\s/i.test(content)) return [];
  return [...content.matchAll(/(?<![<\w])<<(-?)(["']?)(\w+)\2/g)].map(([, dash, , end = '']) => ({
    end,
    skipsTabs: dash === '-',
  }));
}

/** The row after it; the end of the file where it never ends. */
function endOfHereDocument(rows: readonly string[], from: number, { end, skipsTabs }: HereDocument): number {
  for (let index = from; index < rows.length; index++) {
    const row = rows[index] ?? '';
    if ((skipsTabs ? row.replace(/^\t+/, '') : row) === end) return index + 1;
  }
  return rows.length;
}
