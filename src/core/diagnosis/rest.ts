/** What is to be said where nothing in particular is wrong, or nothing in particular is known. */
import { groupState } from '../groupState.ts';
import {
  allEvents,
  containersOf,
  eventsOf,
  isIn,
  lastRun,
  quoteError,
  quoteEvents,
  quoteLog,
  type Rule,
  timeOf,
} from './facts.ts';
import { type Evidence, type Finding, step } from './finding.ts';

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
          steps: /^(?:region|location)$/.test(facts.error.kind) ? [step('chooseLocation')] : [],
        },
      ]
    : [];

/** Azure calls it failed, and no rule knows why: the last warnings and log lines are all there is. */
export const unexplained: Rule = facts => {
  const { group } = facts;
  if (!group || groupState(group) !== 'failed') return [];
  const warnings = allEvents(facts).filter(({ event }) => event.type === 'Warning');
  const shown = (warnings.length > 0 ? warnings : allEvents(facts))
    .toSorted((a, b) => timeOf(a.event) - timeOf(b.event))
    .slice(-5);
  return [
    {
      id: 'unexplained',
      params: { state: group.provisioningState },
      severity: 'error',
      container: undefined,
      evidence: [
        ...quoteEvents(shown),
        ...containersOf(facts).flatMap(container => quoteLog(facts, container)),
      ],
      steps: [
        step('startAgain', { command: 'startGroup' }),
        step('viewProperties', { command: 'viewProperties' }),
        step('askSupport', { command: 'openInPortal' }),
      ],
    },
  ];
};

const byClient = /stopped per client request/i;

/** Somebody stopped it. */
export const stoppedByClient: Rule = facts => {
  const { group } = facts;
  if (!group || groupState(group) !== 'stopped') return [];
  const states = containersOf(facts).flatMap(({ name, instanceView }): readonly Evidence[] => {
    const state = instanceView?.currentState;
    return state && byClient.test(state.detailStatus)
      ? [{ kind: 'state', container: name, which: 'current', state }]
      : [];
  });
  const shared = {
    severity: 'info' as const,
    container: undefined,
    evidence: states,
    steps: [step('startAgain', { command: 'startGroup' })],
  };
  return [
    states.length > 0
      ? { id: 'stoppedByClient', params: {}, ...shared }
      : { id: 'stopped', params: {}, ...shared },
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
      evidence: ends(facts),
      steps: [
        step('readLog', { command: 'openLogSnapshot' }),
        step('startAgain', { command: 'startGroup' }),
        step('deleteOthers', { command: 'deleteGroup' }),
      ],
    },
  ];
};

function ends(facts: Parameters<Rule>[0]): readonly Evidence[] {
  return containersOf(facts).flatMap((container): readonly Evidence[] => {
    const run = lastRun(container);
    return run ? [{ kind: 'state', container: container.name, which: run.which, state: run.state }] : [];
  });
}

/** One is done while others go on: Azure calls the group `Running` all the same. */
export const doneBeside: Rule = facts => {
  const { group } = facts;
  if (!group || groupState(group) !== 'running') return [];
  return group.containers.flatMap((container): readonly Finding[] => {
    const state = container.instanceView?.currentState;
    if (!state || !isIn(container, 'terminated') || state.exitCode !== 0) return [];
    return [
      {
        id: 'doneBeside',
        params: { container: container.name },
        severity: 'info',
        container: container.name,
        evidence: [{ kind: 'state', container: container.name, which: 'current', state }],
        steps: [step('readLog', { command: 'openLogSnapshot', container: container.name })],
      },
    ];
  });
};

/** It runs, and nothing looks wrong. */
export const nothingWrong: Rule = ({ group }) => {
  if (!group) return [];
  const shown = group.containers.flatMap(container =>
    eventsOf(container).map(event => ({ container, event })),
  );
  return [
    {
      id: 'nothingWrong',
      params: { containers: group.containers.length },
      severity: 'info',
      container: undefined,
      evidence: quoteEvents(shown.toSorted((a, b) => timeOf(a.event) - timeOf(b.event)).slice(-5)),
      steps: [
        step('watchLog', { command: 'followLogs' }),
        step('lookInside', { command: 'openTerminal' }),
        step('openBrowser', { command: 'openInBrowser' }),
      ],
    },
  ];
};

export const gone: Rule = ({ group, error }) =>
  group || error
    ? []
    : [{ id: 'gone', params: {}, severity: 'info', container: undefined, evidence: [], steps: [] }];
