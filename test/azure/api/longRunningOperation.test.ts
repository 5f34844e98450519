import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import type { AzureApi, Progress } from '../../../src/core/azureApi.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { failure } from '../credentials/credentialFixtures.ts';
import { collect } from '../../collect.ts';
import { groupBody, ref } from '../sampleGroup.ts';
import {
  credentialsGiving,
  startLoopbackServer,
  type Answer,
  type ReceivedRequest,
  type LoopbackServer,
} from '../loopbackServer.ts';
import { TestClock } from '../../testClock.ts';

const event = (name: string, second: number, type = 'Normal', message = name) => ({
  count: 1,
  firstTimestamp: `2026-01-05T09:00:0${second}Z`,
  lastTimestamp: `2026-01-05T09:00:0${second}Z`,
  name,
  message,
  type,
});

describe('long-running operations', () => {
  const signal = neverAborts();
  let loopback: LoopbackServer;
  let clock: TestClock;
  let aci: AzureApi;
  let polls: Answer[];

  beforeEach(async () => {
    loopback = await startLoopbackServer();
    clock = new TestClock(30_000);
    aci = createAzureApi(loopback.cloud, credentialsGiving(), { clock });
    polls = [];
  });
  afterEach(() => loopback.close());

  /** Answers `method` with `first`, polls in turn, and everything else with the group. */
  function play(method: string, first: Answer, group: Answer = { body: groupBody() }) {
    const operation = `${loopback.origin}/subscriptions/s1/providers/Microsoft.ContainerInstance/locations/w/operations/1?api-version=2018-06-01&t=1&c=x%2By`;
    loopback.answer = (asked: ReceivedRequest) => {
      if (asked.method === method)
        return { ...first, headers: { 'azure-asyncoperation': operation, ...first.headers } };
      if (!asked.path.includes('/operations/1')) return group;
      assert.match(asked.path, /&c=x%2By$/, 'poll URLs are opaque');
      return polls.shift() ?? { body: { status: 'Succeeded', properties: { events: [] } } };
    };
  }
  const create = () =>
    collect(aci.putGroup(ref, { apiVersion: '2024-05-01-preview', body: groupBody() }, signal));
  const seen = (progress: Progress[]) =>
    progress.map(({ status, events, done }) => [status, events.map(({ name }) => name).join(' '), done]);

  it('tell status and events with each poll, and the group they leave behind', async () => {
    const running = groupBody({
      containers: [
        {
          name: 'web',
          properties: {
            instanceView: { restartCount: 0, events: [event('Started', 5), event('Pulling', 1)] },
          },
        },
      ],
      instanceView: { state: 'Running', events: [event('JoinNetwork', 3)] },
    });
    play('PUT', { status: 201, body: groupBody({ provisioningState: 'Pending' }) }, { body: running });
    polls = [
      { body: { status: 'Pending', properties: { events: [] } } },
      { body: { status: 'Creating', properties: { events: [event('Pulling', 1)] } } },
      { body: { status: 'Succeeded', properties: { events: [event('Pulling', 1), event('Started', 5)] } } },
    ];
    assert.deepEqual(seen(await create()), [
      ['Pending', '', false],
      ['Pending', '', false],
      ['Creating', 'Pulling', false],
      ['Succeeded', 'Pulling JoinNetwork Started', true],
    ]);
  });

  it('are polled every two seconds, or when Azure says', async () => {
    play('PUT', { status: 201, body: groupBody({ provisioningState: 'Pending' }) });
    polls = [
      { body: { status: 'Creating', properties: {} }, headers: { 'retry-after': '15' } },
      { body: { status: 'Creating' } },
    ];
    await create();
    const waits = clock.slept.filter(ms => ms < 60_000);
    assert.deepEqual(waits, [2_000, 15_000, 2_000]);
  });

  it('look at the group for its events where the poll carries none', async () => {
    const pulling = groupBody({
      containers: [{ name: 'web', properties: { instanceView: { events: [event('Pulling', 1)] } } }],
    });
    play('POST', { status: 204 }, { body: pulling });
    polls = [{ body: { status: 'Pending' } }, { body: { status: 'Succeeded' } }];
    const progress = await collect(aci.act(ref, 'restart', signal));
    assert.deepEqual(seen(progress), [
      ['Pending', 'Pulling', false],
      ['Pending', 'Pulling', false],
      ['Succeeded', 'Pulling', true],
    ]);
  });

  it('that fail throw the code and message of the poll', async () => {
    play('PUT', { status: 201, body: groupBody({ provisioningState: 'Pending' }) });
    const error = {
      code: 'InaccessibleImage',
      message: "The image 'x' in container group 'web' is not accessible.",
    };
    polls = [{ body: { status: 'Failed', error }, headers: { 'x-ms-request-id': 'r-1' } }];
    await assert.rejects(create(), { name: 'AciError', kind: 'image', requestId: 'r-1', ...error });
  });

  /** What is thrown where the last poll is this. */
  const failing = async (body: object) => {
    play('PUT', { status: 201, body: groupBody({ provisioningState: 'Pending' }) });
    polls = [{ body }];
    return failure(create());
  };
  const full =
    "The requested resource is not available in the location 'norwayeast' at this moment. Please retry with a different resource request or in another location. Resource requested: '2' CPU '4' GB memory 'Linux' OS";

  it('that are canceled or fail without a word say no more than that', async () => {
    for (const [status, word] of [
      ['Canceled', 'was canceled'],
      ['Failed', 'failed'],
    ] as const) {
      const { kind, message } = await failing({ status });
      assert.deepEqual([kind, message], ['failed', `Azure reports that it ${word}.`]);
    }
  });

  for (const [what, error] of [
    ['a code that says nothing', { code: 'Failed', message: full }],
    ['no code', { message: full }],
    [
      'details',
      {
        code: 'ResourceOperationFailure',
        message: "The resource operation completed with terminal provisioning state 'Failed'.",
        details: [{ message: full }],
      },
    ],
    ['JSON in a string', { code: 'Conflict', message: JSON.stringify({ error: { message: full } }) }],
  ] as const) {
    it(`that fail for lack of room say so, with ${what} (Azure/Azure-Landing-Zones#2404)`, async () => {
      const { kind, message } = await failing({ status: 'Failed', error });
      assert.deepEqual([kind, message], ['capacity', full]);
    });
  }

  it("that fail for a reason that we don't know tell Azure's words, and no more", async () => {
    const message =
      'CodePackage activation failed: failed to create containerd task: exec: "echo hello": executable file not found in $PATH';
    const failed = await failing({ status: 'Failed', error: { code: 'Failed', message } });
    assert.deepEqual([failed.kind, failed.message], ['failed', message]);
  });

  it('whose error says nothing tell their last warning', async () => {
    const events = [event('InsufficientCapacity.', 1, 'Warning', full), event('Pulling', 0)];
    const { kind, message } = await failing({ status: 'Failed', properties: { events } });
    assert.deepEqual([kind, message], ['capacity', full]);
  });

  it('that leave a failed group behind throw its last warning', async () => {
    const message = 'Failed to pull image "x": rpc error: code 2 desc Error: image x not found';
    const failed = groupBody({
      provisioningState: 'Failed',
      containers: [
        { name: 'web', properties: { instanceView: { events: [event('Failed', 2, 'Warning', message)] } } },
      ],
    });
    play('PUT', { status: 201, body: groupBody({ provisioningState: 'Pending' }) }, { body: failed });
    await assert.rejects(create(), { name: 'AciError', kind: 'image', message });
  });

  it('without a header are done when the group is', async () => {
    const states = ['Pending', 'Creating', 'Succeeded'];
    loopback.answer = ({ method }) => ({
      status: method === 'PUT' ? 201 : 200,
      body: groupBody({ provisioningState: states.shift() ?? 'Succeeded' }),
    });
    assert.deepEqual(
      (await create()).map(({ status }) => status),
      ['Pending', 'Creating', 'Succeeded'],
    );
  });

  it('that change nothing are done at once', async () => {
    loopback.answer = () => ({ status: 200, body: groupBody() });
    assert.equal((await create()).length, 1);
    assert.deepEqual(
      loopback.asked.map(({ method }) => method),
      ['PUT'],
    );
  });

  it('send the document as it is, with its own version', async () => {
    const body = groupBody({ unheardOf: { deep: [1, 'x', null] } });
    loopback.answer = () => ({ status: 200, body });
    await collect(aci.putGroup(ref, { apiVersion: '2031-01-01', body }, signal));
    assert.deepEqual(JSON.parse(loopback.asked[0]?.body ?? ''), body);
    assert.match(loopback.asked[0]?.path ?? '', /\?api-version=2031-01-01$/);
  });

  for (const status of [200, 204]) {
    it(`stop is over when Azure answers ${status}`, async () => {
      loopback.answer = () => (status === 204 ? { status } : { status, body: groupBody() });
      assert.deepEqual(seen(await collect(aci.act(ref, 'stop', signal))), [['Succeeded', '', true]]);
      assert.match(loopback.asked[0]?.path ?? '', /\/web\/stop\?api-version=2023-05-01$/);
    });
  }

  it('start of a stopped group is followed through', async () => {
    play('POST', { status: 202 });
    polls = [{ body: { status: 'Pending', properties: { events: [] } } }];
    assert.equal((await collect(aci.act(ref, 'start', signal))).at(-1)?.done, true);
  });

  it('delete is over with the 200 that carries the group', async () => {
    loopback.answer = () => ({ status: 200, body: groupBody() });
    assert.equal((await collect(aci.act(ref, 'delete', signal))).length, 1);
  });

  for (const status of [204, 404]) {
    it(`delete of a group that is gone already (${status}) is notFound`, async () => {
      const body = { error: { code: 'ResourceNotFound', message: 'Not there.' } };
      loopback.answer = () => (status === 204 ? { status } : { status, body });
      await assert.rejects(collect(aci.act(ref, 'delete', signal)), {
        name: 'AciError',
        kind: 'notFound',
        status,
      });
    });
  }

  it('stop being polled as soon as nobody listens', async () => {
    play('PUT', { status: 201, body: groupBody({ provisioningState: 'Pending' }) });
    for await (const progress of aci.putGroup(ref, { apiVersion: '2023-05-01', body: groupBody() }, signal)) {
      assert.equal(progress.done, false);
      break;
    }
    assert.deepEqual(
      loopback.asked.map(({ method }) => method),
      ['PUT'],
    );
  });

  it("end with the signal's reason while they wait", async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const still = createAzureApi(loopback.cloud, credentialsGiving(), { clock: (clock = new TestClock()) });
    play('PUT', { status: 201, body: groupBody({ provisioningState: 'Pending' }) });
    const creating = collect(
      still.putGroup(ref, { apiVersion: '2023-05-01', body: groupBody() }, controller.signal),
    );
    await clock.asleepFor(2_000);
    controller.abort(reason);
    await assert.rejects(creating, reason);
  });

  it('outlive a connection that is lost for minutes', async () => {
    play('PUT', { status: 201, body: groupBody({ provisioningState: 'Pending' }) });
    const online = loopback.answer;
    const start = clock.now();
    loopback.answer = asked =>
      asked.method === 'GET' && clock.now() - start < 300_000 ? 'reset' : online(asked);
    assert.equal((await create()).at(-1)?.done, true);
  });

  it('are given up when the connection is lost for longer', async () => {
    play('PUT', { status: 201, body: groupBody({ provisioningState: 'Pending' }) });
    const online = loopback.answer;
    loopback.answer = asked => (asked.method === 'GET' ? 'reset' : online(asked));
    await assert.rejects(create(), { name: 'AciError', kind: 'offline' });
  });

  it('whose state makes no sense are service', async () => {
    play('POST', { status: 204 });
    polls = [{ body: { status: 7 } }];
    await assert.rejects(collect(aci.act(ref, 'restart', signal)), { name: 'AciError', kind: 'service' });
  });
});
