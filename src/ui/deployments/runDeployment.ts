/** From *Deploy* to the end: sends the template, shows how it comes along, and says what became of it. */
import * as l10n from '@vscode/l10n';
import type { DeploymentRef, DeploymentRequest } from '../../core/deployments/deploymentsApi.ts';
import { AciError, isTransient, toAciError } from '../../core/errors.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { refreshAndTrack } from '../shared/refreshAndTrack.ts';
import { madeGroups } from '../../core/deployments/madeGroups.ts';
import type { DeploymentProgress } from '../../core/deployments/progress.ts';
import type { DeploymentDeps } from './deploymentDeps.ts';
import { failureOf } from './deploymentFailure.ts';
import { outcomeOf } from '../../core/deployments/terminalStates.ts';
import { followDeployment } from './followDeployment.ts';

/** What is said of a failure besides what the person is told anyway. */
export type FailureListener = (error: AciError) => void;

/**
 * Sends the template and follows its deployment, which is remembered while it lasts. Resolves at its end, when
 * everything has been told. `onFailure` is given Azure's error, whole.
 */
export async function runDeployment(
  deps: DeploymentDeps,
  ref: DeploymentRef,
  request: DeploymentRequest,
  onFailure: FailureListener,
): Promise<void> {
  const { aci, pendingDeployments, ui } = deps;
  const held = await pendingDeployments.add(ref);
  try {
    try {
      await aci.deployments.create(ref, request, neverAborts());
    } catch (thrown) {
      const error = toAciError(thrown);
      if (!(await mayBeUnderWay(deps, ref, error))) {
        ui.showFailed(l10n.t('Could not deploy "{0}"', ref.name), error, undefined);
        onFailure(error);
        return;
      }
    }
    await showToItsEnd(deps, ref, onFailure);
  } finally {
    held.dispose();
    await pendingDeployments.remove(ref);
  }
}

/** Whether Azure has taken the template although its answer did not arrive. */
async function mayBeUnderWay({ aci }: DeploymentDeps, ref: DeploymentRef, error: AciError): Promise<boolean> {
  if (!isTransient(error)) return false;
  try {
    await aci.deployments.get(ref, neverAborts());
    return true;
  } catch {
    return false;
  }
}

/** Follows a deployment that Azure has; says what became of it. */
export async function showToItsEnd(
  deps: DeploymentDeps,
  ref: DeploymentRef,
  onFailure: FailureListener = () => undefined,
): Promise<void> {
  const followed = followDeployment(deps, ref);
  try {
    const title = l10n.t('Deploying to {0}', ref.resourceGroup);
    const end = await deps.ui.showProgress(title, followed.messages, followed.done);
    if (end === 'cancelled' && (await deps.ui.askCancelOrKeep(ref)) === 'cancel') {
      await cancelInAzure(deps, ref);
      const stopping = l10n.t('Cancelling the deployment to {0}', ref.resourceGroup);
      await deps.ui.showProgress(stopping, followed.messages, followed.done);
    }
    const outcome = await followed.done;
    if (outcome instanceof AciError) {
      deps.ui.showFailed(l10n.t('Lost sight of the deployment "{0}"', ref.name), outcome, ref);
    } else if (outcome) await showOutcome(deps, outcome, onFailure);
  } finally {
    followed.dispose();
  }
}

/** Where it can't be cancelled, that is told, and it goes on. */
async function cancelInAzure({ aci, ui }: DeploymentDeps, ref: DeploymentRef): Promise<void> {
  try {
    await aci.deployments.cancel(ref, neverAborts());
  } catch (error) {
    ui.showFailed(l10n.t('Could not cancel the deployment "{0}"', ref.name), toAciError(error), ref);
  }
}

/** What it has made is read anew, whatever became of it: a deployment that failed leaves what it had made. */
async function showOutcome(
  deps: DeploymentDeps,
  last: DeploymentProgress,
  onFailure: FailureListener,
): Promise<void> {
  const { ui, store } = deps;
  const { deployment, operations } = last;
  const { ref } = deployment;
  const groups = madeGroups(deployment, operations);
  const read = await Promise.all(groups.map(async group => refreshAndTrack(store, group, ui)));
  const first = read.find(group => group !== undefined);
  if (first) await reveal(deps, first.ref);
  switch (outcomeOf(deployment.state)) {
    case 'succeeded':
      ui.showSucceeded(deployment, groups);
      return;
    case 'canceled':
      ui.showCancelled(deployment);
      return;
    case 'failed':
    case undefined: {
      const error = failureOf(last);
      ui.showFailed(l10n.t('The deployment "{0}" failed', ref.name), error, ref);
      onFailure(error);
    }
  }
}

async function reveal({ ui }: DeploymentDeps, group: Parameters<DeploymentDeps['ui']['revealInTree']>[0]) {
  try {
    await ui.revealInTree(group);
  } catch (error) {
    ui.log('Could not reveal a group of the deployment', toAciError(error));
  }
}
