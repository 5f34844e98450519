/** Looks at a deployment until it has come to its end, with what there is to say meanwhile. */
import * as l10n from '@vscode/l10n';
import type { DeploymentRef } from '../../core/deployments/deploymentsApi.ts';
import { groupRefsOfIds } from '../../core/deployments/madeGroups.ts';
import {
  followDeployment as followInAzure,
  type DeploymentProgress,
} from '../../core/deployments/progress.ts';
import { type AciError, isAbort, toAciError } from '../../core/errors.ts';
import type { Disposable, Event } from '../../core/event.ts';
import { groupKey } from '../../core/model/containerGroup.ts';
import { ReplayingEmitter } from '../shared/replayingEmitter.ts';
import { refreshAndTrack } from '../shared/refreshAndTrack.ts';
import type { DeploymentDeps } from './deploymentDeps.ts';
import { progressText } from './progressText.ts';

export interface FollowedDeployment extends Disposable {
  readonly messages: Event<string>;
  /** The deployment as it ended; or why it can't be looked at any longer. Undefined where nobody looks any more. */
  readonly done: Promise<DeploymentProgress | AciError | undefined>;
}

/** Groups that the deployment makes are in the tree as soon as Azure knows of them. */
export function followDeployment(
  deps: Pick<DeploymentDeps, 'aci' | 'clock' | 'store' | 'ui'>,
  ref: DeploymentRef,
): FollowedDeployment {
  const messages = new ReplayingEmitter();
  const controller = new AbortController();
  const shown = new Set<string>();
  messages.fire(l10n.t('Waiting for Azure…'));

  function show({ operations }: DeploymentProgress): void {
    messages.fire(progressText(operations));
    const ids = operations.flatMap(({ target }) => target?.id ?? []);
    for (const group of groupRefsOfIds(ref.cloud, ids)) {
      if (shown.has(groupKey(group))) continue;
      shown.add(groupKey(group));
      void refreshAndTrack(deps.store, group, deps.ui);
    }
  }

  async function work(): Promise<DeploymentProgress | AciError | undefined> {
    let last: DeploymentProgress | undefined;
    try {
      for await (last of followInAzure(deps.aci.deployments, ref, deps.clock, controller.signal)) show(last);
      return last;
    } catch (error) {
      return isAbort(error) ? undefined : toAciError(error);
    }
  }

  return {
    messages: messages.event,
    done: work(),
    dispose() {
      controller.abort();
      messages.dispose();
    },
  };
}
