/** Rules for CPU, memory and GPUs, and for which kinds of group may have them. */
import { minimumSize } from '../../rules/size.ts';
import { isFromProfile, isInNetwork } from './groupNodes.ts';
import { type JsonNode, at, equalsIgnoringCase, isPresent, items, numberOf, textOf } from './jsonNode.ts';
import { error, hint, onKey, type Problem, type Problems, ruleProblem, warning } from './problem.ts';

/**
 * What a group has at most by "Resource availability & quota limits for ACI". Other pages and recorded answers of
 * `capabilities` say 32 vCPUs and 256 GB: none of them is sure enough to stop anybody.
 */
const maximums = {
  standard: { cpu: 31, memoryInGB: 240 },
  confidential: { cpu: 31, memoryInGB: 180 },
  spot: { cpu: 4, memoryInGB: 16 },
  gpu: { cpu: 24, memoryInGB: 448 },
};

export function* sizeProblems(group: JsonNode): Problems {
  const containers = items(at(group, 'containers'));
  const isWhole = !isFromProfile(group);
  for (const container of containers) {
    yield* requestProblems(container, isWhole);
    for (const key of ['cpu', 'memoryInGB'] as const) yield* limitProblems(container, containers, key);
  }
  yield* sumProblems(group, containers);
  yield* kindProblems(group, containers.map(gpuOf).filter(isPresent));
}

function requestsOf(container: JsonNode): JsonNode {
  return at(container, 'properties', 'resources', 'requests');
}

function gpuOf(container: JsonNode): JsonNode {
  return at(requestsOf(container), 'gpu');
}

/** ResourceSomeRequestsNotSpecified: "It is required since API version '2017-07-01-preview'." */
function* requestProblems(container: JsonNode, isWhole: boolean): Problems {
  const amounts = [at(requestsOf(container), 'cpu'), at(requestsOf(container), 'memoryInGB')];
  const name = textOf(at(container, 'name')) ?? '';
  if (isWhole && !amounts.every(isPresent))
    yield onKey(error(innermostPresent(container), 'requestsMissing', name));
  for (const key of ['cpu', 'memoryInGB'] as const) {
    const request = at(requestsOf(container), key);
    for (const amount of [request, limitOf(container, key)]) yield* amountProblems(amount, key);
  }
}

function limitOf(container: JsonNode, key: string): JsonNode {
  return at(container, 'properties', 'resources', 'limits', key);
}

/**
 * ResourceLimitsLessThanRequests and ContainerLimitGreaterThanContainerGroupTotalRequest
 * (virtual-kubelet/virtual-kubelet#143, docker-archive/compose-cli#743).
 */
function* limitProblems(
  container: JsonNode,
  containers: readonly JsonNode[],
  key: 'cpu' | 'memoryInGB',
): Problems {
  const node = limitOf(container, key);
  const limit = numberOf(node);
  if (limit === undefined || limit <= 0) return;
  const request = numberOf(at(requestsOf(container), key));
  const all = totalOf(containers, key);
  if (request !== undefined && limit < request)
    yield error(node, 'limitBelowRequest', `${limit}`, `${request}`);
  else if (all !== undefined && limit > all) yield error(node, 'limitAboveGroup', `${limit}`, `${all}`);
}

/** What the containers ask for together; undefined where one of them does not say. */
function totalOf(containers: readonly JsonNode[], key: string): number | undefined {
  const amounts = containers.map(container => numberOf(at(requestsOf(container), key)));
  return amounts.every(amount => amount !== undefined) && amounts.length > 0
    ? Math.round(amounts.reduce((sum, amount) => sum + amount, 0) * 100) / 100
    : undefined;
}

/** The innermost part of `properties.resources.requests` that is there: where to add what lacks. */
function innermostPresent(container: JsonNode): JsonNode {
  const steps = ['properties', 'resources', 'requests'];
  const nodes = steps.map((_, index) => at(container, ...steps.slice(0, index + 1)));
  return nodes.findLast(isPresent) ?? container;
}

/**
 * "The memory requirement should be in increments of `0.1 GB`" (the service in CompositionalIT/farmer#1004). For vCPUs
 * only the help of `az container create` says so.
 */
function* amountProblems(node: JsonNode, key: 'cpu' | 'memoryInGB'): Problems {
  const amount = numberOf(node);
  if (amount === undefined) return;
  if (!(amount > 0)) yield error(node, 'sizeNotPositive');
  else if (Math.round(amount * 10) / 10 !== amount)
    yield ruleProblem(node, { code: 'numberDecimals', text: `${amount}` }, key === 'cpu' ? 'hint' : 'error');
}

/**
 * Init containers run before the others and count nothing. A group that asks for less than 1 vCPU and 1 GB is given
 * them ("Introduction to container groups").
 */
function* sumProblems(group: JsonNode, containers: readonly JsonNode[]): Problems {
  const maximum = maximumOf(group, containers);
  const where =
    containers.length === 1 && containers[0] ? requestsOf(containers[0]) : at(group, 'containers');
  const [cpu, memory] = [totalOf(containers, 'cpu'), totalOf(containers, 'memoryInGB')];
  const nodeOf = (key: string): JsonNode => (containers.length === 1 ? at(where, key) : where);
  const report = (problem: Problem): Problem => (containers.length === 1 ? problem : onKey(problem));
  if (cpu !== undefined && cpu > maximum.cpu)
    yield report(warning(nodeOf('cpu'), 'groupCpuTooBig', `${cpu}`, `${maximum.cpu}`));
  if (memory !== undefined && memory > maximum.memoryInGB)
    yield report(warning(nodeOf('memoryInGB'), 'groupMemoryTooBig', `${memory}`, `${maximum.memoryInGB}`));
  if (cpu !== undefined && cpu > 0 && cpu < minimumSize.cpu)
    yield report(hint(nodeOf('cpu'), 'groupCpuSmall', `${cpu}`, `${minimumSize.cpu}`));
  if (memory !== undefined && memory > 0 && memory < minimumSize.memoryInGB)
    yield report(hint(nodeOf('memoryInGB'), 'groupMemorySmall', `${memory}`, `${minimumSize.memoryInGB}`));
}

function maximumOf(group: JsonNode, containers: readonly JsonNode[]): { cpu: number; memoryInGB: number } {
  if (containers.some(container => isPresent(gpuOf(container)))) return maximums.gpu;
  if (equalsIgnoringCase(at(group, 'priority'), 'Spot')) return maximums.spot;
  return equalsIgnoringCase(at(group, 'sku'), 'Confidential') ? maximums.confidential : maximums.standard;
}

function* kindProblems(group: JsonNode, gpus: readonly JsonNode[]): Problems {
  const sku = at(group, 'sku');
  const isWindows = equalsIgnoringCase(at(group, 'osType'), 'Windows');
  // "Confidential containers on Azure Container Instances currently doesn't support Windows containers."
  if (isWindows && equalsIgnoringCase(sku, 'Confidential')) yield error(sku, 'confidentialWindows');
  for (const gpu of gpus) {
    // "This product is retired as of July 14, 2025." Before that: Linux only, and not in a virtual network.
    yield onKey(warning(gpu, 'gpuRetired'));
    if (isWindows) yield onKey(error(gpu, 'gpuWindows'));
    if (isInNetwork(group)) yield onKey(error(gpu, 'gpuSubnet'));
  }
  if (equalsIgnoringCase(at(group, 'priority'), 'Spot')) yield* spotProblems(group, gpus);
}

/**
 * SpotPriorityContainerGroupNotSupportedForInboundConnectivity, SpotPriorityContainerGroupNotSupportedInSku and
 * SpotPriorityContainerGroupWithGPUResourcesNotSupported; the page on quota limits has no virtual network for them.
 */
function* spotProblems(group: JsonNode, gpus: readonly JsonNode[]): Problems {
  const [sku, address] = [at(group, 'sku'), at(group, 'ipAddress')];
  if (isPresent(address)) yield onKey(error(address, 'spotAddress'));
  if (isInNetwork(group)) yield onKey(warning(at(group, 'priority'), 'spotSubnet'));
  if (isPresent(sku) && !equalsIgnoringCase(sku, 'Standard')) yield error(sku, 'spotSku', textOf(sku) ?? '');
  for (const gpu of gpus) yield onKey(error(gpu, 'spotGpu'));
}
