import * as vscode from 'vscode';
import { subscriptionScope } from '../../core/access.ts';
import { isAbort } from '../../core/errors.ts';
import { registerAndWait } from '../../core/registration.ts';
import type { App } from '../app.ts';
import { abortedBy } from '../cancel.ts';
import { permitted } from './guard.ts';
import { window } from '../plainWindow.ts';

/**
 * Registers Microsoft.ContainerInstance and waits for it; answers whether it is there. The person may stop waiting:
 * the registration goes on. Throws `AciError`.
 */
export async function registerProvider(app: App, subscriptionId: string): Promise<boolean> {
  const { t } = vscode.l10n;
  const { cloud } = app.account;
  const known = app.store.subscriptions.find(({ id }) => id.toLowerCase() === subscriptionId.toLowerCase());
  const name = known?.displayName ?? subscriptionId;
  const scope = subscriptionScope({ cloud, subscriptionId });
  if (!(await permitted(app, { deed: 'registerProvider', scope }, name))) return false;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t('Registering container instances in "{0}"', name),
    cancellable: true,
  };
  try {
    await window.withProgress(options, (bar, token) => {
      const tell = () => bar.report({ message: t('this takes a minute or two') });
      return registerAndWait(app.aci.access, app.clock, subscriptionId, tell, abortedBy(token));
    });
    return true;
  } catch (error) {
    if (!isAbort(error)) throw error;
    void window.showInformationMessage(
      t('Azure goes on registering container instances in "{0}". Try again in some minutes.', name),
    );
    return false;
  }
}
