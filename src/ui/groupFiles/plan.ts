/** What applying an edited group means, worked out before anything is sent. */
import { type Change, changesBetween, verdictOf, type Verdict } from '../../core/groupFile/changes.ts';
import { fromFile, toFile } from '../../core/groupFile/shape.ts';
import { asObject } from '../../core/json.ts';
import type { GroupDocument, GroupRef, JsonObject, Tags } from '../../core/model.ts';

export type Plan =
  | { readonly kind: 'nothing' }
  /** The group is not there (any more). */
  | { readonly kind: 'create'; readonly document: GroupDocument }
  | {
      readonly kind: 'change';
      readonly changes: readonly Change[];
      readonly verdict: Verdict;
      /** What a PUT sends; secrets that Azure does not give out are still missing. */
      readonly document: GroupDocument;
    };

/** `live`: the group as it is now; undefined where there is none. */
export function planOf(ref: GroupRef, content: JsonObject, live: GroupDocument | undefined): Plan {
  const { document } = fromFile(content);
  if (!live) return { kind: 'create', document };
  const changes = changesBetween(toFile(ref, live), content);
  const verdict = verdictOf(changes);
  return verdict === undefined ? { kind: 'nothing' } : { kind: 'change', changes, verdict, document };
}

/** Whether the group became another one in Azure since it was read. What the service alone writes does not count. */
export function hasMoved(ref: GroupRef, read: GroupDocument, live: GroupDocument): boolean {
  return changesBetween(toFile(ref, read), toFile(ref, live)).length > 0;
}

/** The tags of a body: what a PATCH sends. */
export function tagsOf({ body }: GroupDocument): Tags {
  const entries = Object.entries(asObject(body['tags']));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value ?? '')]),
  );
}

/** Tags that the group has although nobody wants them. ARM compares their names without case. */
export function leftOver(wanted: Tags, present: Tags): readonly string[] {
  const names = new Set(Object.keys(wanted).map(name => name.toLowerCase()));
  return Object.keys(present).filter(name => !names.has(name.toLowerCase()));
}
