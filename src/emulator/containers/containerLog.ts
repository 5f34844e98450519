import type { ContainerSwitches } from './runtime.ts';

/** What the service keeps of a running container, and of one that has ended (docs/azure-facts.md, Logs). */
const runningLimitBytes = 4 * 1024 * 1024;
const endedLimitBytes = 16 * 1024;
const endedLimitLines = 1000;

interface Chunk {
  readonly text: string;
  readonly bytes: number;
  readonly newlines: number;
  /** When it was written, ms since the epoch: until then (and the lag) `logs` does not show it. */
  readonly at: number;
  /** Time of its first line in ns since the log began, and from each line to the next. */
  readonly firstNs: number;
  readonly stepNs: number;
  readonly startsLine: boolean;
}

export interface LogQuery {
  readonly tail?: number | undefined;
  readonly timestamps: ContainerSwitches['timestampFormat'];
  /** Shows only what was written until then (ms since the epoch). */
  readonly until: number;
  readonly ended: boolean;
}

/** The log of one run of a container; it keeps the last 4 MB. */
export interface Log {
  write(text: string, now: number, spreadMs: number): void;
  read(query: LogQuery): string;
}

export function createLog(startedAt: number): Log {
  let chunks: Chunk[] = [];
  let bytes = 0;
  let lastNs = 0;
  let writes = 0;
  let atLineStart = true;

  /** Times rise strictly; digits below the millisecond are made up, the same in each run. */
  function timeFor(now: number, spreadMs: number): number {
    const ns = (now - spreadMs - startedAt) * 1e6 + ((++writes * 104_729) % 900_000);
    return ns > lastNs ? ns : lastNs + 200;
  }

  function forget(): void {
    let drop = 0;
    while (bytes - (chunks[drop]?.bytes ?? Infinity) >= runningLimitBytes)
      bytes -= chunks[drop++]?.bytes ?? 0;
    if (drop > 0) chunks = chunks.slice(drop);
  }

  return {
    write(text, now, spreadMs) {
      if (text === '') return;
      const newlines = countNewlines(text);
      const firstNs = timeFor(now, spreadMs);
      const stepNs = newlines > 0 ? Math.max(100, Math.floor((spreadMs * 1e6) / newlines)) : 0;
      lastNs = firstNs + stepNs * Math.max(0, newlines - 1);
      const size = Buffer.byteLength(text);
      chunks.push({ text, bytes: size, newlines, at: now, firstNs, stepNs, startsLine: atLineStart });
      bytes += size;
      atLineStart = text.endsWith('\n');
      // Forgetting in blocks: moving the array for each line would cost more than the memory is worth.
      if (bytes > 1.25 * runningLimitBytes) forget();
    },
    read: query => content(chunks, query, startedAt),
  };
}

function content(chunks: readonly Chunk[], query: LogQuery, startedAt: number): string {
  const lines = Math.min(query.tail ?? Infinity, query.ended ? endedLimitLines : Infinity);
  const limit = query.ended ? endedLimitBytes : runningLimitBytes;
  const shown: string[] = [];
  let newlines = 0;
  let bytes = 0;
  for (let i = lastVisible(chunks, query.until); i >= 0; i--) {
    const chunk = chunks[i];
    // One more newline than lines marks the beginning of the first line.
    if (!chunk || newlines > lines || bytes > limit) break;
    const text = stamped(chunk, query.timestamps, startedAt);
    shown.push(text);
    newlines += chunk.newlines;
    bytes += text.length;
  }
  return lastBytes(lastLines(shown.reverse().join(''), lines), limit);
}

function lastVisible(chunks: readonly Chunk[], until: number): number {
  let last = chunks.length - 1;
  while (last >= 0 && (chunks[last]?.at ?? 0) > until) last--;
  return last;
}

function stamped(chunk: Chunk, format: ContainerSwitches['timestampFormat'], startedAt: number): string {
  if (format === 'none') return chunk.text;
  let line = 0;
  const stamp = () => `${timestamp(startedAt, chunk.firstNs + chunk.stepNs * line++, format)} `;
  const head = chunk.startsLine ? stamp() : '';
  return head + chunk.text.replace(/\n(?!$)/g, () => `\n${stamp()}`);
}

function timestamp(startedAt: number, ns: number, format: 'nano' | 'seconds'): string {
  const iso = new Date(startedAt + Math.floor(ns / 1e6)).toISOString();
  if (format === 'seconds') return `${iso.slice(0, 19)}Z`;
  return `${iso.slice(0, 23)}${String(Math.floor(ns % 1e6)).padStart(6, '0')}Z`;
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function lastLines(text: string, lines: number): string {
  if (lines === Infinity) return text;
  if (lines <= 0) return '';
  let at = text.endsWith('\n') ? text.length - 1 : text.length;
  for (let line = 0; line < lines; line++) {
    at = at > 0 ? text.lastIndexOf('\n', at - 1) : -1;
    if (at < 0) return text;
  }
  return text.slice(at + 1);
}

/** The service cuts bytes, not lines; a character cut in two is left out. */
function lastBytes(text: string, limit: number): string {
  if (text.length * 3 <= limit) return text;
  const all = Buffer.from(text);
  if (all.length <= limit) return text;
  let start = all.length - limit;
  while (((all[start] ?? 0) & 0xc0) === 0x80) start++;
  return all.toString('utf8', start);
}
