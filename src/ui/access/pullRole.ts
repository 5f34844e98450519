/** Whether a managed identity may pull from a registry, and letting it. */
import { roleNames, type Scope } from '../../core/access/rbac.ts';
import { AciError, isAbort } from '../../core/errors.ts';
import type { CloudId } from '../../core/model/cloud.ts';
import type { Registry } from '../../core/model/registry.ts';
import type { AccessApi } from '../../core/azureApi.ts';
import { lastSegment } from './messages.ts';

/** Roles that let one pull: AcrPull, and what holds more. */
const rolesThatPull: readonly string[] = [roleNames.acrPull, 'AcrPush', roleNames.contributor, 'Owner'];

/** What can't be read is taken for no: assigning a role that is there already does no harm. */
export async function hasPullRole(
  access: Pick<AccessApi, 'roles' | 'assignments'>,
  registry: Scope,
  principalId: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const [roles, assignments] = await Promise.all([
      access.roles(registry, signal),
      access.assignments(registry, signal),
    ]);
    const enough = roles.filter(({ name }) => rolesThatPull.includes(name)).map(({ id }) => lastSegment(id));
    return assignments.some(
      each =>
        same(each.principalId, principalId) && enough.some(role => same(role, lastSegment(each.roleId))),
    );
  } catch (error) {
    if (isAbort(error)) throw error;
    return false;
  }
}

/** Azure may take some minutes until it knows the role everywhere: whoever can't pull until then tries again. */
export async function assignPullRole(
  access: Pick<AccessApi, 'roles' | 'assign'>,
  cloud: CloudId,
  registry: Pick<Registry, 'id' | 'name'>,
  principalId: string,
  signal: AbortSignal,
): Promise<void> {
  const scope = { cloud, id: registry.id };
  const roles = await access.roles(scope, signal);
  const role = roles.find(({ name }) => name === roleNames.acrPull);
  if (!role) throw new AciError('service', `Azure has no role ${roleNames.acrPull} for ${registry.name}.`);
  await access.assign(scope, role, { id: principalId, type: 'ServicePrincipal' }, signal);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
