import assert from 'node:assert/strict';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import { arm, type RequestOptions } from '../emulatorClient.ts';

const playground = `/subscriptions/${development}/resourceGroups/rg-playground`;
const groups = `${playground}/providers/Microsoft.ContainerInstance/containerGroups`;
const hello = `${groups}/hello`;

interface Point {
  readonly timeStamp: string;
  readonly average?: number;
  readonly maximum?: number;
}

interface Values {
  readonly interval: string;
  readonly value: {
    readonly name: { readonly value: string };
    readonly timeseries: {
      readonly metadatavalues: { readonly value: string }[];
      readonly data: Point[];
    }[];
  }[];
}

interface Answered<T> {
  readonly status: number;
  readonly body: T;
}

describe('Azure Monitor', () => {
  let emulator: Emulator;
  before(async () => (emulator = await startEmulator()));
  after(() => emulator.close());

  const ask = (path: string, query: Record<string, string>, options: RequestOptions = {}) =>
    arm(emulator, `${path}?${new URLSearchParams(query).toString()}`, options);
  const metrics = async (id: string, query: Record<string, string>) => {
    const path = `${id}/providers/Microsoft.Insights/metrics`;
    return (await ask(path, { 'api-version': '2024-02-01', ...query })) as Answered<Values>;
  };
  const lastMinutes = (count: number) => {
    const now = Date.now();
    return `${new Date(now - count * 60_000).toISOString()}/${new Date(now).toISOString()}`;
  };

  it('says which metrics a container group has, and which of them are of a container', async () => {
    const { body } = (await ask(`${hello}/providers/Microsoft.Insights/metricDefinitions`, {
      'api-version': '2018-01-01',
    })) as Answered<{
      value: { name: { value: string }; unit: string; dimensions?: unknown[] }[];
    }>;
    assert.deepEqual(
      body.value.map(({ name, unit, dimensions }) => [name.value, unit, dimensions?.length ?? 0]),
      [
        ['CpuUsage', 'Count', 1],
        ['MemoryUsage', 'Bytes', 1],
        ['NetworkBytesReceivedPerSecond', 'Bytes', 0],
        ['NetworkBytesTransmittedPerSecond', 'Bytes', 0],
      ],
    );
  });

  it('has a point for each step, with a value where the container ran', async () => {
    const { status, body } = await metrics(hello, {
      metricnames: 'CpuUsage,MemoryUsage',
      timespan: lastMinutes(10),
      aggregation: 'average,maximum',
    });
    assert.equal(status, 200);
    assert.deepEqual(
      body.value.map(({ name }) => name.value),
      ['CpuUsage', 'MemoryUsage'],
    );
    const [series] = body.value[0]?.timeseries ?? [];
    assert.deepEqual(series?.metadatavalues, []);
    const { average = 0, maximum = 0 } = series.data[5] ?? {};
    assert.ok(average > 0 && maximum >= average);
  });

  it('takes times without a zone, and escaped twice, as Azure CLI writes them', async () => {
    const timespan = encodeURIComponent(lastMinutes(30).replaceAll('Z', ''));
    const { status, body } = await metrics(hello, { timespan, interval: 'PT15M' });
    assert.deepEqual([status, body.interval], [200, 'PT15M']);
  });

  it('has a line for each container where they are asked for, ten unless more are', async () => {
    const { body } = await metrics(hello, { $filter: "containerName eq '*'", timespan: lastMinutes(5) });
    const [series] = body.value[0]?.timeseries ?? [];
    assert.deepEqual(
      series?.metadatavalues.map(({ value }) => value),
      ['hello'],
    );
  });

  it('has nothing of a group that has never run, nor of Windows', async () => {
    for (const id of [`${groups}/still-pulling`, `${groups}/iis-legacy`]) {
      const { status, body } = await metrics(id, { timespan: lastMinutes(5) });
      assert.deepEqual([status, body.value[0]?.timeseries], [200, []]);
    }
  });

  it('refuses a filter by containers for what they share, in no envelope', async () => {
    const query = { metricnames: 'NetworkBytesReceivedPerSecond', $filter: "containerName eq '*'" };
    const path = `${hello}/providers/Microsoft.Insights/metrics`;
    const { status, body } = await ask(path, { 'api-version': '2024-02-01', ...query });
    assert.equal(status, 400);
    assert.match((body as { message: string }).message, /does not support requested dimension/);
    assert.equal((await metrics(hello, { ...query, ValidateDimensions: 'false' })).status, 200);
  });

  it('names the metrics that there are where another is asked for', async () => {
    const { status, body } = await metrics(hello, { metricnames: 'Nonsense' });
    assert.equal(status, 400);
    assert.match(JSON.stringify(body), /Valid metrics: CpuUsage,MemoryUsage/);
  });

  it('logs what was done, by whom, and what came of it', async () => {
    const put = { method: 'PUT', json: { properties: { tags: { a: 'b' } } } };
    await ask(`${hello}/providers/Microsoft.Resources/tags/default`, { 'api-version': '2021-04-01' }, put);
    await ask(`${groups}/nobody/stop`, { 'api-version': '2023-05-01' }, { method: 'POST' });
    const since = new Date(Date.now() - 5_000).toISOString();
    const { body } = (await ask(
      `/subscriptions/${development}/providers/Microsoft.Insights/eventtypes/management/values`,
      {
        'api-version': '2015-04-01',
        $filter: `eventTimestamp ge '${since}' and resourceGroupName eq 'rg-playground'`,
      },
    )) as Answered<{
      value: {
        operationName: { value: string };
        status: { value: string };
        caller: string;
        resourceId: string;
      }[];
    }>;
    assert.deepEqual(
      body.value.map(({ operationName, status, caller }) => [operationName.value, status.value, caller]),
      [
        ['Microsoft.ContainerInstance/containerGroups/stop/action', 'Failed', 'emulator-client'],
        ['Microsoft.Resources/tags/write', 'Succeeded', 'emulator-client'],
        ['Microsoft.Resources/tags/write', 'Started', 'emulator-client'],
      ],
    );
  });

  it('keeps diagnostic settings, which restart the group', async () => {
    const path = `${hello}/providers/Microsoft.Insights/diagnosticSettings`;
    const version = { 'api-version': '2021-05-01-preview' };
    const before = emulator.estate.group({
      subscriptionId: development,
      resourceGroup: 'rg-playground',
      name: 'hello',
    })?.running.operation.id;
    const json = { properties: { metrics: [{ category: 'AllMetrics', enabled: true }] } };
    assert.equal((await ask(`${path}/all`, version, { method: 'PUT', json })).status, 200);
    const { body } = (await ask(path, version)) as Answered<{ value: { name: string }[] }>;
    assert.deepEqual(
      body.value.map(({ name }) => name),
      ['all'],
    );
    const after = emulator.estate.group({
      subscriptionId: development,
      resourceGroup: 'rg-playground',
      name: 'hello',
    })?.running.operation.id;
    assert.notEqual(after, before);
    assert.equal((await ask(`${path}/all`, version, { method: 'DELETE' })).status, 200);
    assert.equal((await ask(`${path}/all`, version)).status, 404);
    assert.equal(
      (await ask(`${groups}/nobody/providers/Microsoft.Insights/diagnosticSettings`, version)).status,
      404,
    );
  });
});
