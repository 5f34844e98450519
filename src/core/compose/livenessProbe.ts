import type { JsonPath } from '../document/jsonPath.ts';
import { isList, isObject, type JsonObject } from '../json.ts';
import type { AddNote } from './composeNote.ts';
import { parseDuration, plainText, isTrue } from './values.ts';

export interface Probe {
  readonly exec: { readonly command: readonly string[] };
  readonly initialDelaySeconds?: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** The liveness probe for a `healthcheck`. Docker marks a container unhealthy; ACI restarts it. */
export function livenessProbe(service: JsonObject, owner: JsonPath, addNote: AddNote): Probe | undefined {
  const check = service['healthcheck'];
  const path = [...owner, 'healthcheck'];
  if (check === undefined || check === null) return undefined;
  if (!isObject(check)) {
    addNote('blocked', path, { kind: 'healthSyntax' });
    return undefined;
  }
  const test = testOf(check);
  if (test === 'none') return undefined;
  if (test === 'ofImage') {
    addNote('dropped', path, { kind: 'healthOfImage' });
    return undefined;
  }
  if (test === undefined) {
    addNote('blocked', [...path, 'test'], { kind: 'healthSyntax' });
    return undefined;
  }
  for (const key of Object.keys(check).filter(word => !known.includes(word)))
    addNote('dropped', [...path, key], { kind: 'healthDetail', key });
  const seconds = (key: string, usual: number | undefined) => duration(check, key, usual, path, addNote);
  const delay = seconds('start_period', undefined);
  addNote('changed', path, { kind: 'healthRestarts' });
  return {
    exec: { command: test },
    ...(delay !== undefined && { initialDelaySeconds: delay }),
    periodSeconds: seconds('interval', 30) ?? 30,
    timeoutSeconds: seconds('timeout', 30) ?? 30,
    failureThreshold: Math.max(1, Number(/^\d{1,6}$/.exec(plainText(check['retries']) ?? '')?.[0] ?? 3)),
  };
}

const known = ['test', 'interval', 'timeout', 'retries', 'start_period', 'disable'];

/** `ofImage`: the one that the image has (no test, or an empty one: "HealthConfig" of Docker's API). */
function testOf(check: JsonObject): readonly string[] | 'none' | 'ofImage' | undefined {
  const { test } = check;
  if (isTrue(check['disable'])) return 'none';
  if (test === undefined || test === null || (isList(test) && test.length === 0)) return 'ofImage';
  if (typeof test === 'string') return test === '' ? undefined : ['/bin/sh', '-c', test];
  if (!isList(test)) return undefined;
  const [form, ...words] = test.flatMap(word => plainText(word) ?? []);
  if (form === 'NONE') return 'none';
  if (words.length === 0) return undefined;
  if (form === 'CMD') return words;
  return form === 'CMD-SHELL' ? ['/bin/sh', '-c', words.join(' ')] : undefined;
}

/** Whole seconds, at least one. */
function duration(
  check: JsonObject,
  key: string,
  usual: number | undefined,
  owner: JsonPath,
  addNote: AddNote,
): number | undefined {
  const text = plainText(check[key]);
  if (text === undefined) return usual;
  const exact = parseDuration(text);
  if (exact === undefined) {
    addNote('blocked', [...owner, key], { kind: 'durationSyntax', text });
    return usual;
  }
  if (key === 'start_period' && exact === 0) return undefined;
  const seconds = Math.max(1, Math.ceil(exact));
  if (seconds !== exact)
    addNote('changed', [...owner, key], { kind: 'durationRounded', from: text, seconds });
  return seconds;
}
