/** Containers whose command cannot be run, or that don't come up for another reason. */
import { type Container, containersOfGroup } from '../model/containerGroup.ts';
import { unsplitCommandProblem } from '../rules/commandLine.ts';
import { currentEventsOfContainer, currentEventsOfGroup } from '../model/containerEvents.ts';
import { isStoppedByClient } from '../model/containerState.ts';
import { errorText, type Facts, logLines, quoteError, quoteEvents, type Rule, eventText } from './facts.ts';
import { type Failure, failureFields, failures, isFailedStart, paramsOf, readLog } from './failures.ts';
import { type Finding, createStep, type Step } from './finding.ts';

/** runc and Windows' CreateProcess about a program that isn't there. */
const noSuchExecutable =
  /executable file not found|exec: .{0,300}no such file or directory|cannot find the (?:file|path) specified/i;
const notPermitted = /exec: .{0,300}permission denied|CreateProcess.{0,300}access is denied/i;
/**
 * What the kernel makes of the image's first program, in the container's own log: `exec /run.sh: no such file or
 * directory`.
 */
const noSuchInterpreter =
  /^(?:standard_init_linux\.go:\d+: )?exec (?:\S+: |user process caused:? "?)no such file or directory/;
const notPermittedInLog =
  /^(?:standard_init_linux\.go:\d+: )?exec (?:\S+: |user process caused:? "?)permission denied/;

/** `sh` runs what isn't there: 127, or the runtime says so in an event, or the kernel in the log. */
export const commandNotFound: Rule = facts =>
  failures(facts)
    .filter(
      failure => failure.exitCode === 127 || mentions(facts, failure, noSuchExecutable, noSuchInterpreter),
    )
    .map(failure => ({
      id: 'commandNotFound',
      params: { ...paramsOf(facts, failure), ...commandOf(failure) },
      ...failureFields(facts, failure, [changeCommand(failure), ...readLog(failure)]),
    }));

/** 126: it is there, but not a program that may be run. */
export const notExecutable: Rule = facts =>
  failures(facts)
    .filter(failure => failure.exitCode === 126 || mentions(facts, failure, notPermitted, notPermittedInLog))
    .map(failure => ({
      id: 'notExecutable',
      params: { ...paramsOf(facts, failure), ...commandOf(failure) },
      ...failureFields(facts, failure, [
        createStep('makeExecutable'),
        changeCommand(failure),
        ...readLog(failure),
      ]),
    }));

function mentions(facts: Facts, { container }: Failure, inEvents: RegExp, inLog: RegExp): boolean {
  return (
    (containersOfGroup(facts.group).length === 1 && inEvents.test(errorText(facts))) ||
    currentEventsOfContainer(container).some(
      event => isFailedStart(event) && inEvents.test(eventText(event)),
    ) ||
    logLines(facts, container).some(line => inLog.test(line))
  );
}

/** `["echo hello"]` looks for a program whose name has a blank: ACI runs no shell that would take it apart. */
function commandOf({ container: { command } }: Failure) {
  return { command: command.join(' '), isOneWord: unsplitCommandProblem(command) !== undefined };
}

function changeCommand({ container }: Failure): Step {
  return createStep('changeCommand', { value: container.command.join(' '), command: 'duplicateGroup' });
}

/**
 * Confidential containers run only what their policy lists (learn.microsoft.com, "Troubleshoot common issues with
 * confidential containers").
 */
const deniedByPolicy =
  /denied (?:by|due to) policy|not allowed by policy|missing from policy|rego (?:policy|compilation)|CCE ?policy|framework_svn/i;

export const confidentialPolicy: Rule = facts => {
  const events = currentEventsOfGroup(facts.group).filter(
    ({ event }) => event.type === 'Warning' && deniedByPolicy.test(eventText(event)),
  );
  const refused = deniedByPolicy.test(errorText(facts));
  if (events.length === 0 && !refused) return [];
  const containers = new Set(events.map(({ container }) => container));
  const [only] = containers;
  return [
    {
      id: 'confidentialPolicy',
      params: {},
      severity: 'error',
      container: containers.size === 1 ? only?.name : undefined,
      evidence: [...quoteEvents(events), ...(refused ? quoteError(facts) : [])],
      steps: [createStep('generatePolicy')],
    },
  ];
};

/**
 * A container that doesn't start, or was restarted, for a reason that no other rule knows: with Azure's own message.
 */
export function notStarted(facts: Facts, isExplained: (container: Container) => boolean): readonly Finding[] {
  const failed = new Map(failures(facts).map(failure => [failure.container, failure]));
  return containersOfGroup(facts.group).flatMap((container): readonly Finding[] => {
    const failure = failed.get(container) ?? failureFromRestarts(container);
    if (!failure || isExplained(container)) return [];
    const [said] = currentEventsOfContainer(container).filter(isFailedStart);
    return [
      {
        id: 'notStarted',
        params: { ...paramsOf(facts, failure), said: said?.message ?? '' },
        ...failureFields(facts, failure, [
          createStep('readLog', { command: 'openLogSnapshot', container: container.name }),
          createStep('viewProperties', { command: 'viewProperties' }),
          createStep('askSupport', { command: 'openInPortal' }),
        ]),
      },
    ];
  });
}

/** It was restarted, and Azure has no exit code of its runs. */
function failureFromRestarts(container: Container): Failure | undefined {
  const view = container.instanceView;
  if (!view || view.restartCount <= 0 || isStoppedByClient(container)) return undefined;
  const { currentState: state, restartCount: restarts } = view;
  const recovered = state?.state.toLowerCase() === 'running';
  return { container, exitCode: undefined, state, which: 'current', restarts, looping: false, recovered };
}
