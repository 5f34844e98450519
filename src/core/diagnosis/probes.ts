/** Liveness and readiness probes that fail. */
import { type Container, type ContainerEvent, containersOfGroup } from '../model/containerGroup.ts';
import { isInState } from '../model/containerState.ts';
import { type Facts, quoteEventsOf, quoteLog, type Rule, eventText } from './facts.ts';
import { eventsOfContainer, sortableTime } from '../model/containerEvents.ts';
import { type Finding, type FindingParams, createStep } from './finding.ts';

type Probe = FindingParams['probeFailing']['probe'];
type Why = FindingParams['probeFailing']['why'];

/**
 * A container whose probe had not failed for so long (ms) has got over it: while it ran, or runs. As long as Kubernetes
 * waits before it takes a container that was restarted for well.
 */
const recoveredAfter = 10 * 60_000;

/** A failing liveness probe has the container killed and started again. */
export const livenessFailing: Rule = facts =>
  failingProbes(facts).filter(({ params }) => params.probe !== 'readiness');

/** A failing readiness probe keeps traffic away; the container goes on, or fails for reasons of its own. */
export const readinessFailing: Rule = facts =>
  failingProbes(facts).filter(({ params }) => params.probe === 'readiness');

function failingProbes(facts: Facts): readonly Finding<'probeFailing'>[] {
  return containersOfGroup(facts.group).flatMap((container): readonly Finding<'probeFailing'>[] => {
    const failures = eventsOfContainer(container).filter(isFailedProbe);
    const last = failures.reduce((latest, event) => Math.max(latest, sortableTime(event)), 0);
    const until = container.instanceView?.currentState?.finishTime ?? facts.now;
    if (failures.length === 0 || (hasRun(container) && last < until - recoveredAfter)) return [];
    const probe = probeOf(failures);
    const kills = (event: ContainerEvent) => event.name === 'Killing' || event.name === 'BackOff';
    return [
      {
        id: 'probeFailing',
        params: { container: container.name, probe, why: whyOf(failures) },
        severity: probe === 'readiness' ? 'warning' : 'error',
        container: container.name,
        evidence: [
          ...quoteEventsOf(container, event => isFailedProbe(event) || kills(event)),
          ...quoteLog(facts, container),
        ],
        steps: [
          createStep('fixProbe', { command: 'editGroup' }),
          createStep('giveProbeTime'),
          createStep('lookInside', { command: 'openTerminal', container: container.name }),
          createStep('readLog', { command: 'openLogSnapshot', container: container.name }),
        ],
      },
    ];
  });
}

/** Not waiting for its next run, which a failed probe may be the reason of. */
function hasRun(container: Container): boolean {
  return isInState(container, 'running') || isInState(container, 'terminated');
}

function isFailedProbe(event: ContainerEvent): boolean {
  return event.name === 'Unhealthy' || /\bprobe (?:failed|errored)\b/i.test(eventText(event));
}

/** The liveness probe weighs more: it is the one that kills. */
function probeOf(failures: readonly ContainerEvent[]): Probe {
  const about = (probe: string) => failures.some(event => eventText(event).toLowerCase().includes(probe));
  for (const probe of ['liveness', 'startup', 'readiness'] as const) if (about(probe)) return probe;
  return 'unknown';
}

function whyOf(failures: readonly ContainerEvent[]): Why {
  const text = failures.map(eventText).join('\n');
  if (/connection refused/i.test(text)) return 'refused';
  if (/status ?code/i.test(text)) return 'status';
  if (/timeout|timed out|deadline exceeded/i.test(text)) return 'timeout';
  return /exec|command|exit|no such file/i.test(text) ? 'command' : 'unknown';
}
