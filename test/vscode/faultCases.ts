/** User actions of the fault matrix in the extension host, each with a check of what is shown afterwards. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ContainerRef, GroupRef } from '../../src/core/model/containerGroup.ts';
import { armError, proxyPage, throttled } from '../../src/emulator/faults/commonFaults.ts';
import type { Faults } from '../../src/emulator/faults/faults.ts';
import { groupBody } from '../../src/emulator/seed/groupBody.ts';
import { development } from '../../src/emulator/seed/contoso.ts';
import type { Node } from '../../src/ui/tree/nodes.ts';
import { emulator, rows } from './activatedExtension.ts';
import { outputText } from './outputText.ts';
import { nextTerminal } from './terminalDriver.ts';
import { until } from '../until.ts';

export const run = (id: string, ...args: readonly unknown[]) => vscode.commands.executeCommand(id, ...args);

export interface Fault {
  readonly name: string;
  readonly inject: (faults: Faults, path: RegExp) => void;
  /** Default: requests. */
  readonly on?: 'sockets';
}

const once = { times: 1 };
export const faults: readonly Fault[] = [
  { name: 'reset', inject: (all, path) => all.add({ kind: 'reset', at: 'arrival' }, { ...once, path }) },
  {
    name: 'done, then reset',
    inject: (all, path) => all.add({ kind: 'reset', at: 'beforeHeaders' }, { ...once, path }),
  },
  {
    name: 'half a body',
    inject: (all, path) => all.add({ kind: 'reset', at: 'halfBody' }, { ...once, path }),
  },
  {
    name: '403',
    inject: (all, path) =>
      all.add(armError(403, 'AuthorizationFailed', 'The client is not allowed.'), { ...once, path }),
  },
  {
    name: '500',
    inject: (all, path) => all.add(armError(500, 'InternalServerError', 'Oh.'), { ...once, path }),
  },
  { name: '429 with Retry-After', inject: (all, path) => all.add(throttled(1), { ...once, path }) },
  { name: 'a captive portal', inject: (all, path) => all.add(proxyPage(200), { times: 2, path }) },
  {
    name: 'wrong types',
    inject: (all, path) =>
      all.add({ kind: 'body', text: '{"id": 7, "value": [{"id": 7}]}' }, { times: 2, path }),
  },
  { name: 'an expired token', inject: (all, path) => all.add({ kind: 'expiredToken' }, { ...once, path }) },
  {
    name: 'the socket is refused',
    on: 'sockets',
    inject: all => all.addToSockets({ kind: 'refuse', status: 502 }, { times: 2 }),
  },
  {
    name: 'the socket drops',
    on: 'sockets',
    inject: all => all.addToSockets({ kind: 'drop', afterBytes: 5 }, once),
  },
  {
    name: 'bytes that are no frame',
    on: 'sockets',
    inject: all => all.addToSockets({ kind: 'garbage' }, once),
  },
];

export interface UserAction {
  readonly name: string;
  /** The requests that the faults apply to. */
  readonly path: RegExp;
  readonly hasSocket?: true;
  /** Whether it takes a group of its own. */
  readonly changes?: true;
  /** Before anything goes wrong. */
  readonly prepare?: (ref: GroupRef) => Promise<void>;
  /** Does it, and throws where what is shown afterwards isn't true; the tree is checked in any case. */
  readonly act: (ref: GroupRef) => unknown;
}

const groups = /\/containerGroups\b/i;
const nodeOf = (ref: GroupRef) => ({ kind: 'group', ref });

export const userActions: readonly UserAction[] = [
  {
    name: 'refresh the tree',
    path: /\/containerGroups\?/i,
    act: () => run('aci.refreshAll'),
  },
  {
    name: 'expand a group',
    path: /\/containerGroups\//i,
    act: async ref => {
      await run('aci.refresh', nodeOf(ref));
      await rowOf(ref);
    },
  },
  {
    name: 'stop',
    path: groups,
    changes: true,
    act: ref => run('aci.stopGroup', nodeOf(ref)),
  },
  {
    name: 'restart',
    path: groups,
    changes: true,
    act: ref => run('aci.restartGroup', nodeOf(ref)),
  },
  {
    name: 'delete',
    path: groups,
    changes: true,
    act: ref => run('aci.deleteGroup', nodeOf(ref)),
  },
  {
    name: 'look at the properties',
    path: /\/containerGroups\//i,
    act: async ref => {
      await run('aci.viewProperties', nodeOf(ref));
      const text = textOf('aci-properties', ref.name);
      if (text !== undefined) assert.equal((JSON.parse(text) as { readonly name: string }).name, ref.name);
    },
  },
  {
    name: 'open as a document',
    path: /\/containerGroups\//i,
    act: async ref => {
      await run('aci.editGroup', nodeOf(ref));
      const text = textOf('aci', ref.name);
      if (text === undefined) return;
      assert.match(text, new RegExp(`^name: ${ref.name}$`, 'm'));
      assert.match(text, /^ {8}image: /m);
    },
  },
  {
    name: 'apply a changed document',
    path: /\/containerGroups\//i,
    changes: true,
    async prepare(ref) {
      await run('aci.editGroup', nodeOf(ref));
      const document = documentOf('aci', ref.name) ?? assert.fail();
      const at = document.positionAt(document.getText().indexOf('\nproperties:') + 1);
      const edit = new vscode.WorkspaceEdit();
      const none = /^tags: \{\}\n/m.exec(document.getText());
      if (none) {
        const [from, to] = [none.index, none.index + none[0].length].map(end => document.positionAt(end));
        edit.delete(document.uri, new vscode.Range(from ?? at, to ?? at));
      }
      edit.insert(document.uri, at, 'tags:\n  added: by-hand\n');
      assert.ok(await vscode.workspace.applyEdit(edit));
    },
    async act(ref) {
      const document = documentOf('aci', ref.name) ?? assert.fail();
      assert.ok(await document.save());
      const isApplied = () => emulator.estate.group(ref)?.tags?.['added'] === 'by-hand';
      await until('it is applied, or why not is told', async () => {
        if (shownMessages.length > 0 || isApplied()) return true;
        await run('workbench.action.acceptSelectedQuickOpenItem');
        return false;
      });
      // What was written is never lost: it is in Azure, or in the document.
      if (!isApplied()) assert.match(documentOf('aci', ref.name)?.getText() ?? '', /by-hand/);
      await run('workbench.action.closeQuickOpen');
      await run('aci.discardDraft', document.uri);
    },
  },
  {
    name: 'follow logs',
    path: groups,
    hasSocket: true,
    act: async ref => {
      const followed = { kind: 'container', ref: containerOf(ref), isInit: false };
      await run('aci.followLogs', followed);
      const channel = `${ref.name}/app (rg-playground)`;
      const text = await outputText(channel, isLongEnough);
      await run('aci.stopFollowingLogs', followed);
      await outputText(channel, isStopped);
      assertContiguous(text);
    },
  },
  {
    name: 'open a terminal',
    path: /\/exec\b/i,
    hasSocket: true,
    act: async ref => {
      const next = nextTerminal();
      await run('aci.openTerminal', { kind: 'container', ref: containerOf(ref), isInit: false });
      const terminal = await next.opened;
      // A prompt, or what is wrong and what Enter does.
      await next.shows(/\/ # $|Press Enter/);
      terminal.dispose();
    },
  },
];

const containerOf = (group: GroupRef): ContainerRef => ({ group, container: 'app' });
/** What a former following has left says at its end that it was stopped. */
const isStopped = (text: string) => text.includes('stopped following');
const isLongEnough = (text: string) => !isStopped(text) && (text.match(/^line \d+$/gm) ?? []).length >= 4;

/** Lines of one run after another without a marker between them are neighbours in the log. */
function assertContiguous(text: string): void {
  for (const part of text.split(/^── (?:gap|restarted).*$/m)) {
    const numbers = [...part.matchAll(/^line (\d+)$/gm)].map(([, number]) => Number(number));
    const [first = 0] = numbers;
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => first + index),
      text,
    );
  }
}

/** The messages that were shown since the list was emptied. */
export const shownMessages: string[] = [];

function documentOf(scheme: string, name: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    ({ uri }) => uri.scheme === scheme && uri.path.includes(`/${name}.`),
  );
}

/** The document's text; where there is none, the person has been told why. */
function textOf(scheme: string, name: string): string | undefined {
  const text = documentOf(scheme, name)?.getText();
  assert.ok(text !== undefined || shownMessages.length > 0, 'no document, and nobody says why');
  return text;
}

let groupCount = 0;

/** A group whose container writes a line five times a second. */
export function addTestGroup(): GroupRef {
  const ref: GroupRef = {
    ...{ cloud: 'emulator', subscriptionId: development, resourceGroup: 'rg-playground' },
    name: `fault-${++groupCount}`,
  };
  const env = { LINES_PER_SECOND: '5' };
  const image = 'mcr.microsoft.com/aci-emulator/chatty';
  const body = groupBody({ location: 'eastus', containers: [{ name: 'app', image, env }] });
  emulator.estate.addGroup(ref, body, emulator.containers);
  return ref;
}

/** As the tree shows it, opened down to the group; undefined where it isn't there. */
async function rowOf(
  ref: GroupRef,
): Promise<{ readonly items: readonly vscode.TreeItem[]; readonly own: vscode.TreeItem | undefined }> {
  const items: vscode.TreeItem[] = [];
  const look = async (parent?: Node): Promise<vscode.TreeItem | undefined> => {
    for (const node of (await rows.getChildren(parent)) ?? []) {
      const item = await rows.getTreeItem(node);
      items.push(item);
      if (node.kind === 'group' && node.ref.name === ref.name) {
        await rows.getChildren(node);
        return item;
      }
      const isAbove =
        (node.kind === 'subscription' && node.subscription.id === ref.subscriptionId) ||
        (node.kind === 'folder' &&
          node.name === ref.resourceGroup &&
          node.subscriptionId === ref.subscriptionId);
      const found = isAbove ? await look(node) : undefined;
      if (found) return found;
    }
    return undefined;
  };
  const own = await look();
  return { items, own };
}

/** The tree shows the true state, or that it isn't known, or a transition. */
export async function assertTree(ref: GroupRef): Promise<void> {
  const { items, own } = await rowOf(ref);
  const truth = emulator.estate.group(ref)?.running.state;
  if (own === undefined) {
    const unknown = items.some(
      ({ iconPath }) => iconOf(iconPath) === 'error' || iconOf(iconPath) === 'warning',
    );
    assert.ok(
      truth === undefined || unknown,
      `${ref.name} is ${String(truth)}, and the tree doesn't show it`,
    );
    return;
  }
  const description = String(own.description);
  if (/state could not be read|no longer exists|Pending|Updating|Deleting/.test(description)) return;
  const states = ['Running', 'Stopped', 'Succeeded', 'Failed', 'Crash loop'];
  const shown = states.find(state => description.startsWith(state));
  if (shown !== undefined) assert.equal(shown, truth ?? 'gone', `${ref.name}: ${description}`);
}

function iconOf(icon: vscode.TreeItem['iconPath']): string | undefined {
  return icon instanceof vscode.ThemeIcon ? icon.id : undefined;
}
