import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { systemClock } from '../../src/core/clock.ts';
import { AciError } from '../../src/core/errors.ts';
import type { Container, ContainerRef, GroupRef } from '../../src/core/model/containerGroup.ts';
import type { Subscription } from '../../src/core/model/subscription.ts';
import type { FollowSource } from '../../src/core/logs/followSource.ts';
import { development } from '../../src/emulator/seed/contoso.ts';
import { LogChannels } from '../../src/ui/logs/logChannels.vscode.ts';
import { FollowedLogs } from '../../src/ui/logs/followedLogs.vscode.ts';
import { container, group } from '../core/sampleGroups.ts';
import { outputText } from './outputText.ts';

const playground = (name: string): GroupRef => ({
  cloud: 'emulator',
  subscriptionId: development,
  resourceGroup: 'rg-playground',
  name,
});
const run = (id: string, argument?: unknown) => vscode.commands.executeCommand(id, argument);
const groupNode = (name: string) => ({ kind: 'group', ref: playground(name) });
const containerNode = (name: string, of: string) => ({
  kind: 'container',
  ref: { group: playground(name), container: of },
  isInit: false,
});

/** The text of the open document of this scheme that the predicate takes. */
function documentOf(scheme: string, part: string): vscode.TextDocument {
  const found = vscode.workspace.textDocuments.find(
    ({ uri }) => uri.scheme === scheme && uri.path.includes(part),
  );
  assert.ok(found, `no ${scheme} document for ${part}`);
  return found;
}

describe('Operating a group in an extension host', () => {
  before(async () => {
    await run('aci.refresh');
  });
  afterEach(async () => {
    await run('workbench.action.closeAllEditors');
  });

  it('shows its properties as a read-only JSON document', async () => {
    await run('aci.viewProperties', groupNode('hello'));
    const document = documentOf('aci-properties', 'hello.json');
    assert.equal(document.languageId, 'json');
    const body = JSON.parse(document.getText()) as { readonly name: string; readonly properties: object };
    assert.equal(body.name, 'hello');
    assert.ok('instanceView' in body.properties);
  });

  it('opens the whole present log, coloured, and reads it anew on request', async () => {
    await run('aci.openLogSnapshot', containerNode('heartbeat', 'heartbeat'));
    const document = documentOf('aci-log', 'heartbeat');
    const first = document.getText();
    assert.match(first, /^heartbeat 1\nheartbeat 2\n/);
    const grown = new Promise<void>(resolve => {
      const watching = vscode.workspace.onDidChangeTextDocument(change => {
        if (change.document.uri.scheme !== 'aci-log' || change.document.getText() === first) return;
        watching.dispose();
        resolve();
      });
    });
    // It writes a line every ten seconds.
    const refreshed = setInterval(() => void run('aci.refreshLogSnapshot', document.uri), 1000);
    await grown;
    clearInterval(refreshed);
    const again = documentOf('aci-log', 'heartbeat');
    assert.equal(again.languageId, 'aci-log');
    assert.ok(again.getText().startsWith(first), again.getText().slice(-200));
  });

  it('stops it, and still shows the log of what has ended (container stops, logs gone, azure-docs#36710)', async () => {
    await run('aci.stopGroup', groupNode('heartbeat'));
    await run('aci.viewProperties', groupNode('heartbeat'));
    const { instanceView } = (
      JSON.parse(documentOf('aci-properties', 'heartbeat.json').getText()) as {
        readonly properties: { readonly instanceView: { readonly state: string } };
      }
    ).properties;
    assert.equal(instanceView.state, 'Stopped');
    await run('aci.openLogSnapshot', containerNode('heartbeat', 'heartbeat'));
    assert.match(documentOf('aci-log', 'heartbeat').getText(), /heartbeat \d+\n$/);
  });

  it('copies its addresses', async () => {
    await run('aci.copyResourceId', groupNode('hello'));
    assert.match(
      await vscode.env.clipboard.readText(),
      new RegExp(`^/subscriptions/${development}/resourceGroups/rg-playground/providers/.*/hello$`),
    );
    await run('aci.copyFqdn', groupNode('hello'));
    assert.equal(await vscode.env.clipboard.readText(), 'contoso-hello.eastus.azurecontainer.io');
    await run('aci.copyIp', groupNode('hello'));
    assert.match(await vscode.env.clipboard.readText(), /^\d+\.\d+\.\d+\.\d+$/);
    await run('aci.copyImage', containerNode('hello', 'hello'));
    assert.equal(await vscode.env.clipboard.readText(), 'mcr.microsoft.com/azuredocs/aci-helloworld:latest');
  });
});

/** A group of two containers that run on and write what they are told to. */
class Writers implements FollowSource {
  readonly #lines = new Map<string, { readonly at: number; readonly text: string }[]>();

  writes(name: string, at: number, text: string): void {
    this.#lines.set(name, [...(this.#lines.get(name) ?? []), { at, text }]);
  }

  getGroup: FollowSource['getGroup'] = () => Promise.resolve(this.group);

  /** From now on `cache` crashes again and again. */
  crashes(): void {
    this.#cache = {
      restartCount: 4,
      currentState: { state: 'Waiting', detailStatus: 'CrashLoopBackOff: Back-off 40s restarting failed' },
      previousState: undefined,
      events: [],
    };
  }

  #cache: Container['instanceView'];

  get group() {
    const cache = container({ name: 'cache', ...(this.#cache && { instanceView: this.#cache }) });
    return group({ containers: [container({ name: 'web' }), cache] });
  }

  readLogs: FollowSource['readLogs'] = ({ container: name }) => {
    const lines = this.#lines.get(name) ?? [];
    const stamped = lines.map(
      ({ at, text }) => `${new Date(Date.UTC(2026, 0, 5, 9) + at).toISOString()} ${text}\n`,
    );
    return Promise.resolve({ content: stamped.join(''), serverTime: Date.UTC(2026, 0, 5, 9, 30) });
  };

  attach: FollowSource['attach'] = () => Promise.reject(new AciError('invalid', 'No sockets here.'));
}

describe('All containers of a group, followed as one', () => {
  let writers: Writers;
  let logs: FollowedLogs;
  const channel = 'web (shop) — all containers';
  const web: ContainerRef = { group: group().ref, container: 'web' };

  beforeEach(() => {
    writers = new Writers();
    const subscriptions: readonly Subscription[] = [];
    const report = { show: (what: string, error: unknown) => assert.fail(`${what}: ${String(error)}`) };
    logs = new FollowedLogs({
      aci: writers,
      store: { subscriptions, updateGroup: () => undefined },
      clock: systemClock,
      report,
    });
  });
  afterEach(async () => {
    logs.dispose();
    await run('workbench.action.closePanel');
  });

  it('are in one channel, in order of time, each line marked (one merged log, compose-cli#803)', async () => {
    writers.writes('web', 1000, 'GET /');
    writers.writes('cache', 2000, 'miss /');
    writers.writes('web', 3000, '200 /');
    logs.followGroup(writers.group);
    const text = await outputText(channel, shown => shown.includes('200 /'));
    assert.equal(text, '(group) ╎ ── Running ──\nweb     │ GET /\ncache   ┃ miss /\nweb     │ 200 /\n');
    assert.deepEqual(logs.followedGroups, [group().ref]);
    assert.ok(logs.isFollowed(web));
  });

  it('end together with a line that says so, whichever of them is meant', async () => {
    writers.writes('web', 1000, 'GET /');
    logs.followGroup(writers.group);
    await outputText(channel, shown => shown.includes('GET /'));
    logs.follow(web);
    await outputText('web/web (shop)', shown => shown.includes('GET /'));
    logs.followGroup(writers.group);
    logs.stop(web);
    await outputText(channel, shown => shown.endsWith('── stopped following ──\n'));
    assert.deepEqual(logs.followed, []);
    assert.deepEqual(logs.followedGroups, []);
  });

  it('tell once of a container that crashes again and again, also where it is followed alone as well', async () => {
    const show = vscode.window.showWarningMessage;
    const said: string[] = [];
    const hear = (text: string) => Promise.resolve(void said.push(text));
    Object.assign(vscode.window, { showWarningMessage: hear });
    try {
      writers.crashes();
      logs.follow({ ...web, container: 'cache' });
      await outputText('web/cache (shop)', shown => shown.includes('CrashLoopBackOff'));
      logs.followGroup(writers.group);
      await outputText(channel, shown => shown.includes('CrashLoopBackOff'));
    } finally {
      Object.assign(vscode.window, { showWarningMessage: show });
    }
    assert.deepEqual(said, ['The container "cache" of "web" crashes again and again.']);
  });

  it('are named as shortly as they can be', () => {
    const channels = new LogChannels(id => `Subscription ${id}`);
    const second = { ...group().ref, subscriptionId: 'two' };
    assert.equal(channels.forGroup(group().ref).name, channel);
    assert.equal(channels.forGroup(second).name, 'web (shop, Subscription two) — all containers');
    assert.equal(channels.forGroup(group().ref), channels.forGroup({ ...group().ref, name: 'WEB' }));
    channels.dispose();
  });
});
