import { isAllowed, type Permission, type Scope } from './rbac.ts';
import { type AccessRequirement, requiredPermissions } from './accessRequirements.ts';
import type { Clock } from '../clock.ts';
import type { AccessApi, Urgency } from '../azureApi.ts';

/** How long somebody who clicked waits for the answer: after that it counts as unknown, and Azure decides (ms). */
const answerTimeout = 4_000;

/**
 * What the account may do, read once for each scope and kept until `forget`. What could not be read is unknown, and
 * the unknown forbids nothing: Azure itself then says no.
 */
export class PermissionCache {
  readonly #access: Pick<AccessApi, 'permissions'>;
  readonly #clock: Clock;
  /** By scope id, lower-cased; never rejects. */
  readonly #read = new Map<string, Promise<readonly Permission[] | undefined>>();
  #life = new AbortController();

  constructor(access: Pick<AccessApi, 'permissions'>, clock: Clock) {
    this.#access = access;
    this.#clock = clock;
  }

  /** Reads what may be done at these scopes, in the background, where that isn't known. */
  prefetch(scopes: readonly Scope[]): void {
    for (const scope of scopes) void this.#of(scope, 'background');
  }

  /**
   * Those of the needs that the account has no right for. A *no* that was read earlier is asked about again, and at
   * the very thing where there is one: somebody may have given access meanwhile, or on that alone.
   */
  async findMissing<N extends AccessRequirement>(
    needs: readonly N[],
    signal: AbortSignal,
  ): Promise<readonly N[]> {
    const waited = new AbortController();
    const within = AbortSignal.any([signal, waited.signal]);
    const late = this.#clock.sleep(answerTimeout, within).then(
      () => 'unknown' as const,
      () => 'unknown' as const,
    );
    try {
      const lacks = await Promise.all(needs.map(need => Promise.race([this.#lacks(need), late])));
      signal.throwIfAborted();
      return needs.filter((_, index) => lacks[index] === 'lacks');
    } finally {
      waited.abort();
    }
  }

  /** Everything is read anew when it is asked for next: after a refresh, another sign-in, or when access was given. */
  clear(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#read.clear();
  }

  async #lacks({ operation, scope, resourceScope }: AccessRequirement): Promise<'has' | 'lacks' | 'unknown'> {
    const { action } = requiredPermissions[operation];
    const wasKnown = this.#read.has(keyOf(scope));
    const judge = (permissions: readonly Permission[] | undefined) => {
      if (!permissions) return 'unknown';
      return isAllowed(permissions, action) ? 'has' : 'lacks';
    };
    const first = judge(await this.#of(scope, 'user'));
    if (first === 'has') return 'has';
    if (wasKnown) this.#read.delete(keyOf(scope));
    const again = wasKnown ? judge(await this.#of(scope, 'user')) : first;
    if (again !== 'lacks' || !resourceScope) return again;
    return judge(await this.#ask(resourceScope, 'user'));
  }

  #of(scope: Scope, urgency: Urgency): Promise<readonly Permission[] | undefined> {
    const key = keyOf(scope);
    const known = this.#read.get(key);
    if (known) return known;
    const reading = this.#ask(scope, urgency);
    this.#read.set(key, reading);
    return reading;
  }

  async #ask(scope: Scope, urgency: Urgency): Promise<readonly Permission[] | undefined> {
    try {
      // A signal of its own for each request, as in the store of groups.
      return await this.#access.permissions(scope, AbortSignal.any([this.#life.signal]), urgency);
    } catch {
      return undefined;
    }
  }
}

function keyOf({ cloud, id }: Scope): string {
  return `${cloud}${id}`.toLowerCase();
}
