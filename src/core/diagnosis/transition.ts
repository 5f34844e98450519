/** Groups that are on their way somewhere, or were taken away. */
import { groupState, isTransitioning } from '../model/groupState.ts';
import { type Container, containersOfGroup } from '../model/containerGroup.ts';
import { isInState } from '../model/containerState.ts';
import {
  eventText,
  type Facts,
  hasStarted,
  quoteEvents,
  quoteEventsOf,
  quoteLatestEvents,
  quoteState,
  type Rule,
} from './facts.ts';
import {
  currentEventsOfGroup,
  eventsOfContainer,
  eventsOfGroup,
  sortableTime,
} from '../model/containerEvents.ts';
import { type Finding, createStep } from './finding.ts';

const minute = 60_000;
/**
 * A pull that takes longer (ms) is a big image; a group that takes longer than `long` hangs: half a minute is usual.
 */
const slowPullTime = 3 * minute;
const stuckTime = 10 * minute;

/** The image is being pulled, and that takes long. */
export const slowPull: Rule = facts =>
  containersOfGroup(facts.group).flatMap((container): readonly Finding[] => {
    const since = pullingSince(container);
    if (
      since === undefined ||
      facts.now - since < slowPullTime ||
      !facts.group ||
      !isTransitioning(facts.group)
    )
      return [];
    return [
      {
        id: 'slowPull',
        params: { container: container.name, image: container.image, minutes: minutes(facts.now - since) },
        severity: 'warning',
        container: container.name,
        evidence: quoteEventsOf(container, ({ name }) => name === 'Pulling'),
        steps: [createStep('waitForIt'), createStep('smallerImage')],
      },
    ];
  });

/** When the pull that is under way began, as far as events show. */
function pullingSince(container: Container): number | undefined {
  const events = eventsOfContainer(container);
  const [last] = events
    .filter(({ name }) => name === 'Pulling')
    .sort((a, b) => sortableTime(b) - sortableTime(a));
  if (last?.firstTimestamp === undefined) return undefined;
  const done = events.some(
    event =>
      (event.name === 'Pulled' || event.type === 'Warning') && sortableTime(event) >= sortableTime(last),
  );
  return done || hasStarted(container) ? undefined : last.firstTimestamp;
}

/** In transition for far longer than usual. */
export const stuck: Rule = facts => {
  const { group, now } = facts;
  const since = transitionStart(facts);
  if (!group || !isTransitioning(group) || since === undefined || now - since < stuckTime) return [];
  return [
    {
      id: 'stuck',
      params: { state: group.provisioningState, minutes: minutes(now - since) },
      severity: 'error',
      container: undefined,
      evidence: quoteLatestEvents(eventsOfGroup(facts.group)),
      steps: [
        createStep('waitForIt'),
        createStep('deleteAgain', { command: 'deleteGroup' }),
        createStep('askSupport', { command: 'openInPortal' }),
      ],
    },
  ];
};

/** In transition, as it should be; or moved, because the machine it was on failed. */
export const starting: Rule = facts => {
  const { group } = facts;
  if (!group || !isTransitioning(group)) return [];
  const isRepaired = group.provisioningState.toLowerCase() === 'repairing';
  return [
    {
      id: isRepaired ? 'repairing' : 'starting',
      params: { state: group.provisioningState },
      severity: 'info',
      container: undefined,
      evidence: quoteLatestEvents(eventsOfGroup(facts.group)),
      steps: [createStep('waitForIt')],
    },
  ];
};

/**
 * When this transition began, as far as events show: with the first of them, or, where the group was there before,
 * with the end of its former containers.
 */
function transitionStart(facts: Facts): number | undefined {
  const events = eventsOfGroup(facts.group).map(({ event }) => event);
  const kills = events.filter(({ name }) => name === 'Killing').map(sortableTime);
  if (kills.length > 0) return Math.max(...kills);
  if (facts.group && groupState(facts.group) === 'updating') return undefined;
  const times = events.flatMap(({ firstTimestamp }) => firstTimestamp ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

const evictionPattern = /evict|preempt|reclaim/i;

/**
 * Azure evicted a Spot group: an event or a state says so. Its containers wait for another machine or have ended,
 * also where the group is called running (learn.microsoft.com, "Spot containers remain in the Waiting state").
 */
export const spotEvicted: Rule = facts => {
  const { group } = facts;
  if (group?.priority !== 'Spot') return [];
  const events = currentEventsOfGroup(facts.group).filter(({ event }) =>
    evictionPattern.test(eventText(event)),
  );
  const states = containersOfGroup(group).flatMap(container =>
    evictionPattern.test(container.instanceView?.currentState?.detailStatus ?? '')
      ? quoteState(container)
      : [],
  );
  if (group.containers.some(container => isInState(container, 'running'))) return [];
  if (events.length === 0 && states.length === 0) return [];
  return [
    {
      id: 'spotEvicted',
      params: {},
      severity: 'error',
      container: undefined,
      evidence: [...quoteEvents(events), ...states],
      steps: [
        createStep('startAgain', { command: 'startGroup' }),
        createStep('regularPriority', { command: 'duplicateGroup' }),
        createStep('chooseLocation', { command: 'duplicateGroup' }),
      ],
    },
  ];
};

function minutes(ms: number): number {
  return Math.floor(ms / minute);
}
