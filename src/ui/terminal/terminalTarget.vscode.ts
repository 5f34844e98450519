/** Which container a terminal or a command is for: it has to run. */
import * as l10n from '@vscode/l10n';
import { AciError } from '../../core/errors.ts';
import { allowedActions } from '../../core/model/groupState.ts';
import type { Container, ContainerGroup, GroupRef } from '../../core/model/containerGroup.ts';
import { ensureSignedIn } from '../account/ensureSignedIn.vscode.ts';
import type { App, TerminalTarget } from '../app.ts';
import { pickGroups } from '../tree/pickGroups.vscode.ts';
import { selectedNodes, selectedGroups } from '../tree/selection.vscode.ts';
import { window } from '../shared/plainWindow.vscode.ts';

/** The running container that a command is about, by row, selection or pick; undefined when there is none. */
export async function resolveTerminalTarget(
  app: App,
  argument: unknown,
  selected: unknown,
): Promise<TerminalTarget | undefined> {
  const [node] = selectedNodes(app, argument, selected);
  if (node?.kind === 'container') {
    const group = await readGroup(app, node.ref.group);
    return targetIn(group, runningContainers(group).filter(sameName(node.ref.container)), node.ref.container);
  }
  const [ref] = await selectedGroups(app, 'exec', argument, selected, 'one');
  return ref && pickContainerIn(await readGroup(app, ref));
}

/** Lets the person pick among everything that runs, whatever is selected in the tree. */
export async function pickTerminalTarget(app: App): Promise<TerminalTarget | undefined> {
  if (!(await ensureSignedIn(app.account))) return undefined;
  const [ref] = await pickGroups(app, group => allowedActions(group).includes('exec'), 'one');
  return ref && pickContainerIn(await readGroup(app, ref));
}

async function pickContainerIn(group: ContainerGroup): Promise<TerminalTarget | undefined> {
  const there = runningContainers(group);
  if (there.length < 2) return targetIn(group, there, group.ref.name);
  const chosen = await window.showQuickPick(
    there.map(container => ({ label: container.name, description: container.image, container })),
    { title: group.ref.name, placeHolder: l10n.t('Choose a container'), matchOnDescription: true },
  );
  return chosen && targetIn(group, [chosen.container], chosen.label);
}

function targetIn(
  group: ContainerGroup,
  [container]: readonly Container[],
  name: string,
): TerminalTarget | undefined {
  if (!container) {
    void window.showInformationMessage(l10n.t('"{0}" is not running.', name));
    return undefined;
  }
  return {
    ref: { group: group.ref, container: container.name },
    image: container.image,
    os: group.osType,
  };
}

/** With instance views: a listed group has none yet. */
async function readGroup(app: App, ref: GroupRef): Promise<ContainerGroup> {
  const known = app.store.group(ref);
  const group = known?.state === undefined ? await app.store.refreshGroup(ref) : known;
  if (!group) throw new AciError('notFound', l10n.t('"{0}" no longer exists.', ref.name));
  return group;
}

function runningContainers({ initContainers, containers }: ContainerGroup): readonly Container[] {
  return [...initContainers, ...containers].filter(
    ({ instanceView }) => instanceView?.currentState?.state.toLowerCase() === 'running',
  );
}

function sameName(name: string): (container: Container) => boolean {
  return container => container.name.toLowerCase() === name.toLowerCase();
}
