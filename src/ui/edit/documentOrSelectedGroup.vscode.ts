import type { GroupRef } from '../../core/model/containerGroup.ts';
import { selectedGroups, type SelectionDeps } from '../tree/selection.vscode.ts';
import { groupRefOfCommand } from './groupUri.vscode.ts';

/**
 * The group whose document the command was called on or is in the editor, else the selected one, else one that is
 * picked.
 */
export async function documentOrSelectedGroup(
  app: SelectionDeps,
  argument: unknown,
  selected: unknown,
): Promise<GroupRef | undefined> {
  const open = groupRefOfCommand(argument);
  if (open) return open;
  const [ref] = await selectedGroups(app, () => true, argument, selected, 'one');
  return ref;
}
