/** What applying an edited group means, worked out before anything is sent. */
import { type Change, changesBetween, verdictOf, type Verdict } from '../../core/document/changes.ts';
import { fromAzFile, toAzFile } from '../../core/document/azFile.ts';
import { asObject, type JsonObject } from '../../core/json.ts';
import type { GroupRef, RawContainerGroup, Tags } from '../../core/model/containerGroup.ts';

export type ApplyPlan =
  | { readonly kind: 'nothing' }
  /** The group is not there (any more). */
  | { readonly kind: 'create'; readonly document: RawContainerGroup }
  | {
      readonly kind: 'change';
      readonly changes: readonly Change[];
      readonly verdict: Verdict;
      /** What a PUT sends; secrets that Azure does not give out are still missing. */
      readonly document: RawContainerGroup;
    };

/** `live`: the group as it is now; undefined where there is none. */
export function planApply(
  ref: GroupRef,
  content: JsonObject,
  live: RawContainerGroup | undefined,
): ApplyPlan {
  const { document } = fromAzFile(content);
  if (!live) return { kind: 'create', document };
  const changes = changesBetween(toAzFile(ref, live), content);
  const verdict = verdictOf(changes);
  return verdict === undefined ? { kind: 'nothing' } : { kind: 'change', changes, verdict, document };
}

/** Whether the group became another one in Azure since it was read. What the service alone writes does not count. */
export function hasChangedInAzure(ref: GroupRef, read: RawContainerGroup, live: RawContainerGroup): boolean {
  return changesBetween(toAzFile(ref, read), toAzFile(ref, live)).length > 0;
}

/** The tags of a body: what a PATCH sends. */
export function tagsOf({ body }: RawContainerGroup): Tags {
  const entries = Object.entries(asObject(body['tags']));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, typeof value === 'string' ? value : JSON.stringify(value ?? '')]),
  );
}

/** Tags that the group has although nobody wants them. ARM compares their names without case. */
export function unwantedTags(wanted: Tags, present: Tags): readonly string[] {
  const names = new Set(Object.keys(wanted).map(name => name.toLowerCase()));
  return Object.keys(present).filter(name => !names.has(name.toLowerCase()));
}
