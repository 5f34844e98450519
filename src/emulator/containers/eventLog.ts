import type { JsonObject } from '../json.ts';

/** Events as ACI lists them: equal ones are counted, times have seconds precision (docs/azure-facts.md, Events). */
export interface EventLog {
  add(now: number, name: string, message: string, type?: 'Normal' | 'Warning'): void;
  list(): JsonObject[];
}

interface Entry {
  count: number;
  readonly first: number;
  last: number;
  readonly name: string;
  readonly message: string;
  readonly type: string;
}

export function createEventLog(): EventLog {
  const entries: Entry[] = [];
  return {
    add(now, name, message, type = 'Normal') {
      const known = entries.find(e => e.name === name && e.message === message);
      if (known) {
        known.count++;
        known.last = now;
      } else entries.push({ count: 1, first: now, last: now, name, message, type });
    },
    list: () =>
      entries.map(e => ({
        count: e.count,
        firstTimestamp: seconds(e.first),
        lastTimestamp: seconds(e.last),
        name: e.name,
        message: e.message,
        type: e.type,
      })),
  };
}

const seconds = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;
