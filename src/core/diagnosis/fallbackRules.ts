/** Findings for groups of which no other rule knows a cause: their state, and what Azure says of them. */
import { groupState } from '../model/groupState.ts';
import { type Container, type ContainerGroup, containersOfGroup } from '../model/containerGroup.ts';
import { hasProblem, isHealthy } from '../model/groupHealth.ts';
import {
  currentWarnings,
  eventsOfContainer,
  eventsOfGroup,
  type EventSource,
  eventTime,
  sortableTime,
} from '../model/containerEvents.ts';
import { abnormalWaitReason, isInState, isStoppedByClient } from '../model/containerState.ts';
import {
  type Facts,
  lastRun,
  quoteActivity,
  quoteError,
  quoteEvents,
  quoteLatestEvents,
  quoteLog,
  quoteState,
  type Rule,
} from './facts.ts';
import { type Evidence, type Finding, type Severity, createStep } from './finding.ts';

/** The create was refused, and no other rule knows the reason better than the kind of the error does. */
export const refused: Rule = facts =>
  facts.error
    ? [
        {
          id: 'refused',
          params: { kind: facts.error.kind },
          severity: 'error',
          container: undefined,
          evidence: quoteError(facts),
          steps: /^(?:region|location)$/.test(facts.error.kind) ? [createStep('chooseLocation')] : [],
        },
      ]
    : [];

/** Azure calls it failed, and no rule knows why: the last events, states and log lines are all there is. */
export const unexplained: Rule = facts => {
  const { group } = facts;
  if (!group || groupState(group) !== 'failed') return [];
  return [
    {
      id: 'unexplained',
      params: {
        state: group.provisioningState,
        isWaiting: containersOfGroup(facts.group).some(container => isInState(container, 'waiting')),
      },
      severity: 'error',
      container: undefined,
      evidence: [
        ...quoteLatestEvents(eventsOfGroup(facts.group)),
        ...containersOfGroup(facts.group).flatMap(container =>
          isInState(container, 'running') ? [] : quoteState(container),
        ),
        ...containersOfGroup(facts.group).flatMap(container => quoteLog(facts, container)),
      ],
      steps: [
        createStep('startAgain', { command: 'startGroup' }),
        createStep('viewProperties', { command: 'viewProperties' }),
        createStep('askSupport', { command: 'openInPortal' }),
      ],
    },
  ];
};

/** Warnings of the present that no other finding quotes: nothing is well while Azure warns, whatever of. */
export function unexplainedWarnings(facts: Facts, found: readonly Finding[]): readonly Finding[] {
  const { group } = facts;
  if (!group) return [];
  const quoted = new Set(
    found.flatMap(({ evidence }) => evidence.flatMap(one => (one.kind === 'event' ? [one.event] : []))),
  );
  const explained = new Set(
    found.flatMap(({ container, severity }) => (severity === 'info' ? [] : container)),
  );
  // `BackOff` adds nothing where another finding explains why the container fails.
  const isNews = ({ container, event }: EventSource) =>
    !quoted.has(event) && !(event.name === 'BackOff' && container && explained.has(container.name));
  const left = currentWarnings(group).filter(isNews);
  return [...new Set(left.map(({ container }) => container))].map(container => {
    const events = left.filter(one => one.container === container);
    const last = events
      .map(({ event }) => event)
      .reduce((a, b) => (sortableTime(b) >= sortableTime(a) ? b : a));
    const time = eventTime(last);
    return {
      id: 'warned',
      params: {
        container: container?.name,
        said: last.message === '' ? last.name : last.message,
        minutes: time === undefined ? undefined : Math.max(0, Math.floor((facts.now - time) / 60_000)),
      },
      severity: severityOfWarning(group, container),
      container: container?.name,
      evidence: [...quoteEvents(events), ...(container ? quoteLog(facts, container) : [])],
      steps: [
        createStep('viewProperties', { command: 'viewProperties' }),
        createStep('askSupport', { command: 'openInPortal' }),
      ],
    };
  });
}

/** What ended well may have been warned about; what doesn't run, mostly for that reason. */
function severityOfWarning(group: ContainerGroup, container: Container | undefined): Severity {
  const state = groupState(group);
  if (state === 'succeeded') return 'info';
  if (state === 'stopped') return 'warning';
  if (state !== 'running') return 'error';
  const about = container ? [container] : group.containers;
  return about.every(one => isHealthy(one, group)) ? 'warning' : 'error';
}

/** Containers that wait for more than the usual, or don't run though Azure calls the group running. */
export const notRunning: Rule = facts => {
  const { group } = facts;
  if (!group) return [];
  const isCalledRunning = groupState(group) === 'running';
  return containersOfGroup(facts.group).flatMap((container): readonly Finding[] => {
    const state = container.instanceView?.currentState;
    const isOut = isCalledRunning && !isHealthy(container, group);
    if (!state || (!isOut && abnormalWaitReason(container) === '')) return [];
    return [
      {
        id: 'notRunning',
        params: { container: container.name, state: state.state, detail: state.detailStatus },
        severity: 'warning',
        container: container.name,
        evidence: [
          ...quoteState(container),
          ...quoteEvents(
            eventsOfContainer(container)
              .slice(-5)
              .map(event => ({ container, event })),
          ),
          ...quoteLog(facts, container),
        ],
        steps: [
          createStep('waitForIt'),
          createStep('viewProperties', { command: 'viewProperties' }),
          createStep('askSupport', { command: 'openInPortal' }),
        ],
      },
    ];
  });
};

/** Somebody stopped it. */
export const stopped: Rule = facts => {
  const { group } = facts;
  if (!group || groupState(group) !== 'stopped') return [];
  const states = containersOfGroup(facts.group)
    .filter(isStoppedByClient)
    .flatMap(container => quoteState(container));
  const who = quoteActivity(facts, ['stop']);
  const params = { caller: who[0]?.entry.caller };
  const shared = {
    severity: 'info' as const,
    container: undefined,
    evidence: [...who, ...states],
    steps: [createStep('startAgain', { command: 'startGroup' })],
  };
  return [
    states.length > 0 ? { id: 'stoppedByClient', params, ...shared } : { id: 'stopped', params, ...shared },
  ];
};

/** Every container has ended well. */
export const finished: Rule = facts => {
  const { group } = facts;
  if (!group || groupState(group) !== 'succeeded') return [];
  return [
    {
      id: 'finished',
      params: { containers: group.containers.length },
      severity: 'info',
      container: undefined,
      evidence: quoteLastRuns(facts),
      steps: [
        createStep('readLog', { command: 'openLogSnapshot' }),
        createStep('startAgain', { command: 'startGroup' }),
        createStep('deleteOthers', { command: 'deleteGroup' }),
      ],
    },
  ];
};

function quoteLastRuns(facts: Facts): readonly Evidence[] {
  return containersOfGroup(facts.group).flatMap((container): readonly Evidence[] => {
    const run = lastRun(container);
    return run ? quoteState(container, run.which) : [];
  });
}

/** One is done while others go on: Azure calls the group `RunningAz` all the same. */
export const doneBeside: Rule = facts => {
  const { group } = facts;
  if (!group || groupState(group) !== 'running') return [];
  return group.containers.flatMap((container): readonly Finding[] => {
    if (!isInState(container, 'terminated') || !isHealthy(container, group)) return [];
    return [
      {
        id: 'doneBeside',
        params: { container: container.name },
        severity: 'info',
        container: container.name,
        evidence: quoteState(container),
        steps: [createStep('readLog', { command: 'openLogSnapshot', container: container.name })],
      },
    ];
  });
};

/** It runs, each of its containers does as it should, and Azure warns of nothing. */
export const nothingWrong: Rule = ({ group }) => {
  if (!group || groupState(group) !== 'running' || hasProblem(group)) return [];
  const ofContainers = group.containers.flatMap(container =>
    eventsOfContainer(container).map(event => ({ container, event })),
  );
  return [
    {
      id: 'nothingWrong',
      params: { containers: group.containers.length },
      severity: 'info',
      container: undefined,
      evidence: quoteLatestEvents(ofContainers),
      steps: [
        createStep('watchLog', { command: 'followLogs' }),
        createStep('lookInside', { command: 'openTerminal' }),
        createStep('openBrowser', { command: 'openInBrowser' }),
      ],
    },
  ];
};

/** Azure says what nothing here is prepared for, or says nothing: that is all there is to say. */
export const unknownState: Rule = facts => {
  const { group } = facts;
  if (!group) return [];
  return [
    {
      id: 'unknownState',
      params: { state: [group.provisioningState, group.state].filter(word => word !== undefined).join(', ') },
      severity: hasProblem(group) ? 'warning' : 'info',
      container: undefined,
      evidence: [
        ...containersOfGroup(facts.group).flatMap(container => quoteState(container)),
        ...quoteLatestEvents(eventsOfGroup(facts.group)),
      ],
      steps: [
        createStep('viewProperties', { command: 'viewProperties' }),
        createStep('askSupport', { command: 'openInPortal' }),
      ],
    },
  ];
};

export const groupGone: Rule = facts => {
  if (facts.group || facts.error) return [];
  const who = quoteActivity(facts, ['delete']);
  const params = { caller: who[0]?.entry.caller };
  return [{ id: 'gone', params, severity: 'info', container: undefined, evidence: who, steps: [] }];
};
