/** What metrics say: containers that get too little CPU, and groups that nobody speaks to. */
import { exhaustedCpuOf, fullMemoryBefore, nothingReceivedFor } from '../metrics/pressure.ts';
import { containersOfGroup, type Container } from '../model/containerGroup.ts';
import { isInState } from '../model/containerState.ts';
import type { Failure } from './failures.ts';
import { portList, type Facts, type Rule } from './facts.ts';
import { createStep, type Evidence, type Finding } from './finding.ts';

/** The memory of a container that was at its limit before it was killed; none where it was not, or isn't known. */
export function quoteFullMemory(
  { metrics }: Facts,
  { container, exitCode, state }: Failure,
): readonly Evidence[] {
  const endedAt = state?.finishTime;
  if (!metrics || exitCode !== 137 || endedAt === undefined) return [];
  const reading = fullMemoryBefore(metrics, container, endedAt);
  return reading ? [{ kind: 'metric', container: container.name, metric: 'memory', reading }] : [];
}

/** A container at the limit of its CPU for most of the last quarter of an hour. */
export const cpuExhausted: Rule = facts =>
  runningContainers(facts).flatMap((container): readonly Finding[] => {
    const reading = facts.metrics && exhaustedCpuOf(facts.metrics, container, facts.now);
    if (!reading) return [];
    return [
      {
        id: 'cpuExhausted',
        params: { container: container.name, cpu: reading.limit / 1_000 },
        severity: 'warning',
        container: container.name,
        evidence: [{ kind: 'metric', container: container.name, metric: 'cpu', reading }],
        steps: [
          createStep('giveCpu', { command: 'duplicateGroup' }),
          createStep('lookInside', { command: 'openTerminal', container: container.name }),
        ],
      },
    ];
  });

/** A group with open ports that nothing was sent to. */
export const nothingReceived: Rule = facts => {
  const ports = facts.group?.ipAddress?.ports ?? [];
  if (!facts.metrics || ports.length === 0 || runningContainers(facts).length === 0) return [];
  const quiet = nothingReceivedFor(facts.metrics);
  if (quiet === undefined) return [];
  return [
    {
      id: 'nothingReceived',
      params: { ports: portList(ports), minutes: Math.floor(quiet / 60_000) },
      severity: 'info',
      container: undefined,
      evidence: [],
      steps: [createStep('openBrowser', { command: 'openInBrowser' })],
    },
  ];
};

function runningContainers({ group }: Facts): readonly Container[] {
  return containersOfGroup(group).filter(container => isInState(container, 'running'));
}
