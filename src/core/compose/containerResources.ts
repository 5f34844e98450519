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

/** `resources` of every service's container, in order: what is not said is shared out of what a group has room for. */
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
  const read = (place: readonly string[]): number | undefined => {
    const text = plainText(at(service, ...place));
    return text === undefined || text === '0'
      ? undefined
      : parseAmount(text, kind, [...path, ...place], addNote);
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

/** What each silent service gets: one vCPU or GB, less where that would not fit. */
function defaultShare(wishes: readonly WantedResource[], room: number): number {
  const silent = wishes.filter(({ request }) => request === undefined).length;
  const left = room - wishes.reduce((said, { request = 0 }) => said + request, 0);
  const each = Math.floor((left / Math.max(silent, 1)) * 10 + 1e-6) / 10;
  return Math.min(1, Math.max(0.1, each));
}

function sum(wishes: readonly WantedResource[], silent: number): number {
  return roundUpToTenth(wishes.reduce((total, { request = silent }) => total + request, 0));
}

/** A container may take more than it asks for, as long as the group has it (aci-compose-features of compose-cli). */
function limitOf(
  kind: ResourceKind,
  wish: WantedResource | undefined,
  request: number,
  total: number,
  addNote: AddNote,
): JsonObject {
  if (wish?.limit === undefined || wish.limit === request) return {};
  const fitting = Math.max(request, Math.min(wish.limit, total));
  if (fitting !== wish.limit) {
    const why: ComposeNote['why'] = { kind: 'limitLowered', from: wish.limit, to: fitting };
    addNote('changed', wish.limitPath, why);
  }
  return fitting === request ? {} : { [kind]: fitting };
}
