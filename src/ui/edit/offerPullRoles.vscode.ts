/** Before a group is sent that pulls by a managed identity: offers to let that in to the registry. */
import * as l10n from '@vscode/l10n';
import type { RegistryIdentity } from '../../core/model/groupPlan.ts';
import * as vscode from 'vscode';
import { type ManagedIdentity, subscriptionOf } from '../../core/access/rbac.ts';
import { identityPulls } from '../../core/document/groupIdentity.ts';
import type { GroupRef, RawContainerGroup } from '../../core/model/containerGroup.ts';
import type { Registry } from '../../core/model/registry.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { emptyOnError } from '../access/emptyOnError.ts';
import { checkPermissions } from '../shared/permissionCheck.vscode.ts';
import { assignPullRole, hasPullRole } from '../access/pullRole.ts';
import type { App } from '../app.ts';
import { window } from '../shared/plainWindow.vscode.ts';

type PullRolesDeps = Pick<App, 'aci' | 'store' | 'permissions'>;

/** An identity that is not known to be let in. */
interface MissingPullRole {
  readonly identity: ManagedIdentity;
  readonly registry: Registry;
}

/**
 * Asks about each registry that `wanted` pulls from as an identity which has no role for it yet; what `live` does
 * already is not asked about. False when the person leaves. Throws `AciError` where the role can't be assigned.
 */
export async function offerPullRoles(
  app: PullRolesDeps,
  ref: GroupRef,
  wanted: RawContainerGroup,
  live: RawContainerGroup | undefined,
): Promise<boolean> {
  const known = live ? identityPulls(live) : [];
  const pulls = identityPulls(wanted).filter(pull => !known.some(each => isSame(each, pull)));
  if (pulls.length === 0) return true;
  const options = {
    location: vscode.ProgressLocation.Window,
    title: l10n.t('Looking at the roles of the identity that pulls'),
  };
  const strangers = await window.withProgress(options, () =>
    Promise.all(pulls.map(pull => findMissingPullRole(app, ref, pull))),
  );
  for (const stranger of strangers) if (stranger && !(await askToAssign(app, ref, stranger))) return false;
  return true;
}

async function findMissingPullRole(
  app: PullRolesDeps,
  ref: GroupRef,
  pull: RegistryIdentity,
): Promise<MissingPullRole | undefined> {
  const { cloud } = ref;
  const { access } = app.aci;
  const [registry, identities] = await Promise.all([
    findRegistry(app, ref, pull.server),
    emptyOnError(access.managedIdentities(subscriptionOf({ id: pull.identity }), neverAborts())),
  ]);
  const identity = identities.find(({ id }) => id.toLowerCase() === pull.identity.toLowerCase());
  if (!registry || !identity) return undefined;
  const isIn = await hasPullRole(access, { cloud, id: registry.id }, identity.principalId, neverAborts());
  return isIn ? undefined : { identity, registry };
}

/** Looked for where the group goes first, then in the other subscriptions: many have one registry for all. */
async function findRegistry(
  { aci, store }: PullRolesDeps,
  { subscriptionId }: GroupRef,
  server: string,
): Promise<Registry | undefined> {
  const find = async (id: string) =>
    (await emptyOnError(aci.registries(id, neverAborts()))).find(
      each => each.loginServer.toLowerCase() === server,
    );
  const here = await find(subscriptionId);
  if (here) return here;
  const others = store.subscriptions.filter(({ id }) => id.toLowerCase() !== subscriptionId.toLowerCase());
  const found = await Promise.all(others.map(({ id }) => find(id)));
  return found.find(each => each !== undefined);
}

/** Whether to go on. */
async function askToAssign(
  app: PullRolesDeps,
  { cloud }: GroupRef,
  { identity, registry }: MissingPullRole,
): Promise<boolean> {
  const assign = l10n.t('Assign AcrPull');
  const goOn = l10n.t('Go on without');
  const chosen = await window.showWarningMessage(
    l10n.t('"{0}" may not pull from "{1}" yet.', identity.name, registry.name),
    {
      modal: true,
      detail: l10n.t(
        'The container group can only start once the managed identity has the role AcrPull on the registry. Azure may take some minutes until it is known everywhere.',
      ),
    },
    assign,
    goOn,
  );
  if (chosen !== assign) return chosen === goOn;
  const scope = { cloud, id: registry.id };
  if (!(await checkPermissions(app, [{ operation: 'grantAccess', scope, name: registry.name }])))
    return false;
  await assignPullRole(app.aci.access, cloud, registry, identity.principalId, neverAborts());
  return true;
}

function isSame(a: RegistryIdentity, b: RegistryIdentity): boolean {
  return a.server === b.server && a.identity.toLowerCase() === b.identity.toLowerCase();
}
