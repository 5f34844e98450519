import { isAllowed, type Permission, type Scope } from './rbac.ts';
import { type AccessRequirement, requiredPermissions } from './accessRequirements.ts';
import type { Clock } from '../clock.ts';
import type { AccessApi, Urgency } from '../azureApi.ts';

/** How long a command waits for the answer (ms): after that it counts as unknown, and Azure itself decides. */
const answerTimeout = 4_000;

/**
 * What the account may do, read once for each scope and kept until `clear`. What could not be read is unknown and
 * forbids nothing: Azure itself then refuses.
 */
export class PermissionCache {
  readonly #access: Pick<AccessApi, 'permissions'>;
  readonly #clock: Clock;
  /** By scope id, lower-cased; never rejects. */
  readonly #read = new Map<string, Promise<readonly Permission[] | undefined>>();
  #abortController = new AbortController();

  constructor(access: Pick<AccessApi, 'permissions'>, clock: Clock) {
    this.#access = access;
    this.#clock = clock;
  }

  /** Reads what may be done at these scopes, in the background, where that isn't known. */
  prefetch(scopes: readonly Scope[]): void {
    for (const scope of scopes) void this.#permissionsAt(scope, 'background');
  }

  /**
   * The requirements that the account does not meet. A negative answer from the cache is read again, and then on the
   * resource itself: access may have been given meanwhile, or on the resource alone.
   */
  async findMissing<N extends AccessRequirement>(
    needs: readonly N[],
    signal: AbortSignal,
  ): Promise<readonly N[]> {
    return this.#lacking(
      needs,
      ({ operation, scope, resourceScope }) =>
        this.#check(requiredPermissions[operation].action, scope, resourceScope),
      signal,
    );
  }

  /** The actions, as Azure names them, that the account may not do at `scope`. */
  async findMissingActions(
    scope: Scope,
    actions: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    return this.#lacking(actions, action => this.#check(action, scope, undefined), signal);
  }

  async #lacking<N>(
    needs: readonly N[],
    check: (need: N) => Promise<'has' | 'lacks' | 'unknown'>,
    signal: AbortSignal,
  ): Promise<readonly N[]> {
    const waiting = new AbortController();
    const sleepSignal = AbortSignal.any([signal, waiting.signal]);
    const timeout = this.#clock.sleep(answerTimeout, sleepSignal).then(
      () => 'unknown' as const,
      () => 'unknown' as const,
    );
    try {
      const results = await Promise.all(needs.map(need => Promise.race([check(need), timeout])));
      signal.throwIfAborted();
      return needs.filter((_, index) => results[index] === 'lacks');
    } finally {
      waiting.abort();
    }
  }

  /** Forgets everything: after a refresh, another sign-in, or when access was given. */
  clear(): void {
    this.#abortController.abort();
    this.#abortController = new AbortController();
    this.#read.clear();
  }

  async #check(
    action: string,
    scope: Scope,
    resourceScope: Scope | undefined,
  ): Promise<'has' | 'lacks' | 'unknown'> {
    const wasKnown = this.#read.has(keyOf(scope));
    const evaluate = (permissions: readonly Permission[] | undefined) => {
      if (!permissions) return 'unknown';
      return isAllowed(permissions, action) ? 'has' : 'lacks';
    };
    const first = evaluate(await this.#permissionsAt(scope, 'user'));
    if (first === 'has') return 'has';
    if (wasKnown) this.#read.delete(keyOf(scope));
    const again = wasKnown ? evaluate(await this.#permissionsAt(scope, 'user')) : first;
    if (again !== 'lacks' || !resourceScope) return again;
    return evaluate(await this.#request(resourceScope, 'user'));
  }

  #permissionsAt(scope: Scope, urgency: Urgency): Promise<readonly Permission[] | undefined> {
    const key = keyOf(scope);
    const known = this.#read.get(key);
    if (known) return known;
    const reading = this.#request(scope, urgency);
    this.#read.set(key, reading);
    return reading;
  }

  async #request(scope: Scope, urgency: Urgency): Promise<readonly Permission[] | undefined> {
    try {
      // A signal of its own for each request, as in `GroupStore`.
      return await this.#access.permissions(scope, AbortSignal.any([this.#abortController.signal]), urgency);
    } catch {
      return undefined;
    }
  }
}

function keyOf({ cloud, id }: Scope): string {
  return `${cloud}${id}`.toLowerCase();
}
