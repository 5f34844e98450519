import type * as vscode from 'vscode';
import { openDoor } from './ui/door/door.ts';

/**
 * The front door. Runs in every window, so it only tells VS Code what there is: no Azure SDK, no tree, nothing that is
 * started or sent. The rooms behind it are loaded when somebody uses the extension in this window, or when something
 * has to be picked up there.
 */
export function activate(context: vscode.ExtensionContext): Promise<void> | undefined {
  return openDoor(context, async view => {
    const { openRooms } = await import('./rooms.ts');
    return openRooms(context, view);
  });
}
