import type { JsonPath } from '../document/jsonPath.ts';
import type { JsonObject } from '../json.ts';
import { standardMaximum } from '../rules/size.ts';
import type { ComposeNote, AddNote } from './composeNote.ts';
import type { Service } from './services.ts';
import { at, parseMemory, plainText, roundUpToTenth } from './values.ts';

type ResourceKind = 'cpu' | 'memoryInGB';
interface WantedResource {
  readonly request: number | undefined;
  readonly limit: number | undefined;
  readonly limitPath: JsonPath;
}

/** `resources` of every service's container, in order. Unspecified ones share what the group's maximum leaves. */
export function resourcesOf(services: readonly Service[], addNote: AddNote): readonly JsonObject[] {
  const cpus = services.map(service => wantedResource(service, 'cpu', addNote));
  const memories = services.map(service => wantedResource(service, 'memoryInGB', addNote));
  const [cpuShare, memoryShare] = [
    defaultShare(cpus, standardMaximum.cpu),
    defaultShare(memories, standardMaximum.memoryInGB),
  ];
  const total = { cpu: sum(cpus, cpuShare), memoryInGB: sum(memories, memoryShare) };
  if (total.cpu > standardMaximum.cpu || total.memoryInGB > standardMaximum.memoryInGB) {
    const max = { maxCpu: standardMaximum.cpu, maxMemoryInGB: standardMaximum.memoryInGB };
    addNote('changed', ['services'], { kind: 'groupSize', ...total, ...max });
  }
  return services.map(({ path }, index) => {
    const [cpu, memory] = [cpus[index], memories[index]];
    const requests = { cpu: cpu?.request ?? cpuShare, memoryInGB: memory?.request ?? memoryShare };
    if (cpu?.request === undefined && memory?.request === undefined)
      addNote('changed', path, { kind: 'sizeDefault', ...requests });
    const limits = {
      ...limitOf('cpu', cpu, requests.cpu, total.cpu, addNote),
      ...limitOf('memoryInGB', memory, requests.memoryInGB, total.memoryInGB, addNote),
    };
    return { requests, ...(Object.keys(limits).length > 0 && { limits }) };
  });
}

const keys = {
  cpu: { deploy: 'cpus', reserved: undefined, limited: 'cpus' },
  memoryInGB: { deploy: 'memory', reserved: 'mem_reservation', limited: 'mem_limit' },
} as const;

/** A limit without a reservation is the reservation. */
function wantedResource({ service, path }: Service, kind: ResourceKind, addNote: AddNote): WantedResource {
  const { deploy, reserved, limited } = keys[kind];
  const read = (keys: readonly string[]): number | undefined => {
    const text = plainText(at(service, ...keys));
    return text === undefined || text === '0'
      ? undefined
      : parseAmount(text, kind, [...path, ...keys], addNote);
  };
  const reservedAt = ['deploy', 'resources', 'reservations', deploy];
  const limitAt = ['deploy', 'resources', 'limits', deploy];
  const request = read(reservedAt) ?? (reserved && read([reserved]));
  const limitPlace = at(service, ...limitAt) === undefined ? [limited] : limitAt;
  const max = read(limitPlace);
  return {
    request: request ?? max,
    limit: request === undefined ? undefined : max,
    limitPath: [...path, ...limitPlace],
  };
}

function parseAmount(text: string, kind: ResourceKind, path: JsonPath, addNote: AddNote): number | undefined {
  const exact = kind === 'cpu' ? Number(text) : parseMemory(text);
  if (exact === undefined || !Number.isFinite(exact) || exact <= 0 || text.trim() === '') {
    addNote('blocked', path, { kind: 'amountSyntax', text });
    return undefined;
  }
  const rounded = roundUpToTenth(exact);
  if (Math.abs(rounded - exact) > 1e-6)
    addNote('changed', path, { kind: 'amountRounded', from: text, to: rounded });
  return rounded;
}

/** What each service without a request gets: one vCPU or GB, less where that would not fit. */
function defaultShare(requests: readonly WantedResource[], total: number): number {
  const unspecified = requests.filter(({ request }) => request === undefined).length;
  const left = total - requests.reduce((sum, { request = 0 }) => sum + request, 0);
  const each = Math.floor((left / Math.max(unspecified, 1)) * 10 + 1e-6) / 10;
  return Math.min(1, Math.max(0.1, each));
}

function sum(requests: readonly WantedResource[], unspecified: number): number {
  return roundUpToTenth(requests.reduce((total, { request = unspecified }) => total + request, 0));
}

/** A container may take more than it asks for, as long as the group has it (aci-compose-features of compose-cli). */
function limitOf(
  kind: ResourceKind,
  requested: WantedResource | undefined,
  request: number,
  total: number,
  addNote: AddNote,
): JsonObject {
  if (requested?.limit === undefined || requested.limit === request) return {};
  const fitting = Math.max(request, Math.min(requested.limit, total));
  if (fitting !== requested.limit) {
    const why: ComposeNote['why'] = { kind: 'limitLowered', from: requested.limit, to: fitting };
    addNote('changed', requested.limitPath, why);
  }
  return fitting === request ? {} : { [kind]: fitting };
}
