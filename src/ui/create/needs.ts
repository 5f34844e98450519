/** What a finished draft needs rights for, and where: asked before anything is sent. */
import { resourceGroupScope, subscriptionScope } from '../../core/access.ts';
import type { Need } from '../../core/accessNeeds.ts';
import type { Draft } from './draft.ts';

/** A need with the name of what it is about, as the draft shows it. */
export interface NamedNeed extends Need {
  readonly name: string;
}

export function needsOf({ cloud, subscription, resourceGroup, networkKind, subnet }: Draft): NamedNeed[] {
  if (!subscription || !resourceGroup) return [];
  const subscriptionId = subscription.id;
  const { name } = resourceGroup;
  // Who may make a resource group and not what is in it is told so by Azure: it isn't there to be asked about.
  const place: NamedNeed = resourceGroup.isNew
    ? { deed: 'createResourceGroup', scope: subscriptionScope({ cloud, subscriptionId }), name }
    : { deed: 'create', scope: resourceGroupScope({ cloud, subscriptionId, resourceGroup: name }), name };
  if (networkKind !== 'private' || !subnet) return [place];
  return [place, { deed: 'joinSubnet', scope: { cloud, id: subnet.id }, name: subnet.name }];
}
