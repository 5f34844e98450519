/** Sentences about rights: what may not be done, and which role would allow it. */
import * as l10n from '@vscode/l10n';
import type { PrincipalType, Scope } from '../../core/access/rbac.ts';
import {
  type Operation,
  parseAuthorizationFailure,
  requiredPermissions,
} from '../../core/access/accessRequirements.ts';
import type { AciError } from '../../core/errors.ts';
import { formatList } from '../shared/languageFormats.ts';

/** `Your account may not stop "web". The role "…" on the resource group "rg" would allow it.` */
export function missingPermissionText(operation: Operation, names: readonly string[], scope: Scope): string {
  const all = formatList(names.map(name => `"${name}"`));
  return `${notPermittedText(operation, all)} ${requiredRoleText(requiredPermissions[operation].role, scope)}`;
}

/** What would have allowed what Azure refused; undefined for other errors, and where no role of ours does. */
export function refusalText({ kind, message }: AciError): string | undefined {
  const refused = kind === 'forbidden' ? parseAuthorizationFailure(message) : undefined;
  if (refused?.role === undefined) return undefined;
  const scope = { id: roleAssignmentScope(refused.scopeId) };
  return `${l10n.t('Your account is not allowed to do this.')} ${requiredRoleText(refused.role, scope)}`;
}

/** Roles for container groups are given on their resource group. */
export function roleAssignmentScope(scopeId: string): string {
  const group =
    /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+)\/providers\/Microsoft\.ContainerInstance\//i.exec(
      scopeId,
    );
  return group?.[1] ?? scopeId;
}

function requiredRoleText(role: string, scope: Pick<Scope, 'id'>): string {
  return l10n.t('The role "{0}" on {1} would allow it.', role, scopeName(scope.id));
}

/** One sentence per operation: one without a sentence does not compile. */
function notPermittedText(operation: Operation, names: string): string {
  const sentences: Record<Operation, string> = {
    start: l10n.t('Your account may not start {0}.', names),
    stop: l10n.t('Your account may not stop {0}.', names),
    restart: l10n.t('Your account may not restart {0}.', names),
    delete: l10n.t('Your account may not delete {0}.', names),
    create: l10n.t('Your account may not create container groups in {0}.', names),
    change: l10n.t('Your account may not change {0}.', names),
    createResourceGroup: l10n.t('Your account may not create the resource group {0}.', names),
    deployTemplate: l10n.t('Your account may not deploy templates to {0}.', names),
    cancelDeployment: l10n.t('Your account may not cancel deployments of {0}.', names),
    readLogs: l10n.t('Your account may not read the logs of {0}.', names),
    attach: l10n.t('Your account may not attach to {0}.', names),
    exec: l10n.t('Your account may not run anything in {0}.', names),
    joinSubnet: l10n.t('Your account may not use the subnet {0}.', names),
    readRegistryPassword: l10n.t('Your account may not read the password of the admin user of {0}.', names),
    useIdentity: l10n.t('Your account may not give the managed identity {0} to a container group.', names),
    grantAccess: l10n.t('Your account may not give others access to {0}.', names),
    buildImage: l10n.t('Your account may not build images in the registry {0}.', names),
    createRegistry: l10n.t('Your account may not create the registry {0}.', names),
    registerProvider: l10n.t('Your account may not register resource providers in {0}.', names),
  };
  return sentences[operation];
}

/** A scope as people call it: `the resource group "rg"`. What isn't known by its form keeps its id. */
export function scopeName(
  id: string,
  subscriptionName: (id: string) => string | undefined = () => undefined,
): string {
  const name = `"${lastSegment(id)}"`;
  if (id === '' || id === '/') return l10n.t('the root of the directory');
  if (/^\/subscriptions\/[^/]+$/i.test(id))
    return l10n.t('the subscription {0}', `"${subscriptionName(lastSegment(id)) ?? lastSegment(id)}"`);
  if (/\/managementGroups\/[^/]+$/i.test(id)) return l10n.t('the management group {0}', name);
  if (/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+$/i.test(id))
    return l10n.t('the resource group {0}', name);
  if (/\/registries\/[^/]+$/i.test(id)) return l10n.t('the registry {0}', name);
  if (/\/containerGroups\/[^/]+$/i.test(id)) return l10n.t('the container group {0}', name);
  if (/\/subnets\/[^/]+$/i.test(id)) return l10n.t('the subnet {0}', name);
  if (/\/userAssignedIdentities\/[^/]+$/i.test(id)) return l10n.t('the managed identity {0}', name);
  return id;
}

export function lastSegment(id: string): string {
  return id.split('/').at(-1) ?? '';
}

export function principalTypeName(type: PrincipalType): string {
  const names: Record<PrincipalType, string> = {
    User: l10n.t('user'),
    Group: l10n.t('group'),
    ServicePrincipal: l10n.t('application or managed identity'),
  };
  return names[type];
}
