/** Containers that have ended, by how they did. */
import type { Container, ContainerEvent } from '../model.ts';
import {
  containersOf,
  eventsOf,
  type Facts,
  isIn,
  type LastRun,
  lastRun,
  logLines,
  quoteEvents,
  quoteEventsOf,
  quoteLog,
  type Rule,
  secondsOf,
  textOf,
} from './facts.ts';
import { type Evidence, type Finding, type Severity, type Step, step } from './finding.ts';

const noSuchExecutable = /executable file not found|exec: .{0,300}no such file or directory/i;
const notPermitted = /exec: .{0,300}permission denied/i;
const memoryWords =
  /\boom\b|oom-?kill|out of memory|outofmemory|cannot allocate memory|heap limit|memoryerror|std::bad_alloc/i;

/** What the findings about an end have in common. */
interface End extends LastRun {
  readonly container: Container;
}

/** Containers whose last run failed: that ended so, keep doing so, or have just been started again. */
function failures(facts: Facts): readonly End[] {
  return ends(facts).filter(({ exitCode }) => exitCode !== 0);
}

function ends(facts: Facts): readonly End[] {
  return containersOf(facts).flatMap(container => {
    const run = lastRun(container);
    return run ? [{ ...run, container }] : [];
  });
}

function paramsOf({ container, exitCode, restarts, looping, recovered }: End) {
  return { container: container.name, exitCode, restarts, looping, recovered };
}

/** A failure that the container has got over, or that was stopped since, is worth a warning. */
function severityOf({ group }: Facts, { recovered }: End): Severity {
  return recovered || group?.state?.toLowerCase() === 'stopped' ? 'warning' : 'error';
}

function evidenceOf(facts: Facts, { container, state, which }: End): readonly Evidence[] {
  const tells = ({ name, type }: ContainerEvent) => type === 'Warning' || name === 'Killing';
  return [
    { kind: 'state', container: container.name, which, state },
    ...quoteEventsOf(container, tells),
    ...quoteLog(facts, container),
  ];
}

function readLog({ container }: End): Step {
  return step('readLog', { command: 'openLogSnapshot', container: container.name });
}

/** `sh` runs what isn't there: 127, or the runtime says so in an event. */
export const commandNotFound: Rule = facts =>
  failures(facts)
    .filter(end => end.exitCode === 127 || says(end.container, noSuchExecutable))
    .map(end => ({
      id: 'commandNotFound',
      params: { ...paramsOf(end), command: end.container.command.join(' ') },
      severity: severityOf(facts, end),
      container: end.container.name,
      evidence: evidenceOf(facts, end),
      steps: [changeCommand(end), readLog(end)],
    }));

/** 126: it is there, but not a program that may be run. */
export const notExecutable: Rule = facts =>
  failures(facts)
    .filter(end => end.exitCode === 126 || says(end.container, notPermitted))
    .map(end => ({
      id: 'notExecutable',
      params: { ...paramsOf(end), command: end.container.command.join(' ') },
      severity: severityOf(facts, end),
      container: end.container.name,
      evidence: evidenceOf(facts, end),
      steps: [step('makeExecutable'), changeCommand(end), readLog(end)],
    }));

function changeCommand({ container }: End): Step {
  return step('changeCommand', { value: container.command.join(' '), command: 'duplicateGroup' });
}

/** 137 with a word of memory in log, events or state. */
export const outOfMemory: Rule = facts =>
  failures(facts)
    .filter(end => isOutOfMemory(facts, end))
    .map(end => ({
      id: 'outOfMemory',
      params: { ...paramsOf(end), memoryInGB: end.container.memoryInGB },
      severity: severityOf(facts, end),
      container: end.container.name,
      evidence: evidenceOf(facts, end),
      steps: [giveMemory(), readLog(end)],
    }));

function isOutOfMemory(facts: Facts, { container, exitCode, state }: End): boolean {
  if (memoryWords.test(state.detailStatus) || says(container, memoryWords)) return true;
  const kills = exitCode === 137 || exitCode === 134 || exitCode === 1;
  return kills && logLines(facts, container).some(line => memoryWords.test(line));
}

/** 137 alone: SIGKILL, which most often means memory. */
export const killed: Rule = facts =>
  failures(facts)
    .filter(({ exitCode }) => exitCode === 137)
    .map(end => ({
      id: 'killed',
      params: { ...paramsOf(end), memoryInGB: end.container.memoryInGB },
      severity: severityOf(facts, end),
      container: end.container.name,
      evidence: evidenceOf(facts, end),
      steps: [giveMemory(), step('handleSigterm'), readLog(end)],
    }));

function giveMemory(): Step {
  return step('giveMemory', { command: 'duplicateGroup' });
}

export const segmentationFault: Rule = facts =>
  failures(facts)
    .filter(({ exitCode }) => exitCode === 139)
    .map(end => ({
      id: 'segmentationFault',
      params: paramsOf(end),
      severity: severityOf(facts, end),
      container: end.container.name,
      evidence: evidenceOf(facts, end),
      steps: [readLog(end), step('rebuildForAmd64', { value: end.container.image })],
    }));

/** 143: SIGTERM, which a stop or a restart of the platform sends. */
export const terminated: Rule = facts =>
  failures(facts)
    .filter(({ exitCode }) => exitCode === 143)
    .map(end => ({
      id: 'terminated',
      params: paramsOf(end),
      severity: 'warning',
      container: end.container.name,
      evidence: evidenceOf(facts, end),
      steps: [step('handleSigterm'), readLog(end)],
    }));

/** Exit codes that Azure gives what its own maintenance ended. */
const platformCodes: ReadonlySet<number> = new Set([7147, 7148]);

export const platformMaintenance: Rule = facts =>
  failures(facts)
    .filter(({ exitCode }) => platformCodes.has(exitCode))
    .map(end => ({
      id: 'platformMaintenance',
      params: paramsOf(end),
      severity: 'warning',
      container: end.container.name,
      evidence: evidenceOf(facts, end),
      steps: [step('startAgain', { command: 'startGroup' }), step('choosePolicy', { value: 'OnFailure' })],
    }));

/** Every other exit code: the program's own. */
const haveTheirOwn: ReadonlySet<number> = new Set([126, 127, 137, 139, 143, ...platformCodes]);

export const exited: Rule = facts =>
  failures(facts)
    .filter(({ exitCode }) => !haveTheirOwn.has(exitCode))
    .map(end => ({
      id: 'exited',
      params: paramsOf(end),
      severity: severityOf(facts, end),
      container: end.container.name,
      evidence: evidenceOf(facts, end),
      steps: [
        readLog(end),
        step('checkEnvironment', { command: 'viewProperties' }),
        step('followLogs', { command: 'followLogs', container: end.container.name }),
      ],
    }));

/** A command that is done at once is started again for ever under `Always`. */
export const endedAtOnce: Rule = facts =>
  ends(facts).flatMap((end): readonly Finding[] => {
    const { container, exitCode, restarts, looping, recovered } = end;
    const isOnce = facts.group?.restartPolicy !== 'Always' || container.isInit;
    if (exitCode !== 0 || isOnce || (restarts === 0 && !looping)) return [];
    return [
      {
        id: 'endedAtOnce',
        params: { container: container.name, seconds: secondsOf(end.state), restarts },
        severity: recovered ? 'warning' : 'error',
        container: container.name,
        evidence: evidenceOf(facts, end),
        steps: [
          step('choosePolicy', { value: 'Never', command: 'duplicateGroup' }),
          step('keepRunning', { command: 'duplicateGroup' }),
          readLog(end),
        ],
      },
    ];
  });

/** `Infrastructure Error`: an end without an exit code that nobody asked for. */
export const infrastructure: Rule = facts =>
  containersOf(facts).flatMap((container): readonly Finding[] => {
    const state = container.instanceView?.currentState;
    if (!state || !isIn(container, 'terminated') || state.exitCode !== undefined) return [];
    if (!/error/i.test(state.detailStatus)) return [];
    const warnings = eventsOf(container).filter(({ type }) => type === 'Warning');
    return [
      {
        id: 'infrastructure',
        params: { container: container.name, detail: state.detailStatus },
        severity: 'error',
        container: container.name,
        evidence: [
          { kind: 'state', container: container.name, which: 'current', state },
          ...quoteEvents(warnings.map(event => ({ container, event }))),
        ],
        steps: [
          step('startAgain', { command: 'startGroup' }),
          step('askSupport', { command: 'openInPortal' }),
        ],
      },
    ];
  });

function says(container: Container, pattern: RegExp): boolean {
  return eventsOf(container).some(event => pattern.test(textOf(event)));
}
