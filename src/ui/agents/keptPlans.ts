import type { Clock } from '../../core/clock.ts';
import { isList, isObject, type Json, type JsonObject } from '../../core/json.ts';
import { type Plan, planLifetime } from './operation.ts';

interface KeptPlan {
  readonly plan: Plan;
  /** ms since the epoch. */
  readonly until: number;
}

/**
 * Plans that a person looks at, until the call that carries them out comes. A call is known by its operation and its
 * arguments: VS Code hands nothing else from the one to the other.
 */
export class KeptPlans {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #plans = new Map<string, KeptPlan>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** The newest of equal calls counts. */
  keep(operation: string, input: JsonObject, plan: Plan): void {
    const now = this.#clock.now();
    for (const [key, { until }] of this.#plans) if (until <= now) this.#plans.delete(key);
    this.#plans.set(keyOf(operation, input), { plan, until: now + planLifetime });
  }

  /** The plan, once; undefined where there is none or it is too old. */
  take(operation: string, input: JsonObject): Plan | undefined {
    const key = keyOf(operation, input);
    const kept = this.#plans.get(key);
    this.#plans.delete(key);
    return kept && kept.until > this.#clock.now() ? kept.plan : undefined;
  }
}

function keyOf(operation: string, input: JsonObject): string {
  return `${operation} ${JSON.stringify(sorted(input))}`;
}

/** The same with its keys in order, however the caller wrote them. */
function sorted(json: Json): Json {
  if (isList(json)) return json.map(sorted);
  if (!isObject(json)) return json;
  const entries = Object.entries(json).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, sorted(value)] as const],
  );
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
