import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { systemClock } from '../../src/core/clock.ts';
import { AciError } from '../../src/core/errors.ts';
import type { ContainerRef } from '../../src/core/model/containerGroup.ts';
import type { Subscription } from '../../src/core/model/subscription.ts';
import type { FollowSource } from '../../src/core/logs/followSource.ts';
import { LogChannels } from '../../src/ui/logs/logChannels.vscode.ts';
import { FollowedLogs } from '../../src/ui/logs/followedLogs.vscode.ts';
import { group } from '../core/sampleGroups.ts';
import { outputText } from './outputText.ts';

const first: ContainerRef = { group: group().ref, container: 'app' };
const stopped = '── stopped following ──';

/** A container that runs on and writes only when it is told to. */
class Writer implements FollowSource {
  readonly #lines: string[] = [];

  writes(line: string): void {
    this.#lines.push(line);
  }

  getGroup: FollowSource['getGroup'] = () => Promise.resolve(group());

  readLogs: FollowSource['readLogs'] = () => {
    const stamped = this.#lines.map(
      (line, i) => `${new Date(Date.UTC(2026, 0, 5, 9) + i * 1000).toISOString()} ${line}\n`,
    );
    return Promise.resolve({ content: stamped.join(''), serverTime: Date.UTC(2026, 0, 5, 9, 30) });
  };

  attach: FollowSource['attach'] = () => Promise.reject(new AciError('invalid', 'No sockets here.'));
}

describe('The channels of followed logs', () => {
  let channels: LogChannels;
  beforeEach(() => {
    channels = new LogChannels(id => `Subscription ${id}`);
  });
  afterEach(() => channels.dispose());

  it('are named as shortly as they can be', () => {
    assert.equal(channels.forContainer(first).name, 'web/app (shop)');
  });

  it('are one for each container, whatever the case of its name', () => {
    const again = { group: { ...first.group, resourceGroup: 'SHOP' }, container: 'APP' };
    assert.equal(channels.forContainer(first), channels.forContainer(first));
    assert.equal(channels.forContainer(again), channels.forContainer(first));
  });

  it('tell groups of one name apart: by their subscription, and by cloud and id where that does not do', () => {
    const second = { ...first, group: { ...first.group, subscriptionId: 'two' } };
    const other = { ...second, group: { ...second.group, cloud: 'china' as const } };
    channels.forContainer(first);
    assert.equal(channels.forContainer(second).name, 'web/app (shop, Subscription two)');
    assert.equal(channels.forContainer(other).name, 'web/app (shop, two, china)');
    assert.equal(channels.forContainer(first).name, 'web/app (shop)');
  });
});

describe('Followed logs', () => {
  let writer: Writer;
  let logs: FollowedLogs;
  let reported: unknown[];

  beforeEach(() => {
    writer = new Writer();
    reported = [];
    const subscriptions: readonly Subscription[] = [];
    const report = { show: (_what: string, error: unknown) => void reported.push(error) };
    logs = new FollowedLogs({
      aci: writer,
      store: { subscriptions, updateGroup: () => undefined },
      clock: systemClock,
      report,
    });
  });
  afterEach(async () => {
    logs.dispose();
    await vscode.commands.executeCommand('workbench.action.closePanel');
    assert.deepEqual(reported, []);
  });

  it('are shown in the channel of their container, and the container counts as followed', async () => {
    writer.writes('hello');
    const changes: boolean[] = [];
    logs.onDidChange(() => changes.push(logs.isFollowed(first)));
    logs.follow(first);
    assert.deepEqual(logs.followed, [first]);
    await outputText('web/app (shop)', text => text.includes('hello\n'));
    logs.follow(first);
    assert.deepEqual(changes, [true]);
  });

  it('end with a line that says so, after the last line that was read', async () => {
    writer.writes('hello');
    logs.follow(first);
    await outputText('web/app (shop)', text => text.includes('hello\n'));
    logs.stop(first);
    assert.deepEqual(logs.followed, []);
    const text = await outputText('web/app (shop)', shown => shown.includes(stopped));
    assert.equal(text, `hello\n${stopped}\n`);
  });

  it('all end at once', async () => {
    const second = { ...first, container: 'sidecar' };
    writer.writes('hello');
    logs.follow(second);
    logs.follow(first);
    await outputText('web/app (shop)', text => text.includes('hello\n'));
    logs.stopAll();
    assert.deepEqual(logs.followed, []);
    await outputText('web/app (shop)', text => text.includes(stopped));
  });

  it('begin anew in an empty channel when they are followed again, however soon ("already active" elsewhere, vscode-azurefunctions#4044)', async () => {
    writer.writes('hello');
    logs.follow(first);
    await outputText('web/app (shop)', text => text.includes('hello\n'));
    logs.stop(first);
    writer.writes('again');
    logs.follow(first);
    const text = await outputText('web/app (shop)', shown => shown.includes('again\n'));
    assert.equal(text, 'hello\nagain\n');
    assert.equal(logs.isFollowed(first), true);
  });

  it('are stopped and followed in one breath without a trace of the following between', async () => {
    writer.writes('hello');
    for (let time = 0; time < 5; time += 1) {
      logs.follow(first);
      logs.stop(first);
    }
    logs.follow(first);
    assert.equal(await outputText('web/app (shop)', text => text.includes('hello\n')), 'hello\n');
  });

  it('end with the window, in silence', async () => {
    writer.writes('hello');
    logs.follow(first);
    await outputText('web/app (shop)', text => text.includes('hello\n'));
    const closed = new Promise<void>(resolve => {
      const watching = vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (!uri.path.endsWith('web/app (shop)')) return;
        watching.dispose();
        resolve();
      });
    });
    logs.dispose();
    assert.deepEqual(logs.followed, []);
    await closed;
  });
});
