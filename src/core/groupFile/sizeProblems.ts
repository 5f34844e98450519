/** Rules for CPU, memory and GPUs, and for what kinds of group go with them (FACTS §5, §6). */
import { minimum } from '../rules/size.ts';
import {
  at,
  error,
  isThere,
  items,
  numberOf,
  onKey,
  type Place,
  type Problem,
  type Problems,
  says,
  textOf,
  warning,
} from './problem.ts';

/** The most that any place's capabilities name, without a GPU and with one (FACTS §6). */
const largest = { plain: { cpu: 32, memoryInGB: 256 }, gpu: { cpu: 24, memoryInGB: 448 } };

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

/** Both are required since API version 2017-07-01-preview (the service's own refusal). */
function* requestProblems(container: Place, isFromProfile: boolean): Problems {
  const amounts = [at(requestsOf(container), 'cpu'), at(requestsOf(container), 'memoryInGB')];
  const name = textOf(at(container, 'name')) ?? '';
  if (!isFromProfile && !amounts.every(isThere))
    yield onKey(error(nearest(container), 'requestsMissing', name));
  const limits = ['cpu', 'memoryInGB'].map(key => at(container, 'properties', 'resources', 'limits', key));
  for (const amount of [...amounts, ...limits]) yield* amountProblems(amount);
}

/** The innermost part of `properties.resources.requests` that is there: where to add what lacks. */
function nearest(container: Place): Place {
  const steps = ['properties', 'resources', 'requests'];
  const places = steps.map((_, index) => at(container, ...steps.slice(0, index + 1)));
  return places.findLast(isThere) ?? container;
}

function* amountProblems(place: Place): Problems {
  const amount = numberOf(place);
  if (amount === undefined) return;
  if (!(amount > 0)) yield error(place, 'sizeNotPositive');
  else if (Math.round(amount * 10) / 10 !== amount) {
    const text = `${amount}`;
    const rule = { code: 'numberDecimals', text } as const;
    yield { path: place.path, on: 'value', severity: 'warning', kind: 'rule', args: [text], rule };
  }
}

/** Init containers run before the others and count nothing. */
function* sumProblems(group: Place, containers: readonly Place[]): Problems {
  const total = (key: string) => {
    const amounts = containers.map(container => numberOf(at(requestsOf(container), key)));
    return amounts.every(amount => amount !== undefined) && amounts.length > 0
      ? Math.round(amounts.reduce((sum, amount) => sum + amount, 0) * 100) / 100
      : undefined;
  };
  const most = containers.some(container => isThere(gpuOf(container))) ? largest.gpu : largest.plain;
  const where =
    containers.length === 1 && containers[0] ? requestsOf(containers[0]) : at(group, 'containers');
  const [cpu, memory] = [total('cpu'), total('memoryInGB')];
  const at1 = (key: string): Place => (containers.length === 1 ? at(where, key) : where);
  const tell = (problem: Problem): Problem => (containers.length === 1 ? problem : onKey(problem));
  if (cpu !== undefined && cpu > most.cpu)
    yield tell(error(at1('cpu'), 'groupCpuTooBig', `${cpu}`, `${most.cpu}`));
  if (memory !== undefined && memory > most.memoryInGB)
    yield tell(error(at1('memoryInGB'), 'groupMemoryTooBig', `${memory}`, `${most.memoryInGB}`));
  if (cpu !== undefined && cpu > 0 && cpu < minimum.cpu)
    yield tell(warning(at1('cpu'), 'groupCpuSmall', `${cpu}`, `${minimum.cpu}`));
  if (memory !== undefined && memory > 0 && memory < minimum.memoryInGB)
    yield tell(warning(at1('memoryInGB'), 'groupMemorySmall', `${memory}`, `${minimum.memoryInGB}`));
}

function* kindProblems(group: Place, gpus: readonly Place[]): Problems {
  const sku = at(group, 'sku');
  const priority = at(group, 'priority');
  const isWindows = says(at(group, 'osType'), 'Windows');
  if (isWindows && says(sku, 'Confidential')) yield error(sku, 'confidentialWindows');
  for (const gpu of gpus) {
    if (isWindows) yield onKey(error(gpu, 'gpuWindows'));
    if (isThere(at(group, 'networkProfile')) || items(at(group, 'subnetIds')).length > 0)
      yield onKey(error(gpu, 'gpuSubnet'));
  }
  if (!says(priority, 'Spot')) return;
  if (isThere(at(group, 'ipAddress'))) yield onKey(error(at(group, 'ipAddress'), 'spotAddress'));
  if (isThere(sku) && !says(sku, 'Standard')) yield error(sku, 'spotSku', textOf(sku) ?? '');
  for (const gpu of gpus) yield onKey(error(gpu, 'spotGpu'));
}
