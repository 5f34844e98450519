/** What a finished draft needs rights for, and where: asked before anything is sent. */
import { resourceGroupScope, subscriptionScope } from '../../core/access/rbac.ts';
import type { NamedAccessRequirement } from '../../core/access/accessRequirements.ts';
import { noIdentity, withUserAssigned } from '../../core/document/groupIdentity.ts';
import { pullRoleAssignmentOf } from './createGroup.ts';
import type { CreateDraft } from './createDraft.ts';

export function draftRequirements(draft: CreateDraft): readonly NamedAccessRequirement[] {
  return [...resourceGroupRequirements(draft), ...identityRequirements(draft)];
}

function identityRequirements(draft: CreateDraft): readonly NamedAccessRequirement[] {
  const { cloud, identity = noIdentity, signIn, pullIdentity } = draft;
  const { users } = withUserAssigned(
    identity,
    signIn === 'identity' && pullIdentity ? [pullIdentity.id] : [],
  );
  const pull = pullRoleAssignmentOf(draft);
  return [
    ...users.map((id): NamedAccessRequirement => ({
      operation: 'useIdentity',
      scope: { cloud, id },
      name: id.split('/').at(-1) ?? id,
    })),
    ...(pull
      ? [
          {
            operation: 'grantAccess' as const,
            scope: { cloud, id: pull.registry.id },
            name: pull.registry.name,
          },
        ]
      : []),
  ];
}

function resourceGroupRequirements({
  cloud,
  subscription,
  resourceGroup,
  networkKind,
  subnet,
}: CreateDraft): readonly NamedAccessRequirement[] {
  if (!subscription || !resourceGroup) return [];
  const subscriptionId = subscription.id;
  const { name } = resourceGroup;
  // Who may make a resource group and not what is in it is told so by Azure: it isn't there to be asked about.
  const place: NamedAccessRequirement = resourceGroup.isNew
    ? { operation: 'createResourceGroup', scope: subscriptionScope({ cloud, subscriptionId }), name }
    : {
        operation: 'create',
        scope: resourceGroupScope({ cloud, subscriptionId, resourceGroup: name }),
        name,
      };
  if (networkKind !== 'private' || !subnet) return [place];
  return [place, { operation: 'joinSubnet', scope: { cloud, id: subnet.id }, name: subnet.name }];
}
