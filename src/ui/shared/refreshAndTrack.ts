import { type AciError, isAbort, toAciError } from '../../core/errors.ts';
import type { ContainerGroup, GroupRef } from '../../core/model/containerGroup.ts';
import type { GroupStore } from '../../core/store/groupStore.ts';

/**
 * `GroupStore.refreshAndTrack` for use around an operation: a failure to read is only logged, because the operation
 * reports its own outcome, and the tree shows that the group could not be read. `undefined` then, or if the group is
 * gone.
 */
export async function refreshAndTrack(
  store: Pick<GroupStore, 'refreshAndTrack'>,
  ref: GroupRef,
  report: { log(what: string, error: AciError): void },
): Promise<ContainerGroup | undefined> {
  try {
    return await store.refreshAndTrack(ref);
  } catch (error) {
    if (!isAbort(error)) report.log(`Could not look at "${ref.name}"`, toAciError(error));
    return undefined;
  }
}
