import assert from 'node:assert/strict';
import fc from 'fast-check';
import { WebSocketServer } from 'ws';
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../src/azure/credentials/emulatorCredentials.ts';
import { readGroup } from '../../src/azure/api/readGroup.ts';
import { AciError, isAbort } from '../../src/core/errors.ts';
import { allowedActions, groupState, isTransitioning } from '../../src/core/model/groupState.ts';
import { GroupStore } from '../../src/core/store/groupStore.ts';
import { asObject, isList, type Json } from '../../src/core/json.ts';
import type { ContainerGroup } from '../../src/core/model/containerGroup.ts';
import type { AzureApi, ExecSession } from '../../src/core/azureApi.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import { emptySeed } from '../../src/emulator/seed/empty.ts';
import { cloudOf } from '../cloudOf.ts';
import { damagedBodies, recordedGroups } from '../core/document/damagedBodies.ts';
import { collect } from '../collect.ts';
import { groupBody, ref } from './sampleGroup.ts';
import { credentialsGiving, startLoopbackServer, type LoopbackServer } from './loopbackServer.ts';
import { TestClock } from '../testClock.ts';

const container = { group: ref, container: 'web' };
const groups = recordedGroups();
const anyDamagedGroup = fc.constantFrom(...groups).chain(damagedBodies);

/** What was answered, or nothing where it was said that this isn't known. Anything else is a defect. */
async function answerOrRefusal<T>(work: () => Promise<T>): Promise<{ readonly value: T } | undefined> {
  try {
    return { value: await work() };
  } catch (error) {
    assert.ok(error instanceof AciError, String(error));
    assert.notEqual(error.kind, 'unexpected', error.message);
    return undefined;
  }
}

/** Every field is of the type that the model says. */
function assertTyped(group: ContainerGroup): void {
  const wrong: string[] = [];
  const are = (type: string, values: readonly unknown[]) => {
    for (const value of values) if (typeof value !== type) wrong.push(`${String(value)} is no ${type}`);
  };
  const { id, location, sku, provisioningState, tags, containers, initContainers, events } = group;
  const all = [...containers, ...initContainers];
  const views = all.flatMap(({ instanceView }) => instanceView ?? []);
  const states = views.flatMap(({ currentState, previousState }) => [currentState, previousState]);
  const happened = [...events, ...views.flatMap(view => view.events)];
  are('string', [id, location, sku, provisioningState, ...Object.values(tags), ...group.subnetIds]);
  are('string', [...all.flatMap(({ name, image, command }) => [name, image, ...command])]);
  are(
    'string',
    states.flatMap(state => (state ? [state.state, state.detailStatus] : [])),
  );
  are(
    'string',
    happened.flatMap(({ name, message, type }) => [name, message, type]),
  );
  are(
    'number',
    happened.map(({ count }) => count),
  );
  are(
    'number',
    views.map(({ restartCount }) => restartCount),
  );
  are(
    'number',
    all.flatMap(({ ports }) => ports.map(({ port }) => port)),
  );
  are(
    'number',
    all.flatMap(({ cpu, memoryInGB }) => [cpu ?? 0, memoryInGB ?? 0]),
  );
  assert.deepEqual(wrong, []);
}

describe('Answers with fields missing, added or of the wrong type', () => {
  let loopback: LoopbackServer;
  let aci: AzureApi;
  before(async () => {
    loopback = await startLoopbackServer();
    aci = createAzureApi(loopback.cloud, credentialsGiving(), { clock: new TestClock(30_000) });
  });
  after(() => loopback.close());
  const answer = (body: unknown) => (loopback.answer = () => ({ body: JSON.stringify(body) }));

  it('about a group make a group of the model, or none', () => {
    assert.ok(groups.length > 5);
    fc.assert(
      fc.property(anyDamagedGroup, body => {
        const group = readGroup('azure', body);
        if (!group) return;
        assertTyped(group);
        assert.equal(allowedActions(group).length >= 0, typeof groupState(group) === 'string');
        assert.equal(typeof isTransitioning(group), 'boolean');
      }),
      { numRuns: 2000 },
    );
  });

  it('say the same through the SDK, or that the answer makes no sense', () =>
    fc.assert(
      fc.asyncProperty(anyDamagedGroup, async body => {
        answer(body);
        const got = await answerOrRefusal(() => aci.getGroup(ref, neverAborts()));
        if (got) assert.deepEqual(got.value, readGroup('emulator', body));
      }),
      { numRuns: 300 },
    ));

  it('about a document come back to Azure as they were, or not at all', () =>
    fc.assert(
      fc.asyncProperty(anyDamagedGroup, async body => {
        answer(body);
        const got = await answerOrRefusal(() => aci.getRawGroup(ref, neverAborts()));
        if (!got) return;
        assert.deepEqual(got.value.body, body);
        loopback.asked.length = 0;
        loopback.answer = () => ({ body: groupBody() });
        await collect(aci.putGroup(ref, got.value, neverAborts()));
        const sent = loopback.asked.filter(({ method }) => method === 'PUT').map(asked => asked.body);
        assert.deepEqual(
          sent.map(text => JSON.parse(text) as Json),
          [body],
        );
      }),
      { numRuns: 200 },
    ));

  it('about a list never make a group that is there look gone', () => {
    const three = ['one', 'two', 'three'].map(name => groupBody({}, name));
    return fc.assert(
      fc.asyncProperty(damagedBodies({ value: three }), async body => {
        const store = new GroupStore(aci, new TestClock());
        answer({ value: three });
        await store.refreshSubscription(ref.subscriptionId);
        answer(body);
        await store.refreshSubscription(ref.subscriptionId);
        const list = store.groups(ref.subscriptionId);
        store.dispose();
        assert.equal(list?.kind, 'ready');
        const { value } = asObject(body);
        // Either all that Azure named is shown, or what was known before, with the reason.
        if (list.error) assert.equal(list.value.length, 3);
        else assert.equal(list.value.length, isList(value) ? value.length : -1);
      }),
      { numRuns: 300 },
    );
  });

  it('about a log are its text, or nothing', () =>
    fc.assert(
      fc.asyncProperty(damagedBodies({ content: 'a\nb\n' }), async body => {
        answer(body);
        const got = await answerOrRefusal(() => aci.readLogs(container, { timestamps: true }, neverAborts()));
        if (got) assert.equal(got.value.content, asObject(body)['content']);
      }),
      { numRuns: 200, examples: [['']] },
    ));

  it('about an operation end it as Azure said, or with an error', () => {
    const poll = {
      status: 'Succeeded',
      properties: { events: [{ name: 'Started', count: 1, message: 'x' }] },
    };
    return fc.assert(
      fc.asyncProperty(
        damagedBodies(poll),
        fc.constantFrom('PUT', 'POST', 'DELETE'),
        async (body, method) => {
          const operation = `${loopback.origin}/subscriptions/s1/operations/1`;
          let polls = 0;
          loopback.answer = asked => {
            if (asked.method === method)
              return {
                status: method === 'PUT' ? 201 : 202,
                body: groupBody(),
                headers: { 'azure-asyncoperation': operation },
              };
            if (!asked.path.includes('/operations/')) return { body: groupBody() };
            // What keeps it waiting may do so for a while.
            return { body: polls++ < 3 ? JSON.stringify(body) : poll };
          };
          const work =
            method === 'PUT'
              ? aci.putGroup(ref, { apiVersion: '2023-05-01', body: groupBody() }, neverAborts())
              : aci.act(ref, method === 'POST' ? 'start' : 'delete', neverAborts());
          const got = await answerOrRefusal(() => collect(work));
          if (got) assert.equal(got.value.at(-1)?.done, true);
          for (const { events } of got?.value ?? [])
            assert.ok(
              events.every(({ name, message }) => typeof name === 'string' && typeof message === 'string'),
            );
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('Offers of sockets with fields missing, added or of the wrong type', () => {
  let loopback: LoopbackServer;
  let sockets: WebSocketServer;
  let aci: AzureApi;
  const size = { columns: 80, rows: 24 };

  before(async () => {
    loopback = await startLoopbackServer();
    // Takes everybody in, and leaves at the first message.
    sockets = new WebSocketServer({ noServer: true });
    loopback.server.on('upgrade', (request, socket, head) => {
      sockets.handleUpgrade(request, socket, head, client => {
        client.once('message', () => client.close(1000));
        client.on('error', () => client.terminate());
      });
    });
    aci = createAzureApi(loopback.cloud, credentialsGiving(), { clock: new TestClock() });
  });
  after(async () => {
    for (const client of sockets.clients) client.terminate();
    await loopback.close();
  });

  const offers = (() => {
    const strange = fc.constantFrom<Json>(
      null,
      '',
      7,
      true,
      [],
      {},
      'x',
      ['p'],
      { p: 1 },
      'a\r\nb',
      '\u0000',
      'wss://',
      'ws://127.0.0.1:1/',
      'https://127.0.0.1:1/',
      'wss://127.0.0.1:1/',
    );
    return fc.record({ webSocketUri: fc.option(strange, { nil: undefined }), password: strange });
  })();

  const close = (session: ExecSession) => {
    session.close();
    return collect(session.output);
  };
  const leave = async (output: AsyncIterable<Uint8Array>) => {
    await output[Symbol.asyncIterator]().return?.();
  };

  it('open no session, and break nothing', () =>
    fc.assert(
      fc.asyncProperty(offers, fc.constantFrom('exec', 'attach'), async (strange, how) => {
        const stray: unknown[] = [];
        const notice = (error: unknown) => void stray.push(error);
        process.on('uncaughtExceptionMonitor', notice);
        const own = `${loopback.origin.replace('https', 'wss')}/stream`;
        loopback.answer = () => ({ body: { ...strange, webSocketUri: strange.webSocketUri ?? own } });
        const controller = new AbortController();
        const open = async () =>
          how === 'exec'
            ? close(await aci.exec(container, '/bin/sh', size, controller.signal))
            : leave(await aci.attach(container, controller.signal));
        try {
          await answerOrRefusal(open);
        } catch (error) {
          if (!isAbort(error)) throw error;
        } finally {
          controller.abort();
          process.off('uncaughtExceptionMonitor', notice);
        }
        assert.deepEqual(stray, []);
      }),
      { numRuns: 150 },
    ));
});

describe('Answers about tokens with fields missing, added or of the wrong type', () => {
  let emulator: Emulator;
  before(async () => {
    emulator = await startEmulator({ seed: emptySeed });
  });
  after(() => emulator.close());

  it('are a token, or say that there is none', () => {
    const good = { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: 'e30.e30.x' };
    return fc.assert(
      fc.asyncProperty(damagedBodies(good), async body => {
        emulator.faults.clear();
        emulator.faults.add(
          { kind: 'body', text: JSON.stringify(body) },
          { method: 'POST', path: /\/oauth2\// },
        );
        const credentials = emulatorCredentials(emulator);
        const got = await answerOrRefusal(() =>
          credentials.getToken([cloudOf(emulator).scope], undefined, neverAborts()),
        );
        if (!got) return;
        assert.equal(typeof got.value.token, 'string');
        assert.ok(got.value.token !== '' && Number.isFinite(got.value.expiresOn));
        assert.equal(got.value.token, asObject(body)['access_token']);
      }),
      { numRuns: 80 },
    );
  });
});
