import { resourceGroupScope } from '../../core/access/rbac.ts';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App } from '../app.ts';
import { pickResourceGroup } from '../shared/pickResourceGroup.vscode.ts';
import { type AccessTarget, accessTarget, accessTargetOf } from './accessTarget.ts';

/** What the command was called on, else the selected row, else the resource group that the person picks. */
export async function chooseAccessTarget(app: App, argument: unknown): Promise<AccessTarget | undefined> {
  const { cloud } = app.account;
  const target = accessTargetOf(argument, cloud) ?? accessTargetOf(app.view.selection[0], cloud);
  if (target) return target;
  if (!(await ensureSignedIn(app.account))) return undefined;
  const chosen = await pickResourceGroup(app);
  return chosen && accessTarget(resourceGroupScope(chosen));
}
