/** Rules for CPU, memory and GPUs, and for what kinds of group go with them. */
import { minimum } from '../rules/size.ts';
import {
  at,
  error,
  hint,
  isThere,
  items,
  numberOf,
  onKey,
  type Place,
  type Problem,
  type Problems,
  ruleAt,
  says,
  textOf,
  warning,
} from './problem.ts';

/**
 * What a group has at most by "Resource availability & quota limits for ACI". Other pages and recorded answers of
 * `capabilities` say 32 vCPUs and 256 GB: none of them is sure enough to stop anybody.
 */
const largest = {
  standard: { cpu: 31, memoryInGB: 240 },
  confidential: { cpu: 31, memoryInGB: 180 },
  spot: { cpu: 4, memoryInGB: 16 },
  gpu: { cpu: 24, memoryInGB: 448 },
};

export function* sizeProblems(group: Place): Problems {
  const containers = items(at(group, 'containers'));
  const isFromProfile = isThere(at(group, 'containerGroupProfile'));
  for (const container of containers) yield* requestProblems(container, isFromProfile);
  yield* sumProblems(group, containers);
  yield* kindProblems(group, containers.map(gpuOf).filter(isThere));
}

function requestsOf(container: Place): Place {
  return at(container, 'properties', 'resources', 'requests');
}

function gpuOf(container: Place): Place {
  return at(requestsOf(container), 'gpu');
}

/** Both are required since API version 2017-07-01-preview, by the service's own refusal. */
function* requestProblems(container: Place, isFromProfile: boolean): Problems {
  const amounts = [at(requestsOf(container), 'cpu'), at(requestsOf(container), 'memoryInGB')];
  const name = textOf(at(container, 'name')) ?? '';
  if (!isFromProfile && !amounts.every(isThere))
    yield onKey(error(nearest(container), 'requestsMissing', name));
  for (const key of ['cpu', 'memoryInGB'] as const) {
    const request = at(requestsOf(container), key);
    const limit = at(container, 'properties', 'resources', 'limits', key);
    for (const amount of [request, limit]) yield* amountProblems(amount, key);
    yield* limitProblems(numberOf(request), limit);
  }
}

/** "The resource limit of a container instance must be greater than or equal to the mandatory resource request". */
function* limitProblems(request: number | undefined, place: Place): Problems {
  const limit = numberOf(place);
  if (request !== undefined && limit !== undefined && limit > 0 && limit < request)
    yield warning(place, 'limitBelowRequest', `${limit}`, `${request}`);
}

/** The innermost part of `properties.resources.requests` that is there: where to add what lacks. */
function nearest(container: Place): Place {
  const steps = ['properties', 'resources', 'requests'];
  const places = steps.map((_, index) => at(container, ...steps.slice(0, index + 1)));
  return places.findLast(isThere) ?? container;
}

/**
 * "The memory requirement should be in increments of `0.1 GB`" (the service in CompositionalIT/farmer#1004). For vCPUs
 * only the help of `az container create` says so.
 */
function* amountProblems(place: Place, key: 'cpu' | 'memoryInGB'): Problems {
  const amount = numberOf(place);
  if (amount === undefined) return;
  if (!(amount > 0)) yield error(place, 'sizeNotPositive');
  else if (Math.round(amount * 10) / 10 !== amount)
    yield ruleAt(place, { code: 'numberDecimals', text: `${amount}` }, key === 'cpu' ? 'hint' : 'error');
}

/**
 * Init containers run before the others and count nothing. A group that asks for less than 1 vCPU and 1 GB is given
 * them ("Introduction to container groups").
 */
function* sumProblems(group: Place, containers: readonly Place[]): Problems {
  const total = (key: string) => {
    const amounts = containers.map(container => numberOf(at(requestsOf(container), key)));
    return amounts.every(amount => amount !== undefined) && amounts.length > 0
      ? Math.round(amounts.reduce((sum, amount) => sum + amount, 0) * 100) / 100
      : undefined;
  };
  const most = mostOf(group, containers);
  const where =
    containers.length === 1 && containers[0] ? requestsOf(containers[0]) : at(group, 'containers');
  const [cpu, memory] = [total('cpu'), total('memoryInGB')];
  const at1 = (key: string): Place => (containers.length === 1 ? at(where, key) : where);
  const tell = (problem: Problem): Problem => (containers.length === 1 ? problem : onKey(problem));
  if (cpu !== undefined && cpu > most.cpu)
    yield tell(warning(at1('cpu'), 'groupCpuTooBig', `${cpu}`, `${most.cpu}`));
  if (memory !== undefined && memory > most.memoryInGB)
    yield tell(warning(at1('memoryInGB'), 'groupMemoryTooBig', `${memory}`, `${most.memoryInGB}`));
  if (cpu !== undefined && cpu > 0 && cpu < minimum.cpu)
    yield tell(hint(at1('cpu'), 'groupCpuSmall', `${cpu}`, `${minimum.cpu}`));
  if (memory !== undefined && memory > 0 && memory < minimum.memoryInGB)
    yield tell(hint(at1('memoryInGB'), 'groupMemorySmall', `${memory}`, `${minimum.memoryInGB}`));
}

function mostOf(group: Place, containers: readonly Place[]): { cpu: number; memoryInGB: number } {
  if (containers.some(container => isThere(gpuOf(container)))) return largest.gpu;
  if (says(at(group, 'priority'), 'Spot')) return largest.spot;
  return says(at(group, 'sku'), 'Confidential') ? largest.confidential : largest.standard;
}

function* kindProblems(group: Place, gpus: readonly Place[]): Problems {
  const sku = at(group, 'sku');
  const isWindows = says(at(group, 'osType'), 'Windows');
  const isInNetwork = isThere(at(group, 'networkProfile')) || items(at(group, 'subnetIds')).length > 0;
  // "Confidential containers on Azure Container Instances currently doesn't support Windows containers."
  if (isWindows && says(sku, 'Confidential')) yield error(sku, 'confidentialWindows');
  for (const gpu of gpus) {
    // "This product is retired as of July 14, 2025." Before that: Linux only, and not in a virtual network.
    yield onKey(warning(gpu, 'gpuRetired'));
    if (isWindows) yield onKey(error(gpu, 'gpuWindows'));
    if (isInNetwork) yield onKey(error(gpu, 'gpuSubnet'));
  }
  if (says(at(group, 'priority'), 'Spot')) yield* spotProblems(group, isInNetwork, gpus);
}

/**
 * SpotPriorityContainerGroupNotSupportedForInboundConnectivity, SpotPriorityContainerGroupNotSupportedInSku and
 * SpotPriorityContainerGroupWithGPUResourcesNotSupported; the page on quota limits has no virtual network for them.
 */
function* spotProblems(group: Place, isInNetwork: boolean, gpus: readonly Place[]): Problems {
  const [sku, address] = [at(group, 'sku'), at(group, 'ipAddress')];
  if (isThere(address)) yield onKey(error(address, 'spotAddress'));
  if (isInNetwork) yield onKey(warning(at(group, 'priority'), 'spotSubnet'));
  if (isThere(sku) && !says(sku, 'Standard')) yield error(sku, 'spotSku', textOf(sku) ?? '');
  for (const gpu of gpus) yield onKey(error(gpu, 'spotGpu'));
}
