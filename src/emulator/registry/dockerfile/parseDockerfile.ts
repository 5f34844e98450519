/** Reads a Dockerfile as Docker's classic builder does ("Dockerfile reference"). */

export interface Instruction {
  /** Upper case: `COPY`. */
  readonly keyword: string;
  /** `--from=build` as `['from', 'build']`. */
  readonly flags: readonly (readonly [string, string])[];
  /** What follows the flags, in one line. */
  readonly rest: string;
  /** The instruction as a step of the log shows it. */
  readonly shown: string;
  /** Texts that follow as here-documents, by their names. */
  readonly heredocs: ReadonlyMap<string, string>;
}

export interface Dockerfile {
  readonly instructions: readonly Instruction[];
  /** The character that takes away the meaning of the next one. */
  readonly escape: '\\' | '`';
}

/** A Dockerfile that can't be read; the message is Docker's. */
export class DockerfileError extends Error {}

const keywords = new Set(
  `ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR`.split(
    ' ',
  ),
);

/** @throws DockerfileError for an unknown instruction, or one without arguments. */
export function parseDockerfile(text: string): Dockerfile {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  const escape = escapeDirective(lines);
  const instructions: Instruction[] = [];
  for (let at = 0; at < lines.length;) {
    if (isBlankOrComment(lines[at] ?? '')) {
      at++;
      continue;
    }
    const first = at + 1;
    const { line, next } = logicalLine(lines, at, escape);
    at = next;
    const { heredocs, after } = readHeredocs(line, lines, at);
    at = after;
    instructions.push(instruction(line, first, heredocs));
  }
  return { instructions, escape };
}

/** `# escape=` counts only before everything but other directives. */
function escapeDirective(lines: readonly string[]): '\\' | '`' {
  for (const line of lines) {
    const directive = /^#\s*([a-z]+)\s*=\s*(.*?)\s*$/i.exec(line.trim());
    if (!directive) break;
    if (directive[1]?.toLowerCase() === 'escape') return directive[2] === '`' ? '`' : '\\';
  }
  return '\\';
}

function isBlankOrComment(line: string): boolean {
  return /^\s*(?:#.*)?$/.test(line);
}

/** A line with those that it is continued on; comments and empty lines between them don't count. */
function logicalLine(
  lines: readonly string[],
  start: number,
  escape: string,
): { readonly line: string; readonly next: number } {
  let line = '';
  let at = start;
  for (; at < lines.length; at++) {
    const part = lines[at] ?? '';
    if (at > start && isBlankOrComment(part)) continue;
    const trimmed = part.trimEnd();
    if (!trimmed.endsWith(escape)) {
      line += part;
      at++;
      break;
    }
    line += trimmed.slice(0, -1);
  }
  return { line: line.trim(), next: at };
}

/** `RUN <<EOF`, `COPY <<a <<b /etc/`: the texts up to the lines that are the names. */
function readHeredocs(
  line: string,
  lines: readonly string[],
  start: number,
): { readonly heredocs: ReadonlyMap<string, string>; readonly after: number } {
  const heredocs = new Map<string, string>();
  let at = start;
  if (/^(?:RUN|COPY|ADD)\s/i.test(line)) {
    for (const [, dash, , name = ''] of line.matchAll(/(?:^|\s)<<(-?)(["']?)([A-Za-z_]\w*)\2/g)) {
      const body: string[] = [];
      for (; at < lines.length; at++) {
        const text = dash === '-' ? (lines[at] ?? '').replace(/^\t+/, '') : (lines[at] ?? '');
        if (text === name) break;
        body.push(`${text}\n`);
      }
      at++;
      heredocs.set(name, body.join(''));
    }
  }
  return { heredocs, after: at };
}

function instruction(line: string, number: number, heredocs: ReadonlyMap<string, string>): Instruction {
  const [word = ''] = line.split(/\s+/, 1);
  const keyword = word.toUpperCase();
  if (!keywords.has(keyword)) {
    throw new DockerfileError(`dockerfile parse error line ${number}: unknown instruction: ${word}`);
  }
  let rest = line.slice(word.length).trim();
  if (rest === '') {
    throw new DockerfileError(
      `dockerfile parse error line ${number}: ${keyword} requires at least one argument`,
    );
  }
  const flags: [string, string][] = [];
  for (;;) {
    const flag = /^--([a-z-]+)(?:=(\S+))?(?:\s+|$)/.exec(rest);
    if (!flag || keyword === 'CMD' || keyword === 'ENTRYPOINT') break;
    flags.push([flag[1] ?? '', flag[2] ?? '']);
    rest = rest.slice(flag[0].length);
  }
  return { keyword, flags, rest, shown: `${keyword} ${line.slice(word.length).trim()}`, heredocs };
}

export function flagOf({ flags }: Instruction, name: string): string | undefined {
  return flags.find(([key]) => key === name)?.[1];
}

/** The texts of a JSON list, as the exec form of an instruction; undefined where it is none. */
export function execForm(rest: string): readonly string[] | undefined {
  if (!rest.startsWith('[')) return undefined;
  try {
    const parsed: unknown = JSON.parse(rest);
    const isTexts = Array.isArray(parsed) && parsed.every(each => typeof each === 'string');
    return isTexts ? parsed : undefined;
  } catch {
    return undefined;
  }
}
