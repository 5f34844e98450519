/** What running containers use: invented, but the same for the same moment, and like what their programs do. */
import { numberOf } from '../hash.ts';

/** What a container uses at a moment. */
export interface Usage {
  /** Of all cores together. */
  readonly cpuMillicores: number;
  readonly memoryBytes: number;
  readonly receivedPerSecond: number;
  readonly sentPerSecond: number;
}

/** A moment in a container's run, and what the container has. */
export interface LoadMoment {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** How many ms it has run. */
  readonly ranMs: number;
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  /** How much it may use. */
  readonly cpuMillicores: number;
  readonly memoryBytes: number;
}

export type Load = (moment: LoadMoment) => Usage;

const minute = 60_000;

/** By container and topic: a month has 43,200 minutes. */
const phases = new Map<string, number>();

function phaseOf(text: string): number {
  const known = phases.get(text);
  if (known !== undefined) return known;
  const phase = numberOf(text, 65_536);
  phases.set(text, phase);
  return phase;
}

/** Goes up and down gradually between 0 and 1, for each `topic` of each container otherwise. */
function wave({ at, name }: LoadMoment, topic: string): number {
  const phase = phaseOf(`${name} ${topic}`);
  return 0.5 + 0.25 * (Math.sin(at / minute / 7 + phase) + Math.sin(at / minute / 2.3 + phase));
}

function usage(moment: LoadMoment, cpu: number, memory: number, received = 0, sent = 0): Usage {
  return {
    cpuMillicores: Math.round(moment.cpuMillicores * Math.min(1, cpu)),
    memoryBytes: Math.round(moment.memoryBytes * Math.min(1, memory)),
    receivedPerSecond: Math.round(received),
    sentPerSecond: Math.round(sent),
  };
}

/** Waits for something, and nobody speaks to it. */
export const idle: Load = moment =>
  usage(moment, 0.004 + 0.004 * wave(moment, 'cpu'), 0.06 + 0.01 * wave(moment, 'memory'));

/** A program that works through something. */
export const worker: Load = moment =>
  usage(
    moment,
    0.2 + 0.3 * wave(moment, 'cpu'),
    0.25 + 0.15 * wave(moment, 'memory'),
    500 + 8_000 * wave(moment, 'received'),
    300 + 3_000 * wave(moment, 'sent'),
  );

/** Answers visitors: what it sends is several times what it gets, and both cost CPU. */
export const webServer: Load = moment => {
  const visitors = wave(moment, 'visitors');
  return usage(
    moment,
    0.02 + 0.12 * visitors,
    0.14 + 0.03 * wave(moment, 'memory'),
    800 + 9_000 * visitors,
    2_500 + 40_000 * visitors,
  );
};

/** Each line a second costs a tenth of a millicore. */
export const logger: Load = moment => {
  const lines = Math.max(0, Number(moment.env['LINES_PER_SECOND'] ?? 10)) || 0;
  const cpu = (5 + lines / 10) / moment.cpuMillicores;
  return usage(moment, cpu * (0.9 + 0.1 * wave(moment, 'cpu')), 0.08 + 0.01 * wave(moment, 'memory'));
};

/** Takes all the CPU that it gets. */
export const busy: Load = moment => usage(moment, 0.985 + 0.015 * wave(moment, 'cpu'), 0.3);

/** How long a program that never gives memory back lasts, in seconds. */
export function leakSeconds(env: Readonly<Record<string, string>>): number {
  return Math.max(1, Number(env['LEAK_SECONDS'] ?? 600)) || 600;
}

/** Takes more and more memory; it has all that there is in the last tenth of its run. */
export const leak: Load = moment => {
  const grown = Math.min(1, moment.ranMs / (leakSeconds(moment.env) * 900));
  return usage(moment, 0.08 + 0.04 * wave(moment, 'cpu'), 0.12 + 0.88 * grown, 2_000, 1_000);
};
