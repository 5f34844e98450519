/** Lines of the logs of several containers as one text, for a model. */
import { isLogNotYetAvailable } from '../../core/logs/troubleReporter.ts';
import { aciLogLimits, mayBeTruncated } from '../../core/logs/snapshot/logLimits.ts';
import { readContainerPhase } from '../../core/logs/container/containerPhase.ts';
import { parseSnapshotLines, type Stamp } from '../../core/logs/snapshot/snapshotLines.ts';
import type { Container, ContainerGroup } from '../../core/model/containerGroup.ts';
import { cleanLine } from '../logs/cleanLine.ts';
import { errorText } from './errorText.ts';
import { maskPrivateKeys } from './maskSecrets.ts';
import type { OperationDeps } from './operationDeps.ts';
import { timeText } from './readGroup.ts';
import { untrustedLine } from './untrustedText.ts';

export interface LoggedLine {
  readonly container: string;
  readonly stamp: Stamp | undefined;
  /** Cleaned; private keys are masked, other secrets not yet. */
  readonly text: string;
}

export interface ContainerLog {
  readonly container: string;
  readonly lines: readonly LoggedLine[];
  /** What to know about it, a sentence each. */
  readonly notes: readonly string[];
  /** Why it could not be read. */
  readonly failure?: unknown;
}

/** `tail`: the last so many lines; undefined: all that Azure keeps. Throws the signal's reason only. */
export async function readContainerLog(
  { aci }: Pick<OperationDeps, 'aci'>,
  group: ContainerGroup,
  { name, instanceView: view }: Container,
  tail: number | undefined,
  signal: AbortSignal,
): Promise<ContainerLog> {
  const phase = readContainerPhase(group, name);
  const detail = untrustedLine(phase?.detail ?? '', 200);
  const restarts = view?.restartCount ?? 0;
  const earlier =
    restarts > 0
      ? [`${name} was restarted ${restarts} times; Azure keeps the log of its last run only.`]
      : [];
  try {
    const options = { timestamps: true, ...(tail !== undefined && { tail }) };
    const { content } = await aci.readLogs({ group: group.ref, container: name }, options, signal);
    const { lines: all, partial } = parseSnapshotLines(content);
    const parsed = partial ? [...all, partial] : all;
    const isCut =
      tail === undefined &&
      mayBeTruncated(content.length, parsed.length, phase?.kind === 'running', aciLogLimits);
    const texts = maskPrivateKeys(parsed.map(({ text }) => cleanLine(text)));
    const lines = parsed.map(({ stamp }, index) => ({ container: name, stamp, text: texts[index] ?? '' }));
    const cut = isCut ? [`Older lines of ${name} may be missing: Azure keeps no more.`] : [];
    const why = phase && phase.kind !== 'running' ? `: ${detail}` : '';
    const none = parsed.length === 0 ? [`The log of ${name} is empty${why}.`] : [];
    return { container: name, lines, notes: [...none, ...cut, ...earlier] };
  } catch (error) {
    signal.throwIfAborted();
    if (isLogNotYetAvailable(error)) {
      return {
        container: name,
        lines: [],
        notes: [`${name} has no log at the moment: ${detail}.`, ...earlier],
      };
    }
    return { container: name, lines: [], notes: [`${name}: ${errorText(error)}`], failure: error };
  }
}

/** In order of time; lines of one container stay in theirs. */
export function mergeLogs(logs: readonly ContainerLog[]): readonly LoggedLine[] {
  if (logs.length === 1) return logs[0]?.lines ?? [];
  const timed = logs.flatMap(({ lines }) => {
    let latest = { utc: -Infinity, nanos: 0 };
    return lines.map(line => {
      // A line without a time, or with one that goes back, belongs to the one before it.
      if (line.stamp && isLater(line.stamp, latest)) latest = line.stamp;
      return { line, at: latest };
    });
  });
  // Sorting is stable.
  return timed.sort((a, b) => compare(a.at, b.at)).map(({ line }) => line);
}

function isLater(a: Stamp, b: Stamp): boolean {
  return compare(a, b) > 0;
}

/** `-Infinity - -Infinity` is no number. */
function compare(a: Stamp, b: Stamp): number {
  if (a.utc !== b.utc) return a.utc < b.utc ? -1 : 1;
  return a.nanos - b.nanos;
}

/** `12:00 web| text`: the container where there are several. */
export function lineText(
  { container, stamp }: LoggedLine,
  text: string,
  { names, times }: { readonly names: boolean; readonly times: boolean },
): string {
  const time = times && stamp ? `${timeText(stamp.utc)} ` : '';
  return `${time}${names ? `${container}| ` : ''}${text}`;
}
