import type { Container } from '../model/containerGroup.ts';
import type { MetricId } from './groupMetrics.ts';

const bytesPerGB = 1024 ** 3;

/** How much a container has of something, in the unit of its metric; undefined where Azure doesn't say. */
export interface ContainerLimits {
  readonly request: number | undefined;
  readonly limit: number | undefined;
}

/**
 * What a container may use of CPU or memory. Without a limit it has what it requests (learn.microsoft.com "Container
 * groups in Azure Container Instances", "Resource usage by container instances").
 */
export function limitsOf(container: Container, metric: MetricId): ContainerLimits {
  const { cpu, memoryInGB, cpuLimit, memoryLimitInGB } = container;
  if (metric === 'cpu') return limits(cpu, cpuLimit, 1_000);
  return metric === 'memory' ? limits(memoryInGB, memoryLimitInGB, bytesPerGB) : limits();
}

function limits(request?: number, limit?: number, unit = 1): ContainerLimits {
  const scaled = (value: number | undefined) => (value === undefined ? undefined : value * unit);
  return { request: scaled(request), limit: scaled(limit ?? request) };
}
