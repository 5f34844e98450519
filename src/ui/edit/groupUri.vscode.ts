import * as vscode from 'vscode';
import { cloudIds } from '../../core/model/cloud.ts';
import { groupKey, type GroupRef } from '../../core/model/containerGroup.ts';

/** Groups as files that can be edited. */
export const groupScheme = 'aci';
/** The same groups as they are in Azure at the moment, to compare with. */
export const liveScheme = 'aci-live';

/** The editor's breadcrumbs begin with it; package.json knows the language of these documents by it. */
const folder = 'Azure Container Instances';

/**
 * `aci://<cloud>.<subscription>/Azure Container Instances/<resource group>/<name>.yaml`. An authority is in lower case,
 * which subscriptions don't mind; in the path, which breadcrumbs show, a subscription's id would tell nobody anything.
 */
export function groupUri(ref: GroupRef, scheme: string = groupScheme): vscode.Uri {
  const authority = `${ref.cloud}.${ref.subscriptionId}`.toLowerCase();
  return vscode.Uri.from({ scheme, authority, path: `/${folder}/${ref.resourceGroup}/${ref.name}.yaml` });
}

/** The group at an address; undefined where the address is none of a group. */
export function parseGroupUri({ authority, path }: vscode.Uri): GroupRef | undefined {
  const [, cloudName = '', subscriptionId] = /^([^.]+)\.([^.]+)$/.exec(authority) ?? [];
  const cloud = cloudIds.find(id => id.toLowerCase() === cloudName.toLowerCase());
  const [, inFolder, resourceGroup, name] = /^\/([^/]+)\/([^/]+)\/([^/]+)\.yaml$/.exec(path) ?? [];
  if (!cloud || subscriptionId === undefined || resourceGroup === undefined || name === undefined)
    return undefined;
  return inFolder === folder ? { cloud, subscriptionId, resourceGroup, name } : undefined;
}

/** The group that a document is about, if it is one of ours. */
export function groupRefOfUri(uri: vscode.Uri): GroupRef | undefined {
  return uri.scheme === groupScheme ? parseGroupUri(uri) : undefined;
}

/** The group meant by a command: the address it is given, else the document in the editor. */
export function groupRefOfCommand(argument: unknown): GroupRef | undefined {
  if (argument instanceof vscode.Uri) return groupRefOfUri(argument);
  // A row of the tree means its own group, whatever is in the editor.
  const uri = argument === undefined ? vscode.window.activeTextEditor?.document.uri : undefined;
  return uri && groupRefOfUri(uri);
}

/** The group's open document, if there is one. Azure writes a name now this way, now that: its case doesn't count. */
export function findOpenDocument(ref: GroupRef): vscode.TextDocument | undefined {
  const key = groupKey(ref);
  return vscode.workspace.textDocuments.find(({ uri }) => {
    const shown = groupRefOfUri(uri);
    return shown !== undefined && groupKey(shown) === key;
  });
}

/** Where the group is edited: in its open document, however that spells its names. */
export function editUri(ref: GroupRef): vscode.Uri {
  return findOpenDocument(ref)?.uri ?? groupUri(ref);
}

/** Saves the group's document where it has changes that aren't; whether there is nothing unsaved then. */
export async function saveOpenDocument(ref: GroupRef): Promise<boolean> {
  const document = findOpenDocument(ref);
  return !document?.isDirty || (await document.save());
}
