/** A container, compactly: as data, and as lines. */
import type { JsonObject } from '../../core/json.ts';
import type { Container, ContainerState, EnvironmentVariable } from '../../core/model/containerGroup.ts';
import { looksSecret } from '../../core/rules/looksSecret.ts';
import { fitItems } from './answer.ts';
import { maskCommand } from './groupDocument.ts';
import { timeText } from './readGroup.ts';
import { quoteUntrusted, untrustedLine } from './untrustedText.ts';

/** The most characters of a variable's value, and of all variables of a container as JSON. */
const longestValue = 100;
const longestVariables = 6_000;
const mostVariables = 100;

export function containerData(container: Container): JsonObject {
  const { name, isInit, image, cpu, memoryInGB, ports, instanceView: view } = container;
  const all = container.environmentVariables;
  const variables = fitItems(all.slice(0, mostVariables).map(variableData), longestVariables);
  return {
    name,
    ...(isInit && { isInit }),
    image: untrustedLine(image),
    ...(cpu !== undefined && { cpu }),
    ...(memoryInGB !== undefined && { memoryInGB }),
    ...(ports.length > 0 && { ports: ports.slice(0, 50).map(({ port, protocol }) => `${port}/${protocol}`) }),
    ...(container.command.length > 0 && { command: commandText(container) }),
    ...(view && { restartCount: view.restartCount }),
    ...(view?.currentState && { state: stateData(view.currentState) }),
    ...(view?.previousState && { previousState: stateData(view.previousState) }),
    ...(all.length > 0 && { variables }),
    ...(variables.length < all.length && { moreVariables: all.length - variables.length }),
  };
}

export function containerLines(container: Container): readonly string[] {
  const { name, isInit, image, cpu, memoryInGB, ports, instanceView: view } = container;
  const size = cpu === undefined ? [] : [`${cpu} vCPU, ${memoryInGB ?? '?'} GB`];
  const open = ports.slice(0, 50).map(({ port, protocol }) => `${port}/${protocol}`);
  const facts = [
    `image ${untrustedLine(image)}`,
    ...size,
    ...(open.length > 0 ? [`ports ${open.join(' ')}`] : []),
    ...(view && view.restartCount > 0 ? [`${view.restartCount} restarts`] : []),
  ];
  const all = container.environmentVariables;
  const variables = all.slice(0, mostVariables).map(variableText);
  return [
    `- ${isInit ? 'init container ' : ''}${name}: ${facts.join(' · ')}`,
    ...(view?.currentState ? [`  state: ${stateText(view.currentState)}`] : []),
    ...(view?.previousState ? [`  previous state: ${stateText(view.previousState)}`] : []),
    ...(container.command.length > 0 ? [`  command: ${commandText(container)}`] : []),
    ...(variables.length > 0 ? [`  variables: ${variables.join(', ')}`] : []),
    ...(all.length > mostVariables
      ? [`  and ${all.length - mostVariables} variables more: see the document`]
      : []),
  ];
}

function commandText({ command }: Container): string {
  return untrustedLine(maskCommand(command).join(' '));
}

function variableData({ name, value = '', secure }: EnvironmentVariable): JsonObject {
  const hidden = hiddenReason({ name, value, secure });
  const shown = hidden === undefined ? { value: untrustedLine(value, longestValue) } : { hidden };
  return { name: untrustedLine(name, longestValue), ...shown };
}

function variableText({ name, value = '', secure }: EnvironmentVariable): string {
  const hidden = hiddenReason({ name, value, secure });
  const shown = untrustedLine(name, longestValue);
  return hidden === undefined ? `${shown}=${quoteUntrusted(value, longestValue)}` : `${shown} (${hidden})`;
}

function hiddenReason({ name, value = '', secure }: EnvironmentVariable): string | undefined {
  if (secure) return 'secure';
  return looksSecret(name, value) ? 'looks like a secret' : undefined;
}

function stateData({ state, detailStatus, startTime, finishTime, exitCode }: ContainerState): JsonObject {
  return {
    state: untrustedLine(state, 100),
    ...(detailStatus !== '' && { detail: untrustedLine(detailStatus, 300) }),
    ...(exitCode !== undefined && { exitCode }),
    ...(startTime !== undefined && { startedAt: timeText(startTime) }),
    ...(finishTime !== undefined && { finishedAt: timeText(finishTime) }),
  };
}

function stateText(of: ContainerState): string {
  const { state, detailStatus, startTime, finishTime, exitCode } = of;
  return [
    untrustedLine(state, 100),
    ...(detailStatus === '' ? [] : [untrustedLine(detailStatus, 300)]),
    ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
    ...(startTime === undefined ? [] : [`from ${timeText(startTime)}`]),
    ...(finishTime === undefined ? [] : [`to ${timeText(finishTime)}`]),
  ].join(', ');
}
