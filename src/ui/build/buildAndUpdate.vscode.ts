/** *Build and Update…*: rebuilds the image of a container and applies its digest, as if one had typed it. */
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { tagOfTime } from '../../core/builds/buildNames.ts';
import { canBeRebuilt } from '../../core/builds/registryImage.ts';
import { AciError } from '../../core/errors.ts';
import { asObject, asObjects, asText } from '../../core/json.ts';
import { groupKey, type GroupRef } from '../../core/model/containerGroup.ts';
import type { Registry } from '../../core/model/registry.ts';
import { neverAborts } from '../../core/neverAborts.ts';
import { parseImage } from '../../core/rules/image.ts';
import type { App } from '../app.ts';
import { checkWorkspaceTrust } from '../deploy/workspaceTrust.vscode.ts';
import { groupUri } from '../edit/groupUri.vscode.ts';
import { parseFile } from '../fileFormats/fileKind.ts';
import { window } from '../shared/plainWindow.vscode.ts';
import { selectedGroups } from '../tree/selection.vscode.ts';
import { askBuild } from './askBuild.vscode.ts';
import { imageReference } from './buildInAzure.ts';
import { buildInWindow } from './buildInWindow.vscode.ts';
import { type ChosenFolder, chooseFolder } from './openBuildFolder.vscode.ts';

export async function buildAndUpdate(app: App, argument: unknown, selected: unknown): Promise<void> {
  if (!checkWorkspaceTrust()) return;
  const [ref] = await selectedGroups(app, canBeRebuilt, argument, selected, 'one');
  if (!ref) return;
  const container = await chooseContainer(app, ref);
  if (!container) return;
  const remembered = new RememberedFolders(app);
  const chosen = (await remembered.get(ref, container.name)) ?? (await chooseFolder(undefined));
  if (!chosen) return;
  const subscription = app.store.subscriptions.find(({ id }) => id === ref.subscriptionId);
  const order = await askBuild(app, chosen, {
    place: {
      cloud: ref.cloud,
      subscription: subscription ?? { id: ref.subscriptionId, displayName: ref.subscriptionId },
    },
    registry: container.registry,
    image: `${container.repository}:${tagOfTime(app.clock.now())}`,
  });
  if (!order) return;
  await remembered.set(ref, container.name, { uri: chosen.uri, dockerfile: order.dockerfile.path });
  const built = await buildInWindow(app, chosen.uri, order);
  if (built) await applyImage(app, ref, container.name, imageReference(built.registry, built.image));
}

interface BuildableContainer {
  readonly name: string;
  readonly registry: Registry;
  readonly repository: string;
}

async function chooseContainer(app: App, ref: GroupRef): Promise<BuildableContainer | undefined> {
  const title = l10n.t('Reading "{0}"…', ref.name);
  const [group, registries] = await window.withProgress(
    { location: vscode.ProgressLocation.Window, title },
    () =>
      Promise.all([
        app.aci.getRawGroup(ref, neverAborts()),
        app.aci.registries(ref.subscriptionId, neverAborts()),
      ]),
  );
  const containers = asObjects(asObject(group.body['properties'])['containers']).flatMap(container => {
    const name = asText(container['name']);
    const parsed = parseImage(asText(asObject(container['properties'])['image']));
    if ('problem' in parsed) return [];
    const { registry: server, repository } = parsed.reference;
    const registry = registries.find(({ loginServer }) => loginServer.toLowerCase() === server);
    return registry ? [{ name, registry, repository }] : [];
  });
  const [only] = containers;
  if (!only)
    throw new AciError(
      'settings',
      l10n.t('No image of "{0}" is in a container registry of its subscription.', ref.name),
    );
  if (containers.length === 1) return only;
  const items = containers.map(container => ({
    label: container.name,
    description: `${container.registry.loginServer}/${container.repository}`,
    container,
  }));
  const picked = await window.showQuickPick(items, {
    title: l10n.t('Build and update: Container'),
    placeHolder: l10n.t('Whose image is built anew?'),
  });
  return picked?.container;
}

/** Saving the group's document goes on to what an edit by hand goes on to: changes, verdict, questions. */
async function applyImage(app: App, ref: GroupRef, container: string, image: string): Promise<void> {
  await app.yamlEditor.open(ref);
  const document = await vscode.workspace.openTextDocument(groupUri(ref));
  const parsed = parseFile(document.getText());
  const containers = asObjects(asObject(asObject(parsed.content)['properties'])['containers']);
  const index = containers.findIndex(({ name }) => name === container);
  if (index < 0)
    throw new AciError(
      'settings',
      l10n.t('The document of "{0}" has no container "{1}".', ref.name, container),
    );
  const { start, end } = parsed.rangeOf(['properties', 'containers', index, 'properties', 'image'], 'value');
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  edit.replace(document.uri, range, image);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

interface RememberedFolder {
  readonly folder: string;
  readonly dockerfile: string;
}

const key = 'aci.buildFolders';
/** So many are kept; the oldest go. */
const mostRemembered = 100;

/** Per workspace and container: what was built from where. */
class RememberedFolders {
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  /** Undefined where none is remembered, or it is there no longer. */
  async get(ref: GroupRef, container: string): Promise<ChosenFolder | undefined> {
    const found = this.#all()[keyOf(ref, container)];
    if (!found) return undefined;
    const uri = vscode.Uri.parse(found.folder);
    try {
      await vscode.workspace.fs.stat(vscode.Uri.joinPath(uri, found.dockerfile));
      return { uri, dockerfile: found.dockerfile };
    } catch {
      return undefined;
    }
  }

  async set(ref: GroupRef, container: string, { uri, dockerfile = '' }: ChosenFolder): Promise<void> {
    const { [keyOf(ref, container)]: _, ...others } = this.#all();
    const kept = Object.entries(others).slice(1 - mostRemembered);
    const all = [...kept, [keyOf(ref, container), { folder: uri.toString(), dockerfile }] as const];
    await this.#app.memory.update(key, Object.fromEntries(all));
  }

  #all(): Readonly<Record<string, RememberedFolder>> {
    return this.#app.memory.get<Readonly<Record<string, RememberedFolder>>>(key, {});
  }
}

function keyOf(ref: GroupRef, container: string): string {
  const workspace = vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  return [workspace?.toString() ?? '', groupKey(ref), container].join('\n');
}
