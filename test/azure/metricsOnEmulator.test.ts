import assert from 'node:assert/strict';
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../src/azure/credentials/emulatorCredentials.ts';
import { activityVerb } from '../../src/core/activity/activityEntry.ts';
import type { AzureApi } from '../../src/core/azureApi.ts';
import type { GroupMetrics, MetricId } from '../../src/core/metrics/groupMetrics.ts';
import { exhaustedCpuOf, nothingReceivedFor, seriesOf } from '../../src/core/metrics/pressure.ts';
import { type MetricRangeId, rangeQuery } from '../../src/core/metrics/metricRanges.ts';
import { readMetrics } from '../../src/core/metrics/readMetrics.ts';
import type { GroupRef } from '../../src/core/model/containerGroup.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { ManualClock } from '../../src/emulator/clock.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { armError } from '../../src/emulator/faults/commonFaults.ts';
import { emptySeed } from '../../src/emulator/seed/empty.ts';
import { cloudOf } from '../cloudOf.ts';
import { collect } from '../collect.ts';
import { TestClock } from '../testClock.ts';

const minute = 60_000;
const images = 'mcr.microsoft.com/aci-emulator';

/** The real client against the emulator, whose time is moved. */
describe('Metrics and activity, as the emulator plays them', function () {
  const signal = neverAborts();
  const time = new ManualClock();
  let emulator: Emulator;
  let aci: AzureApi;
  const asked: string[] = [];

  before(async () => {
    emulator = await startEmulator({
      clock: time,
      seed: emptySeed,
      onResponse: ({ url }) => void asked.push(url.search),
    });
    aci = createAzureApi(cloudOf(emulator), emulatorCredentials(emulator), {
      clock: new TestClock(30_000, ms => {
        time.advance(ms);
      }),
    });
    const [home] = await aci.tenants(signal);
    await aci.subscriptions(home?.id ?? '', signal);
    const [subscriptionId = ''] = emulator.subscriptionIds;
    await aci.createResourceGroup({ subscriptionId, name: 'rg', location: 'westeurope' }, signal);
  });
  after(() => emulator.close());

  const refOf = (name: string): GroupRef => ({
    cloud: 'emulator',
    subscriptionId: emulator.subscriptionIds[0] ?? '',
    resourceGroup: 'rg',
    name,
  });
  const container = (name: string, image: string, env: Record<string, string> = {}) => ({
    name,
    properties: {
      image,
      environmentVariables: Object.entries(env).map(([key, value]) => ({ name: key, value })),
      resources: { requests: { cpu: 1, memoryInGB: 1 } },
    },
  });
  const create = (name: string, containers: ReturnType<typeof container>[], properties = {}) =>
    collect(
      aci.putGroup(
        refOf(name),
        {
          apiVersion: '2023-05-01',
          body: {
            location: 'westeurope',
            properties: { osType: 'Linux', restartPolicy: 'Never', containers, ...properties },
          },
        },
        signal,
      ),
    );
  const pass = (minutes: number) => {
    for (let passed = 0; passed < minutes; passed += 0.5) time.advance(minute / 2);
  };
  const read = (name: string, range: MetricRangeId = '30min', metrics?: readonly MetricId[]) =>
    aci.metrics(refOf(name), rangeQuery(range, time.now(), metrics), signal);
  const report = (name: string, range: MetricRangeId = '30min') =>
    readMetrics(
      { aci, clock: time, readGroup: (ref, own) => aci.getGroup(ref, own) },
      refOf(name),
      range,
      signal,
    );
  const highest = (metrics: GroupMetrics, metric: MetricId, name?: string) =>
    Math.max(...(seriesOf(metrics, metric, name)?.maximum ?? []).map(value => value ?? 0));

  it('has CPU and memory of each container, and the network of the group, over the same times', async () => {
    await create('web', [
      container('site', 'nginx:1.27'),
      container('log', `${images}/chatty`, { LINES_PER_SECOND: '5000' }),
    ]);
    pass(20);
    const { times, series } = await read('web');
    assert.deepEqual(
      series.map(each => [each.metric, each.container]),
      [
        ['cpu', 'site'],
        ['cpu', 'log'],
        ['memory', 'site'],
        ['memory', 'log'],
        ['networkIn', undefined],
        ['networkOut', undefined],
      ],
    );
    assert.equal(times.length, 30);
    for (const { average } of series) assert.equal(average.length, times.length);
    assert.deepEqual([...new Set(times.slice(1).map((at, index) => at - (times[index] ?? 0)))], [minute]);
  });

  it('has gaps for the time before a group ran', async () => {
    const metrics = await read('web');
    const [first] = metrics.series;
    assert.ok(first);
    assert.equal(first.average[0], null);
    assert.notEqual(first.average.at(-1), null);
  });

  it('shows what the programs do: lines cost CPU, and visitors network', async () => {
    const metrics = await read('web');
    assert.ok(highest(metrics, 'cpu', 'log') > 3 * highest(metrics, 'cpu', 'site'));
    assert.ok(highest(metrics, 'networkOut') > highest(metrics, 'networkIn'));
  });

  it('has the series of more than ten containers', async () => {
    const many = Array.from({ length: 14 }, (_, index) => container(`c${index}`, `${images}/silent`));
    for (const each of many) each.properties.resources.requests = { cpu: 0.2, memoryInGB: 0.2 };
    await create('many', many);
    pass(3);
    const { series } = await read('many', '30min', ['memory']);
    assert.equal(series.length, 14);
    assert.ok(asked.some(url => url.includes('top=60')));
  });

  it('asks for coarser points over longer times', async () => {
    for (const range of ['1h', '6h', '24h', '7d', '30d'] as const) {
      const { times } = await read('web', range, ['cpu']);
      assert.ok(times.length <= 800, `${range}: ${times.length}`);
    }
  });

  it('marks where memory ran out, and that somebody stopped the group', async () => {
    await create('leaky', [container('app', `${images}/memory-leak`, { LEAK_SECONDS: '600' })], {
      restartPolicy: 'Always',
    });
    pass(14);
    const { marks, limits, noData } = await report('leaky');
    assert.equal(noData, undefined);
    assert.deepEqual(
      marks.map(({ kind, container: of }) => [kind, of]),
      [
        ['activity', undefined],
        ['started', 'app'],
        ['outOfMemory', 'app'],
        ['started', 'app'],
      ],
    );
    assert.equal(limits.find(({ metric }) => metric === 'memory')?.limit, 1024 ** 3);
    await collect(aci.act(refOf('leaky'), 'stop', signal));
    const stopped = await report('leaky');
    const last = stopped.marks.findLast(({ kind }) => kind === 'activity');
    assert.deepEqual(last?.activity, { verb: 'stop', caller: 'emulator-client', failed: false });
  });

  it('finds a container that gets too little CPU, and a group that nobody speaks to', async () => {
    await create('busy', [container('app', `${images}/busy`)]);
    pass(20);
    const metrics = await read('busy');
    const group = await aci.getGroup(refOf('busy'), signal);
    const [app] = group.containers;
    assert.ok(app && exhaustedCpuOf(metrics, app, time.now()));
    assert.ok((nothingReceivedFor(metrics) ?? 0) >= 15 * minute);
    assert.equal(nothingReceivedFor(await read('web')), undefined);
  });

  it('says why there is nothing: Windows, and a group that has not run', async () => {
    await create('iis', [container('web', 'mcr.microsoft.com/windows/servercore/iis')], {
      osType: 'Windows',
    });
    pass(10);
    assert.equal((await report('iis')).noData, 'windows');
    await collect(aci.act(refOf('web'), 'stop', signal));
    time.advance(2 * 60 * minute);
    assert.equal((await report('web')).noData, 'notRunning');
  });

  it('lists who did what, oldest first, also of a group that is gone', async () => {
    await collect(aci.act(refOf('busy'), 'delete', signal));
    const times = { from: time.now() - 5 * 60 * minute, to: time.now() + minute };
    const entries = await aci.activity(refOf('busy'), times, signal);
    assert.deepEqual(
      entries.map(entry => [activityVerb(entry), entry.status, entry.caller]),
      [
        ['create', 'succeeded', 'emulator-client'],
        ['delete', 'succeeded', 'emulator-client'],
      ],
    );
  });

  it('shows metrics also to those who may not read the activity log', async () => {
    emulator.faults.add(armError(403, 'AuthorizationFailed', 'Not allowed.'), { path: /eventtypes/ });
    const { marks } = await report('leaky', '6h');
    assert.ok(!marks.some(({ kind }) => kind === 'activity'));
    emulator.faults.clear();
  });
});
