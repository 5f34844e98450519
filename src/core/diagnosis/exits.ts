/** Containers that have ended, by how they did. */
import { isInState } from '../model/containerState.ts';
import {
  eventText,
  type Facts,
  logLines,
  quoteActivity,
  quoteEventsOf,
  quoteState,
  type Rule,
  secondsOf,
} from './facts.ts';
import { eventsOfContainer } from '../model/containerEvents.ts';
import { containersOfGroup } from '../model/containerGroup.ts';
import {
  endedRuns,
  evidenceOf,
  type Failure,
  failureFields,
  failures,
  infrastructureError,
  paramsOf,
  readLog,
} from './failures.ts';
import { quoteFullMemory } from './load.ts';
import { type Evidence, type Finding, type FindingParams, type Step, createStep } from './finding.ts';

const memoryWords =
  /\boom\b|oom-?kill|out of memory|outofmemory|cannot allocate memory|heap limit|memoryerror|std::bad_alloc/i;

/** A word of memory in log, events or state; or memory that was at its limit. */
export const outOfMemory: Rule = facts =>
  failures(facts)
    .filter(end => isOutOfMemory(facts, end))
    .map(end => ({
      id: 'outOfMemory',
      params: { ...paramsOf(facts, end), memoryInGB: end.container.memoryInGB },
      ...withEvidence(
        quoteFullMemory(facts, end),
        failureFields(facts, end, [giveMemory(), ...readLog(end)]),
      ),
    }));

function withEvidence<T extends { readonly evidence: readonly Evidence[] }>(
  first: readonly Evidence[],
  fields: T,
): T {
  return { ...fields, evidence: [...first, ...fields.evidence] };
}

function isOutOfMemory(facts: Facts, end: Failure): boolean {
  const { container, exitCode, state } = end;
  if (quoteFullMemory(facts, end).length > 0) return true;
  if (memoryWords.test(state?.detailStatus ?? '')) return true;
  if (
    eventsOfContainer(container).some(event => event.type === 'Warning' && memoryWords.test(eventText(event)))
  )
    return true;
  const kills = exitCode === 137 || exitCode === 134 || exitCode === 1;
  return kills && logLines(facts, container).some(line => memoryWords.test(line));
}

/** 137 alone: SIGKILL, which most often means memory. */
export const killed: Rule = facts =>
  failures(facts)
    .filter(({ exitCode }) => exitCode === 137)
    .map(end => ({
      id: 'killed',
      params: { ...paramsOf(facts, end), memoryInGB: end.container.memoryInGB },
      ...failureFields(facts, end, [giveMemory(), createStep('handleSigterm'), ...readLog(end)]),
    }));

function giveMemory(): Step {
  return createStep('giveMemory', { command: 'duplicateGroup' });
}

export const segmentationFault: Rule = facts =>
  failures(facts)
    .filter(({ exitCode }) => exitCode === 139)
    .map(end => ({
      id: 'segmentationFault',
      params: paramsOf(facts, end),
      ...failureFields(facts, end, [
        ...readLog(end),
        createStep('rebuildForAmd64', { value: end.container.image }),
      ]),
    }));

/** 143: SIGTERM, which a stop or a restart of the platform sends. */
export const terminated: Rule = facts =>
  failures(facts)
    .filter(({ exitCode }) => exitCode === 143)
    .map(end => ({
      id: 'terminated',
      params: paramsOf(facts, end),
      severity: 'warning',
      container: end.container.name,
      evidence: [...quoteRequest(facts, end), ...evidenceOf(facts, end)],
      steps: [createStep('handleSigterm'), ...readLog(end)],
    }));

/** Who stopped or restarted the group when it ended: a stop takes its time. */
function quoteRequest(facts: Facts, { state }: Failure): readonly Evidence[] {
  const at = state?.finishTime;
  if (at === undefined) return [];
  return quoteActivity(facts, ['stop', 'restart', 'change'], { from: at - 5 * 60_000, to: at + 60_000 });
}

/** Exit codes that Azure gives what its own maintenance ended. */
const platformCodes: ReadonlySet<number> = new Set([7147, 7148]);

export const platformMaintenance: Rule = facts =>
  failures(facts)
    .filter(({ exitCode }) => exitCode !== undefined && platformCodes.has(exitCode))
    .map(end => ({
      id: 'platformMaintenance',
      params: paramsOf(facts, end),
      severity: 'warning',
      container: end.container.name,
      evidence: evidenceOf(facts, end),
      steps: [
        createStep('startAgain', { command: 'startGroup' }),
        createStep('choosePolicy', { value: 'OnFailure' }),
      ],
    }));

/** How Windows ends programs ([MS-ERREF] 2.3.1, NTSTATUS values; 0xE0434352 is .NET's). */
const windowsFaults: ReadonlyMap<number, FindingParams['windowsFault']['why']> = new Map([
  [0xc0000005, 'crash'],
  [0xc0000017, 'memory'],
  [0xc000007b, 'library'],
  [0xc00000fd, 'crash'],
  [0xc000012d, 'memory'],
  [0xc0000135, 'library'],
  [0xc0000139, 'library'],
  [0xc000013a, 'asked'],
  [0xc0000142, 'library'],
  [0xc0000374, 'crash'],
  [0xc0000409, 'crash'],
  [0xe0434352, 'exception'],
]);

/** Whether the exit code is one of `windowsFaults`, be it signed or unsigned in Azure's answer. */
function windowsFault(exitCode: number | undefined): FindingParams['windowsFault']['why'] | undefined {
  return exitCode === undefined ? undefined : windowsFaults.get(exitCode >>> 0);
}

/** Windows itself has ended the program. */
export const endedByWindows: Rule = facts =>
  failures(facts).flatMap((end): readonly Finding[] => {
    const why = windowsFault(end.exitCode);
    if (why === undefined) return [];
    const status = `0x${((end.exitCode ?? 0) >>> 0).toString(16).toUpperCase()}`;
    return [
      {
        id: 'windowsFault',
        params: { ...paramsOf(facts, end), status, why },
        ...failureFields(facts, end, [
          ...readLog(end),
          ...(why === 'library' ? [createStep('addLibrary')] : []),
          ...(why === 'memory' ? [giveMemory()] : []),
          ...(why === 'asked' ? [createStep('handleSigterm')] : []),
        ]),
      },
    ];
  });

/** Codes with a rule of their own. */
const haveTheirOwn: ReadonlySet<number> = new Set([126, 127, 137, 139, 143, ...platformCodes]);

function hasItsOwn(exitCode: number): boolean {
  return haveTheirOwn.has(exitCode) || windowsFault(exitCode) !== undefined;
}

export const exited: Rule = facts =>
  failures(facts)
    .filter(({ exitCode }) => exitCode !== undefined && !hasItsOwn(exitCode))
    .map(end => ({
      id: 'exited',
      params: paramsOf(facts, end),
      ...failureFields(facts, end, [
        ...readLog(end),
        createStep('checkEnvironment', { command: 'viewProperties' }),
        createStep('followLogs', { command: 'followLogs', container: end.container.name }),
      ]),
    }));

/** A command that is done at once is started again for ever under `Always`. */
export const endedAtOnce: Rule = facts =>
  endedRuns(facts).flatMap((end): readonly Finding[] => {
    const { container, exitCode, restarts, looping, recovered } = end;
    const isOnce = facts.group?.restartPolicy !== 'Always' || container.isInit;
    if (exitCode !== 0 || isOnce || (restarts === 0 && !looping)) return [];
    return [
      {
        id: 'endedAtOnce',
        params: { ...paramsOf(facts, end), seconds: secondsOf(end.state) },
        severity: recovered ? 'warning' : 'error',
        container: container.name,
        evidence: evidenceOf(facts, end),
        steps: [
          createStep('choosePolicy', { value: 'Never', command: 'duplicateGroup' }),
          createStep('keepRunning', { command: 'duplicateGroup' }),
          ...readLog(end),
        ],
      },
    ];
  });

/** `Infrastructure Error`: an end without an exit code and without a request. */
export const infrastructure: Rule = facts =>
  containersOfGroup(facts.group).flatMap((container): readonly Finding[] => {
    const state = container.instanceView?.currentState;
    if (!state || !isInState(container, 'terminated') || state.exitCode !== undefined) return [];
    if (!infrastructureError.test(state.detailStatus)) return [];
    return [
      {
        id: 'infrastructure',
        params: { container: container.name, detail: state.detailStatus },
        severity: 'error',
        container: container.name,
        evidence: [...quoteState(container), ...quoteEventsOf(container, ({ type }) => type === 'Warning')],
        steps: [
          createStep('startAgain', { command: 'startGroup' }),
          createStep('askSupport', { command: 'openInPortal' }),
        ],
      },
    ];
  });
