import { AciError } from '../../core/errors.ts';
import type { Subscription } from '../../core/model/subscription.ts';
import { readSubscriptions } from '../account/readSubscriptions.ts';
import { waitForAccountState } from '../account/waitForAccountState.ts';
import type { App } from '../app.ts';
import { refreshAndTrack } from '../shared/refreshAndTrack.ts';
import type { OperationDeps } from './operationDeps.ts';

type WindowDeps = Pick<
  App,
  'account' | 'aci' | 'clock' | 'imageConfig' | 'permissions' | 'preflight' | 'prices' | 'report' | 'store'
>;

/**
 * The window's account, and what it sees, for operations. Never prompts: throws `AciError` where nobody is signed in.
 */
export async function operationDepsOf(app: WindowDeps, signal: AbortSignal): Promise<OperationDeps> {
  const { account, aci, clock, imageConfig, permissions, preflight, prices } = app;
  const state = await waitForAccountState(account);
  signal.throwIfAborted();
  if (state !== 'signedIn') throw new AciError('signedOut', signedOut);
  return {
    ...{ aci, clock, imageConfig, permissions, preflight, prices, cloud: account.cloud },
    subscriptions: own => selectedSubscriptions(app, own),
    refreshGroup: ref => void refreshAndTrack(app.store, ref, app.report),
  };
}

const signedOut =
  'Nobody is signed in to Azure in this window. Ask the person to run the command "Azure Container Instances: Sign In", then try again.';

/** Those whose groups the view shows. Read anew where the view has not read them all. */
async function selectedSubscriptions(
  { aci, store }: Pick<App, 'aci' | 'store'>,
  signal: AbortSignal,
): Promise<readonly Subscription[]> {
  const { tenants } = store;
  const isRead =
    tenants.kind === 'ready' && tenants.value.every(({ subscriptions }) => subscriptions.kind === 'ready');
  const all = isRead ? store.subscriptions : await readSubscriptions(aci, signal);
  const once = new Map(all.map(subscription => [subscription.id.toLowerCase(), subscription]));
  return [...once.values()].filter(({ id }) => store.isSelected(id));
}
