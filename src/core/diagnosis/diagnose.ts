/** Why did it fail? Rules over what is known of a group; the answer is data. */
import { allowedActions, type GroupAction } from '../model/groupState.ts';
import type { ContainerGroup } from '../model/containerGroup.ts';
import {
  endedAtOnce,
  endedByWindows,
  exited,
  infrastructure,
  killed,
  outOfMemory,
  platformMaintenance,
  segmentationFault,
  terminated,
} from './exits.ts';
import type { Facts, Rule } from './facts.ts';
import type { Finding, Severity, Step, StepCommand } from './finding.ts';
import { imageRefused, pullFailed, wrongArchitecture, wrongOs } from './images.ts';
import { cpuExhausted, nothingReceived } from './load.ts';
import { capacity, quota } from './quotaAndCapacity.ts';
import { dnsLabelTaken, subnet } from './network.ts';
import { listensOnLoopback, portElsewhere, portInUse, portNotExposed } from './ports.ts';
import { livenessFailing, readinessFailing } from './probes.ts';
import {
  doneBeside,
  finished,
  groupGone,
  nothingWrong,
  notRunning,
  refused,
  stopped,
  unexplained,
  unknownState,
  unexplainedWarnings,
} from './fallbackRules.ts';
import { commandNotFound, confidentialPolicy, notExecutable, notStarted } from './failedStarts.ts';
import { slowPull, spotEvicted, starting, stuck } from './transition.ts';
import { mountFailed } from './volumes.ts';

/** Causes: what they explain needs no further explanation. */
const causeRules: readonly Rule[] = [
  pullFailed,
  imageRefused,
  wrongOs,
  wrongArchitecture,
  quota,
  capacity,
  dnsLabelTaken,
  confidentialPolicy,
  mountFailed,
  subnet,
  spotEvicted,
  livenessFailing,
  portInUse,
  outOfMemory,
  commandNotFound,
  notExecutable,
  platformMaintenance,
  infrastructure,
  endedAtOnce,
];
/** Ends by their exit code alone, for containers that no cause is known of. */
const exitCodeRules: readonly Rule[] = [killed, segmentationFault, terminated, endedByWindows, exited];
/** Beside whatever else there is. */
const secondaryRules: readonly Rule[] = [
  readinessFailing,
  cpuExhausted,
  slowPull,
  portElsewhere,
  listensOnLoopback,
  portNotExposed,
  doneBeside,
  nothingReceived,
];
/** The first of these that has something to say, where nothing is wrong so far. */
const fallbackRules: readonly Rule[] = [
  refused,
  unexplained,
  notRunning,
  stuck,
  starting,
  stopped,
  finished,
  nothingWrong,
  unknownState,
  groupGone,
];

/**
 * What is wrong, the worst first; at least one finding, which may be that nothing is: never while Azure warns, calls
 * the group failed, restarts a container or lets it wait for a reason. Never throws.
 */
export function diagnose(facts: Facts): readonly Finding[] {
  const known = oncePerContainer(causeRules.flatMap(rule => rule(facts)));
  const explained = new Set(known.map(({ container }) => container));
  const byCode = exitCodeRules
    .flatMap(rule => rule(facts))
    .filter(({ container }) => !explained.has(container));
  for (const { container } of byCode) explained.add(container);
  const why = [...known, ...byCode, ...notStarted(facts, ({ name }) => explained.has(name))];
  const explainedSoFar = [...why, ...secondaryRules.flatMap(rule => rule(facts))];
  const found = [...explainedSoFar, ...unexplainedWarnings(facts, explainedSoFar)];
  const isAnswer = found.some(({ severity }) => severity !== 'info');
  const closing = isAnswer ? [] : firstResult(fallbackRules, facts);
  return [...closing, ...found]
    .toSorted((a, b) => severityOrder[a.severity] - severityOrder[b.severity])
    .map(finding => ({
      ...finding,
      steps: finding.steps.map(step => withoutUnavailableCommand(step, facts.group)),
    }));
}

const severityOrder: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

function firstResult(rules: readonly Rule[], facts: Facts): readonly Finding[] {
  for (const rule of rules) {
    const found = rule(facts);
    if (found.length > 0) return found;
  }
  return [];
}

/** Of several causes for one container's end, the one that the list of rules has first. */
function oncePerContainer(found: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return found.filter(({ container }) => {
    if (container === undefined) return true;
    if (seen.has(container)) return false;
    seen.add(container);
    return true;
  });
}

const requiredActions: Readonly<Partial<Record<StepCommand, GroupAction>>> = {
  deleteGroup: 'delete',
  duplicateGroup: 'duplicate',
  followLogs: 'followLogs',
  openInBrowser: 'openInBrowser',
  openLogSnapshot: 'followLogs',
  openTerminal: 'exec',
  restartGroup: 'restart',
  startGroup: 'start',
  stopGroup: 'stop',
};

/** The step without its command, where that can't be done with the group as it is. */
function withoutUnavailableCommand(step: Step, group: ContainerGroup | undefined): Step {
  const { command } = step;
  if (command === undefined || command === 'deleteFinishedGroups') return step;
  const action = requiredActions[command];
  const isPossible = group !== undefined && (action === undefined || allowedActions(group).includes(action));
  return isPossible ? step : { ...step, command: undefined };
}
