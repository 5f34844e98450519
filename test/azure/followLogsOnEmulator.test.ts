import assert from 'node:assert/strict';
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../src/azure/credentials/emulatorCredentials.ts';
import { systemClock } from '../../src/core/clock.ts';
import { followLogs } from '../../src/core/logs/followLogs.ts';
import type { FollowSource } from '../../src/core/logs/followSource.ts';
import type { FollowItem } from '../../src/core/logs/followItem.ts';
import type { ContainerRef, GroupRef } from '../../src/core/model/containerGroup.ts';
import type { AzureApi } from '../../src/core/azureApi.ts';
import { type Program, sleep } from '../../src/emulator/containers/processes/program.ts';
import { startEmulator, type Emulator } from '../../src/emulator/emulator.ts';
import { type ContainerSeed, groupBody, type GroupShape } from '../../src/emulator/seed/groupBody.ts';
import { emptySeed } from '../../src/emulator/seed/empty.ts';
import { collect } from '../collect.ts';

const demo = 'mcr.microsoft.com/aci-emulator';
const long = '0123456789'.repeat(10_000);

const oneLongLine: Program = function* () {
  yield { kind: 'write', text: `${long}\nthe end\n`, spreadMs: 0 };
  yield sleep(Infinity);
  return 0;
};

/**
 * The real SDK over https and sockets, to containers that live as fast as they can. Each test begins with what users of
 * other tools complain of.
 */
describe('Following a log, where users of other tools complain', () => {
  let emulator: Emulator;
  let aci: AzureApi;
  let source: FollowSource;
  let subscriptionId: string;
  let controller: AbortController;

  before(async () => {
    const containers = { pace: 0.01, attachDropAfterMs: 150 };
    const seed = { ...emptySeed, images: new Map([['test/long', { program: oneLongLine }]]) };
    emulator = await startEmulator({ seed, switches: { containers, arm: { throttling: false } } });
    const endpoint = emulator.resourceManagerEndpoint;
    const cloud = { id: 'emulator' as const, displayName: 'Emulator', ca: emulator.ca };
    aci = createAzureApi(
      { ...cloud, resourceManagerEndpoint: endpoint, authorityHost: endpoint, scope: `${endpoint}/.default` },
      emulatorCredentials(emulator),
    );
    subscriptionId = emulator.subscriptionIds[0] ?? '';
    controller = new AbortController();
    const place = { subscriptionId, name: 'rg', location: 'eastus' };
    await aci.createResourceGroup(place, controller.signal);
  });
  after(() => emulator.close());
  beforeEach(() => {
    controller = new AbortController();
    source = aci;
  });
  afterEach(() => controller.abort());

  async function create(name: string, one: Omit<ContainerSeed, 'name'>, more: Partial<GroupShape> = {}) {
    const ref: GroupRef = { cloud: 'emulator', subscriptionId, resourceGroup: 'rg', name };
    const { location, properties, tags } = groupBody({
      ...{ location: 'eastus', restartPolicy: 'Never' as const, containers: [{ name: 'app', ...one }] },
      ...more,
    });
    const document = { apiVersion: '2023-05-01', body: { location, properties, tags } };
    for await (const progress of aci.putGroup(ref, document, controller.signal)) {
      if (progress.status !== '') break; // it is accepted: what follows waits for it by itself
    }
    return { group: ref, container: 'app' };
  }

  /** What following brings until `isEnough`, or the end. */
  async function followed(
    ref: ContainerRef,
    isEnough: (items: readonly FollowItem[]) => boolean = () => false,
  ): Promise<readonly FollowItem[]> {
    const items: FollowItem[] = [];
    for await (const item of followLogs(ref, source, { tail: 0 }, systemClock, controller.signal)) {
      items.push(item);
      if (isEnough(items)) break;
    }
    return items;
  }
  const linesOf = (items: readonly FollowItem[]) =>
    items.flatMap(item => (item.kind === 'line' ? item.text : []));
  const kinds = (items: readonly FollowItem[]) => new Set(items.map(({ kind }) => kind));
  const numbered = (last: number) => Array.from({ length: last }, (_, i) => `line ${i + 1}`);

  it('repeats lines instead of appending (azure-cli#21298): each line comes once', async () => {
    const ref = await create('chatty', {
      image: `${demo}/chatty`,
      env: { LINES: '300', LINES_PER_SECOND: '200' },
    });
    const items = await followed(ref);
    assert.deepEqual(linesOf(items), numbered(300));
    assert.ok(!kinds(items).has('gap'));
    assert.equal(items.at(-1)?.kind, 'ended');
  });

  it('cut off after 8,193 bytes (azure-cli#5163, azure-sdk-for-java#30152): a long line is whole', async () => {
    const ref = await create('long', { image: 'test/long' });
    const items = await followed(ref, all => linesOf(all).at(-1) === 'the end');
    assert.ok(linesOf(items).join('') === `${long}the end`);
  });

  it('quits at a restart (docker/cli#3426): it stays on and says so', async () => {
    const crashing = { image: `${demo}/crash-loop`, env: { RUN_SECONDS: '0.2', EXIT_CODE: '7' } };
    const ref = await create('crashing', crashing, { restartPolicy: 'Always' });
    const restarts = (items: readonly FollowItem[]) => items.filter(({ kind }) => kind === 'restarted');
    const items = await followed(ref, all => restarts(all).length === 2);
    const codes = restarts(items).map(item => (item.kind === 'restarted' ? item.exitCode : undefined));
    assert.ok(codes.includes(7), codes.join()); // one whose end nobody saw has none
  });

  it('disconnects after minutes (azure-docs#16645): sockets that drop lose nothing', async () => {
    const slow = { image: `${demo}/chatty`, env: { LINES: '8', LINES_PER_SECOND: '4' } };
    const items = await followed(await create('dropping', slow));
    assert.deepEqual(linesOf(items), numbered(8));
    assert.ok(!kinds(items).has('gap'));
  });

  it('fails on an empty log (azure-cli#24159, #19529): it waits, and ends with the container', async () => {
    const ref = await create('silent', { image: `${demo}/silent` });
    const attached = new Promise<void>(resolve => {
      const attach: AzureApi['attach'] = (...args) => aci.attach(...args).finally(resolve);
      source = { ...aci, attach };
    });
    const items = followed(ref);
    await attached;
    await collect(aci.act(ref.group, 'stop', controller.signal));
    const said = await items;
    assert.deepEqual(linesOf(said), []);
    assert.equal(said.at(-1)?.kind, 'ended');
  });

  it('logs are gone when the container has ended (azure-docs#36710, virtual-kubelet/azure-aci#434): they are there', async () => {
    const ref = await create('job', { image: 'alpine', command: ['/bin/sh', '-c', 'echo done; exit 3'] });
    assert.deepEqual(linesOf(await followed(ref)), ['done']);
    const read = await aci.readLogs(ref, { timestamps: false }, controller.signal);
    assert.equal(read.content, 'done\n');
    assert.deepEqual(linesOf(await followed(ref)), ['done']);
  });
});
