/** What a finished draft needs rights for, and where: asked before anything is sent. */
import { resourceGroupScope, subscriptionScope } from '../../core/access.ts';
import type { NamedNeed } from '../../core/accessNeeds.ts';
import { noIdentity, withUsers } from '../../core/groupIdentity.ts';
import { pullRoleOf } from './create.ts';
import type { Draft } from './draft.ts';

export function needsOf(draft: Draft): readonly NamedNeed[] {
  return [...placeNeeds(draft), ...identityNeeds(draft)];
}

function identityNeeds(draft: Draft): readonly NamedNeed[] {
  const { cloud, identity = noIdentity, signIn, pullIdentity } = draft;
  const { users } = withUsers(identity, signIn === 'identity' && pullIdentity ? [pullIdentity.id] : []);
  const pull = pullRoleOf(draft);
  return [
    ...users.map((id): NamedNeed => ({
      deed: 'useIdentity',
      scope: { cloud, id },
      name: id.split('/').at(-1) ?? id,
    })),
    ...(pull
      ? [{ deed: 'grantAccess' as const, scope: { cloud, id: pull.registry.id }, name: pull.registry.name }]
      : []),
  ];
}

function placeNeeds({
  cloud,
  subscription,
  resourceGroup,
  networkKind,
  subnet,
}: Draft): readonly NamedNeed[] {
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
