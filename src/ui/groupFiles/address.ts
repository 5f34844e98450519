import * as vscode from 'vscode';
import { type CloudId, groupKey, type GroupRef } from '../../core/model.ts';

/** Groups as files that can be edited. */
export const groupScheme = 'aci';
/** The same groups as they are in Azure at the moment, to compare with. */
export const liveScheme = 'aci-live';

/** An address's authority keeps no case. */
const authorities: Readonly<Record<CloudId, string>> = {
  azure: 'azure',
  usGovernment: 'usgovernment',
  china: 'china',
  custom: 'custom',
  emulator: 'emulator',
};
const clouds = new Map(
  (Object.keys(authorities) as readonly CloudId[]).map(id => [authorities[id], id] as const),
);

/** `aci://<cloud>/<subscription>/<resource group>/<name>.yaml`. */
export function addressOf(ref: GroupRef, scheme: string = groupScheme): vscode.Uri {
  const path = `/${ref.subscriptionId}/${ref.resourceGroup}/${ref.name}.yaml`;
  return vscode.Uri.from({ scheme, authority: authorities[ref.cloud], path });
}

/** The group at an address; undefined where the address is none of a group. */
export function refAt({ authority, path }: vscode.Uri): GroupRef | undefined {
  const cloud = clouds.get(authority.toLowerCase());
  const [, subscriptionId, resourceGroup, name] = /^\/([^/]+)\/([^/]+)\/([^/]+)\.yaml$/.exec(path) ?? [];
  if (!cloud || subscriptionId === undefined || resourceGroup === undefined || name === undefined)
    return undefined;
  return { cloud, subscriptionId, resourceGroup, name };
}

/** The group that a document is about, if it is one of ours. */
export function refOfGroupFile(uri: vscode.Uri): GroupRef | undefined {
  return uri.scheme === groupScheme ? refAt(uri) : undefined;
}

/** The group meant by a command: the address it is given, else the document in the editor. */
export function groupOfDocument(argument: unknown): GroupRef | undefined {
  if (argument instanceof vscode.Uri) return refOfGroupFile(argument);
  // A row of the tree means its own group, whatever is in the editor.
  const uri = argument === undefined ? vscode.window.activeTextEditor?.document.uri : undefined;
  return uri && refOfGroupFile(uri);
}

/** The group's open document, if there is one. Azure writes a name now this way, now that: its case doesn't count. */
export function openDocument(ref: GroupRef): vscode.TextDocument | undefined {
  const key = groupKey(ref);
  return vscode.workspace.textDocuments.find(({ uri }) => {
    const shown = refOfGroupFile(uri);
    return shown !== undefined && groupKey(shown) === key;
  });
}

/** Where the group is edited: in its open document, however that spells its names. */
export function editAddress(ref: GroupRef): vscode.Uri {
  return openDocument(ref)?.uri ?? addressOf(ref);
}

/** Saves the group's document where it has changes that aren't; whether there is nothing unsaved then. */
export async function savedAddress(ref: GroupRef): Promise<boolean> {
  const document = openDocument(ref);
  return !document?.isDirty || (await document.save());
}
