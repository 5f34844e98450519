/** File shares of storage accounts that templates or requests have made. */
import type { FindShare } from '../../containers/volumes/mountFailure.ts';
import { isSameId } from './resourceIds.ts';
import type { ResourceStore } from './resourceStore.ts';

const accountType = 'Microsoft.Storage/storageAccounts';

/** An account without any share says nothing: those of the seed have shares that are not resources here. */
export function shareFinder(resources: ResourceStore): FindShare {
  return (account, share) => {
    const found = resources.within('/subscriptions', accountType).find(each => isSameId(each.name, account));
    const shares = found ? resources.within(found.id, `${accountType}/fileServices/shares`) : [];
    if (shares.length === 0) return undefined;
    return shares.some(each => isSameId(each.name, share)) ? 'there' : 'missing';
  };
}
