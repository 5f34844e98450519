/** Ports that nobody can reach. */
import { type Container, containersOfGroup } from '../model/containerGroup.ts';
import { isInState } from '../model/containerState.ts';
import {
  type Facts,
  lastRun,
  logLines,
  portList,
  quoteEvents,
  quoteLog,
  quoteState,
  type Rule,
} from './facts.ts';
import { type Finding, createStep } from './finding.ts';

const addressInUse = /address already in use|eaddrinuse|only one usage of each socket address/i;
const byPort = /\b(?:listening|listens|serving|running|started|bound)\b.{0,60}?\bport[ :=]{1,3}(\d{2,5})\b/i;
const byAddress =
  /\b(?:listening|listens|serving|running|started|bound)\b.{0,60}?(127\.0\.0\.1|localhost|\[::1\]|0\.0\.0\.0|\[::\]|\*):(\d{2,5})\b/i;

interface Listener {
  readonly port: number;
  /** Only programs in the same group can reach it. */
  readonly loopback: boolean;
}

/** Where a container's log says that it listens. */
function listenersInLog(facts: Facts, container: Container): readonly Listener[] {
  return logLines(facts, container).flatMap(line => {
    const text = line.slice(0, 400);
    const [, host, port] = byAddress.exec(text) ?? [];
    if (port !== undefined)
      return [{ port: Number(port), loopback: host === '127.0.0.1' || host === '[::1]' }];
    const [, only] = byPort.exec(text) ?? [];
    return only === undefined ? [] : [{ port: Number(only), loopback: false }];
  });
}

/** Containers of a group share one network: only one of them can have a port. */
export const portInUse: Rule = facts =>
  containersOfGroup(facts.group).flatMap((container): readonly Finding[] => {
    const run = lastRun(container);
    if (!run || run.exitCode === 0 || !logLines(facts, container).some(line => addressInUse.test(line)))
      return [];
    return [
      {
        id: 'portInUse',
        params: { container: container.name, ports: portList(container.ports) },
        severity: run.recovered ? 'warning' : 'error',
        container: container.name,
        evidence: [...quoteState(container, run.which), ...quoteLog(facts, container)],
        steps: [
          createStep('choosePort', { command: 'duplicateGroup' }),
          createStep('readLog', { command: 'openLogSnapshot', container: container.name }),
        ],
      },
    ];
  });

/** It listens, but on a port that the group doesn't open. */
export const portElsewhere: Rule = facts =>
  runningWithPorts(facts).flatMap((container): readonly Finding[] => {
    const open = facts.group?.ipAddress?.ports ?? [];
    const listens = listenersInLog(facts, container);
    const isOpen = ({ port }: Listener) => open.some(other => other.port === port);
    if (listens.length === 0 || listens.some(isOpen)) return [];
    return [
      {
        id: 'portElsewhere',
        params: { container: container.name, listens: portList(listens), open: portList(open) },
        severity: 'warning',
        container: container.name,
        evidence: quoteLog(facts, container),
        steps: [createStep('exposePort', { value: portList(listens), command: 'duplicateGroup' })],
      },
    ];
  });

/** It listens on 127.0.0.1: what comes from outside finds nobody. */
export const listensOnLoopback: Rule = facts =>
  runningWithPorts(facts).flatMap((container): readonly Finding[] => {
    const listens = listenersInLog(facts, container);
    const [first] = listens;
    if (!first || !listens.every(({ loopback }) => loopback)) return [];
    return [
      {
        id: 'listensOnLoopback',
        params: { container: container.name, port: first.port },
        severity: 'warning',
        container: container.name,
        evidence: quoteLog(facts, container),
        steps: [
          createStep('bindToAllAddresses'),
          createStep('lookInside', { command: 'openTerminal', container: container.name }),
        ],
      },
    ];
  });

/** Running containers with ports, in a group with an address. */
function runningWithPorts(facts: Facts): readonly Container[] {
  if (!facts.group?.ipAddress) return [];
  return containersOfGroup(facts.group).filter(
    container => container.ports.length > 0 && isInState(container, 'running'),
  );
}

/** A container's port that isn't among those of the group's address. */
export const portNotExposed: Rule = facts => {
  const address = facts.group?.ipAddress;
  if (!address) return [];
  return containersOfGroup(facts.group).flatMap((container): readonly Finding[] => {
    const closed = container.ports.filter(
      ({ port, protocol }) => !address.ports.some(open => open.port === port && open.protocol === protocol),
    );
    if (closed.length === 0) return [];
    return [
      {
        id: 'portNotExposed',
        params: { container: container.name, ports: portList(closed), open: portList(address.ports) },
        severity: 'info',
        container: container.name,
        evidence: quoteEvents([]),
        steps: [createStep('exposePort', { value: portList(closed), command: 'duplicateGroup' })],
      },
    ];
  });
};
