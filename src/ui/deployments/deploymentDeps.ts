/** What following a deployment needs around it. */
import type { AzureApi } from '../../core/azureApi.ts';
import type { Clock } from '../../core/clock.ts';
import type { Deployment, DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import type { AciError } from '../../core/errors.ts';
import type { Event } from '../../core/event.ts';
import type { GroupRef } from '../../core/model/containerGroup.ts';
import type { GroupStore } from '../../core/store/groupStore.ts';
import type { PendingWork } from '../shared/pendingWork.ts';

/** What a person sees and answers while a deployment is under way. */
export interface DeploymentUi {
  /** Shows each message until `done` settles, or until the person presses *Cancel*. */
  showProgress(title: string, messages: Event<string>, done: Promise<unknown>): Promise<'done' | 'cancelled'>;
  /** The question after *Cancel*; closing it means to go on. */
  askCancelOrKeep(ref: DeploymentRef): Promise<'cancel' | 'keep'>;
  /** The closing message, with the groups that it made; does not wait for the person. */
  showSucceeded(deployment: Deployment, groups: readonly GroupRef[]): void;
  /** Says that it was cancelled in Azure; does not wait for the person. */
  showCancelled(deployment: Deployment): void;
  /**
   * Says why it failed: `error` is Azure's, whole where it is about the deployment itself; `ref` leads to the
   * deployment where there is one. Does not wait for the person.
   */
  showFailed(what: string, error: AciError, ref: DeploymentRef | undefined): void;
  /** Shows the group in the tree. */
  revealInTree(ref: GroupRef): Promise<void>;
  log(what: string, error: AciError): void;
}

export interface DeploymentDeps {
  readonly aci: AzureApi;
  readonly store: GroupStore;
  readonly clock: Clock;
  readonly pendingDeployments: PendingWork;
  readonly ui: DeploymentUi;
}
