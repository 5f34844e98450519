/** Container group profiles: templates of container groups, of which each PUT leaves a further revision. */
import { isWithinScope } from '../../authorization/scopes.ts';
import type { Json, JsonObject } from '../../json.ts';

/** One revision, secrets included: what may be shown is decided in `profileResponse.ts`. */
export interface ProfileRevision {
  readonly id: string;
  readonly location: string;
  readonly tags: JsonObject | undefined;
  readonly zones: Json | undefined;
  readonly properties: JsonObject;
  /** From 1. */
  readonly revision: number;
}

export class ContainerGroupProfiles {
  /** Oldest revision first, by the profile's id in lower case. */
  readonly #revisions = new Map<string, ProfileRevision[]>();

  /** Adds a revision to a profile, the first where there is no such profile. */
  add(content: Omit<ProfileRevision, 'revision'>): ProfileRevision {
    const before = this.revisions(content.id);
    const added = { ...content, id: before[0]?.id ?? content.id, revision: before.length + 1 };
    this.#revisions.set(content.id.toLowerCase(), [...before, added]);
    return added;
  }

  revisions(id: string): readonly ProfileRevision[] {
    return this.#revisions.get(id.toLowerCase()) ?? [];
  }

  newest(id: string): ProfileRevision | undefined {
    return this.revisions(id).at(-1);
  }

  /** Of all revisions: tags belong to the profile. False where there is no such profile. */
  setTags(id: string, tags: JsonObject): boolean {
    const tagged = this.revisions(id).map(each => ({ ...each, tags }));
    if (tagged.length > 0) this.#revisions.set(id.toLowerCase(), tagged);
    return tagged.length > 0;
  }

  /** The newest revisions of the profiles at or below a scope (an ARM id), in the order they were created. */
  within(scope: string): ProfileRevision[] {
    return [...this.#revisions.values()]
      .flatMap(each => each.at(-1) ?? [])
      .filter(({ id }) => isWithinScope(id, scope));
  }

  removeWithin(scope: string): void {
    for (const { id } of this.within(scope)) this.#revisions.delete(id.toLowerCase());
  }
}
