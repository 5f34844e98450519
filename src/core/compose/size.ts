import type { Path } from '../groupFile/path.ts';
import type { JsonObject } from '../model.ts';
import { standard } from '../rules/size.ts';
import type { ComposeNote, Tell } from './note.ts';
import type { Service } from './services.ts';
import { at, parseMemory, plainText, tenth } from './values.ts';

type Kind = 'cpu' | 'memoryInGB';
interface Wish {
  readonly request: number | undefined;
  readonly limit: number | undefined;
  readonly limitPath: Path;
}

/** `resources` of every service's container, in order: what is not said is shared out of what a group has room for. */
export function resourcesOf(services: readonly Service[], tell: Tell): readonly JsonObject[] {
  const cpus = services.map(service => wishOf(service, 'cpu', tell));
  const memories = services.map(service => wishOf(service, 'memoryInGB', tell));
  const [cpuShare, memoryShare] = [share(cpus, standard.cpu), share(memories, standard.memoryInGB)];
  const total = { cpu: sum(cpus, cpuShare), memoryInGB: sum(memories, memoryShare) };
  if (total.cpu > standard.cpu || total.memoryInGB > standard.memoryInGB) {
    const max = { maxCpu: standard.cpu, maxMemoryInGB: standard.memoryInGB };
    tell('changed', ['services'], { kind: 'groupSize', ...total, ...max });
  }
  return services.map(({ path }, index) => {
    const [cpu, memory] = [cpus[index], memories[index]];
    const requests = { cpu: cpu?.request ?? cpuShare, memoryInGB: memory?.request ?? memoryShare };
    if (cpu?.request === undefined && memory?.request === undefined)
      tell('changed', path, { kind: 'sizeDefault', ...requests });
    const limits = {
      ...limit('cpu', cpu, requests.cpu, total.cpu, tell),
      ...limit('memoryInGB', memory, requests.memoryInGB, total.memoryInGB, tell),
    };
    return { requests, ...(Object.keys(limits).length > 0 && { limits }) };
  });
}

const keys = {
  cpu: { deploy: 'cpus', reserved: undefined, limited: 'cpus' },
  memoryInGB: { deploy: 'memory', reserved: 'mem_reservation', limited: 'mem_limit' },
} as const;

/** A limit without a reservation is the reservation. */
function wishOf({ service, path }: Service, kind: Kind, tell: Tell): Wish {
  const { deploy, reserved, limited } = keys[kind];
  const read = (place: readonly string[]): number | undefined => {
    const text = plainText(at(service, ...place));
    return text === undefined || text === '0' ? undefined : amount(text, kind, [...path, ...place], tell);
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

function amount(text: string, kind: Kind, path: Path, tell: Tell): number | undefined {
  const exact = kind === 'cpu' ? Number(text) : parseMemory(text);
  if (exact === undefined || !Number.isFinite(exact) || exact <= 0 || text.trim() === '') {
    tell('blocked', path, { kind: 'amountSyntax', text });
    return undefined;
  }
  const rounded = tenth(exact);
  if (Math.abs(rounded - exact) > 1e-6)
    tell('changed', path, { kind: 'amountRounded', from: text, to: rounded });
  return rounded;
}

/** What each silent service gets: one vCPU or GB, less where that would not fit. */
function share(wishes: readonly Wish[], room: number): number {
  const silent = wishes.filter(({ request }) => request === undefined).length;
  const left = room - wishes.reduce((said, { request = 0 }) => said + request, 0);
  const each = Math.floor((left / Math.max(silent, 1)) * 10 + 1e-6) / 10;
  return Math.min(1, Math.max(0.1, each));
}

function sum(wishes: readonly Wish[], silent: number): number {
  return tenth(wishes.reduce((total, { request = silent }) => total + request, 0));
}

/** A container may take more than it asks for, as long as the group has it (aci-compose-features of compose-cli). */
function limit(kind: Kind, wish: Wish | undefined, request: number, total: number, tell: Tell): JsonObject {
  if (wish?.limit === undefined || wish.limit === request) return {};
  const fitting = Math.max(request, Math.min(wish.limit, total));
  if (fitting !== wish.limit) {
    const why: ComposeNote['why'] = { kind: 'limitLowered', from: wish.limit, to: fitting };
    tell('changed', wish.limitPath, why);
  }
  return fitting === request ? {} : { [kind]: fitting };
}
