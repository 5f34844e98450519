/** Deployments that a former window began. */
import { isAbort, toAciError } from '../../core/errors.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import type { DeploymentDeps } from './deploymentDeps.ts';
import type { PendingRef } from '../shared/pendingWork.ts';
import { showToItsEnd } from './runDeployment.ts';

/**
 * Picks up what was under way when the window closed: shows its progress and tells its end; what has come to its end
 * meanwhile is told at once. What another window looks after is left to that one until it is gone, and what belongs to
 * another cloud until that is chosen.
 */
export async function resumeDeployments(
  deps: DeploymentDeps,
  isOurs: (ref: PendingRef) => boolean,
): Promise<void> {
  const ours = deps.pendingDeployments.all.filter(({ ref }) => isOurs(ref));
  await Promise.all(ours.map(async ({ ref }) => resumeOne(deps, ref, isOurs)));
}

async function resumeOne(
  deps: DeploymentDeps,
  ref: PendingRef,
  isOurs: (ref: PendingRef) => boolean,
): Promise<void> {
  const { pendingDeployments, ui } = deps;
  const held = await pendingDeployments.acquireLease(ref);
  if (!held) return;
  try {
    // Another cloud may have been chosen while we waited for another window.
    if (!isOurs(ref) || !(await isThere(deps, ref))) return;
    await showToItsEnd(deps, ref);
    await pendingDeployments.remove(ref);
  } catch (error) {
    if (!isAbort(error)) ui.log(`Could not look at the deployment "${ref.name}"`, toAciError(error));
  } finally {
    held.dispose();
  }
}

/** A deployment that was not sent before the window closed is forgotten; one that can't be asked about is kept. */
async function isThere({ aci, pendingDeployments }: DeploymentDeps, ref: PendingRef): Promise<boolean> {
  try {
    await aci.deployments.get(ref, neverAborts());
    return true;
  } catch (error) {
    if (toAciError(error).kind === 'notFound') await pendingDeployments.remove(ref);
    throw error;
  }
}
