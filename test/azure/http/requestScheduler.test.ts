import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { collect } from '../../collect.ts';
import { groupBody, ref } from '../sampleGroup.ts';
import {
  credentialsGiving,
  startLoopbackServer,
  type Answer,
  type LoopbackServer,
} from '../loopbackServer.ts';
import { TestClock } from '../../testClock.ts';

describe('The request scheduler', () => {
  const signal = neverAborts();
  let loopback: LoopbackServer;
  let clock: TestClock;
  let aci: AzureApi;

  beforeEach(async () => {
    loopback = await startLoopbackServer();
    clock = new TestClock();
    aci = createAzureApi(loopback.cloud, credentialsGiving(), { clock, random: () => 1 });
  });
  afterEach(() => loopback.close());

  const group = (): Answer => ({ body: groupBody() });
  const answersInTurn = (...answers: (Answer | 'reset')[]) => {
    loopback.answer = () => answers.shift() ?? group();
  };
  const sent = (method: string) => loopback.asked.filter(asked => asked.method === method).length;

  describe('sends again', () => {
    it('a throttled GET after exactly the seconds that Azure asks for', async () => {
      answersInTurn({ status: 429, headers: { 'retry-after': '17' } });
      const reading = aci.getGroup(ref, signal);
      await clock.asleepFor(17_000);
      clock.advance(16_999);
      assert.equal(sent('GET'), 1);
      clock.advance(1);
      assert.equal((await reading).ref.name, 'web');
      assert.equal(sent('GET'), 2);
    });

    it('a throttled GET at the date that Azure names, by the clock of the server', async () => {
      answersInTurn({
        status: 429,
        headers: { date: 'Mon, 05 Jan 2026 11:00:00 GMT', 'retry-after': 'Mon, 05 Jan 2026 11:00:21 GMT' },
      });
      const reading = aci.getGroup(ref, signal);
      await clock.asleepFor(21_000);
      clock.advance(21_000);
      await reading;
    });

    it('a throttled GET not at once, even where the server says so', async () => {
      answersInTurn({ status: 429, headers: { 'retry-after': '0' } });
      const reading = aci.getGroup(ref, signal);
      await clock.asleepFor(500);
      clock.advance(500);
      await reading;
    });

    it('a throttled list after a quarter of an hour, even where the server names a month', async () => {
      answersInTurn(
        { status: 429, headers: { 'retry-after': '2592000' } },
        { body: { value: [groupBody()] } },
      );
      const listing = collect(aci.listGroups('s1', signal));
      await clock.asleepFor(900_000);
      clock.advance(900_000);
      assert.equal((await listing).length, 1);
    });

    it('a throttled GET after x-ms-retry-after-ms, which goes before Retry-After', async () => {
      answersInTurn({ status: 429, headers: { 'retry-after': '9', 'x-ms-retry-after-ms': '1234' } });
      const reading = aci.getGroup(ref, signal);
      await clock.asleepFor(1234);
      clock.advance(1234);
      await reading;
    });

    for (const status of [502, 503, 504]) {
      it(`a GET that was answered with ${status}, ever more slowly, three times at most`, async () => {
        loopback.answer = () => ({
          status,
          body: { error: { code: 'InternalServerError', message: 'Late.' } },
        });
        const reading = aci.getGroup(ref, signal);
        for (const wait of [1_000, 2_000, 4_000]) {
          await clock.asleepFor(wait);
          clock.advance(wait);
        }
        await assert.rejects(reading, { name: 'AciError', kind: 'service', status, message: 'Late.' });
        assert.equal(sent('GET'), 4);
      });
    }

    it('a GET whose connection was reset', async () => {
      answersInTurn('reset');
      const reading = aci.getGroup(ref, signal);
      await clock.asleepFor(1_000);
      clock.advance(1_000);
      assert.equal((await reading).ref.name, 'web');
    });

    it('a GET that got no answer for a minute', async () => {
      let release: () => void = () => undefined;
      const stuck = new Promise<void>(resolve => (release = resolve));
      const asked = new Promise<void>(resolve => {
        loopback.answer = async () => {
          loopback.answer = group;
          resolve();
          await stuck;
          return group();
        };
      });
      const reading = aci.getGroup(ref, signal);
      await asked;
      clock.advance(60_000);
      await clock.asleepFor(1_000);
      clock.advance(1_000);
      assert.equal((await reading).ref.name, 'web');
      release();
    });

    it('a PUT whose answer got lost, and takes its own group in transition for success', async () => {
      const transitioning = {
        error: { code: 'ContainerGroupTransitioning', message: 'Still transitioning.' },
      };
      answersInTurn('reset', { status: 409, body: transitioning });
      const creating = collect(aci.putGroup(ref, { apiVersion: '2023-05-01', body: groupBody() }, signal));
      await clock.asleepFor(1_000);
      clock.advance(1_000);
      assert.equal((await creating).at(-1)?.done, true);
      assert.equal(sent('PUT'), 2);
    });

    it('a DELETE whose answer got lost, and takes "there is none" for success', async () => {
      answersInTurn('reset', { status: 204 });
      const deleting = collect(aci.act(ref, 'delete', signal));
      await clock.asleepFor(1_000);
      clock.advance(1_000);
      assert.equal((await deleting).at(-1)?.done, true);
    });
  });

  describe('does not send again', () => {
    it('a POST whose connection was reset', async () => {
      loopback.answer = ({ method }) => (method === 'POST' ? 'reset' : group());
      await assert.rejects(collect(aci.act(ref, 'restart', signal)), { name: 'AciError', kind: 'offline' });
      assert.equal(sent('POST'), 1);
    });

    for (const status of [429, 502, 503, 504]) {
      it(`a POST that was answered with ${status}`, async () => {
        loopback.answer = () => ({ status, headers: { 'retry-after': '1' } });
        await assert.rejects(collect(aci.act(ref, 'restart', signal)), { name: 'AciError', status });
        assert.equal(sent('POST'), 1);
      });
    }

    it('a GET that was answered with 500', async () => {
      loopback.answer = () => ({ status: 500 });
      await assert.rejects(aci.getGroup(ref, signal), { name: 'AciError', kind: 'service', status: 500 });
      assert.equal(sent('GET'), 1);
    });

    it('what is throttled for longer than a person waits', async () => {
      answersInTurn({ status: 429, headers: { 'retry-after': '121' } });
      await assert.rejects(aci.getGroup(ref, signal), { name: 'AciError', kind: 'throttled', status: 429 });
    });

    it('what was aborted while it waited', async () => {
      const controller = new AbortController();
      answersInTurn({ status: 429, headers: { 'retry-after': '61' } });
      const reading = aci.getGroup(ref, controller.signal);
      await clock.asleepFor(61_000);
      const reason = new Error('enough');
      controller.abort(reason);
      await assert.rejects(reading, reason);
      assert.equal(sent('GET'), 1);
    });
  });

  describe('keeps background work in the background', () => {
    /** Answers nothing until `release`; tells when `count` requests have come. */
    function holdAll() {
      let release: () => void = () => undefined;
      let arrived: () => void = () => undefined;
      const released = new Promise<void>(resolve => (release = resolve));
      loopback.answer = async () => {
        arrived();
        await released;
        return group();
      };
      const came = (count: number) =>
        new Promise<void>(resolve => {
          arrived = () => {
            if (loopback.asked.length >= count) resolve();
          };
          arrived();
        });
      return {
        release: () => {
          release();
        },
        came,
      };
    }
    const refs = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...ref, name: `g${index}` }));

    it('eight at a time, and what the user asked for passes them all', async () => {
      const held = holdAll();
      const background = refs(20).map(one => aci.getGroup(one, signal, 'background'));
      await held.came(8);
      const urgent = aci.getGroup({ ...ref, name: 'clicked' }, signal, 'user');
      await held.came(9);
      assert.match(loopback.asked.at(-1)?.path ?? '', /clicked/);
      held.release();
      await Promise.all([urgent, ...background]);
      assert.equal(loopback.asked.length, 21);
      const names = loopback.asked.map(({ path }) => Number(/\/g(\d+)/.exec(path)?.[1] ?? -1));
      assert.ok(names.indexOf(19) > names.indexOf(8), 'in the order of asking');
    });

    it('lists of subscriptions side by side, however many, and beside the eight', async () => {
      const held = holdAll();
      const background = refs(9).map(one => aci.getGroup(one, signal, 'background'));
      await held.came(8);
      const lists = Array.from({ length: 50 }, (_, index) => collect(aci.listGroups(`s${index}`, signal)));
      await held.came(8 + 50);
      held.release();
      // What comes is no list.
      await Promise.all([...background, ...lists.map(list => assert.rejects(list, { kind: 'service' }))]);
      assert.equal(loopback.asked.length, 9 + 50);
    });

    it('an aborted one gives its place in the queue up', async () => {
      const held = holdAll();
      const first = refs(8).map(one => aci.getGroup(one, signal, 'background'));
      await held.came(8);
      const controller = new AbortController();
      const reason = new Error('gone');
      const waiting = aci.getGroup({ ...ref, name: 'unwanted' }, controller.signal, 'background');
      const last = aci.getGroup({ ...ref, name: 'wanted' }, signal, 'background');
      controller.abort(reason);
      await assert.rejects(waiting, reason);
      held.release();
      await Promise.all([...first, last]);
      assert.ok(!loopback.asked.some(({ path }) => path.includes('unwanted')));
    });

    it('one 429 holds all background reads of the subscription back, but neither a click nor another subscription', async () => {
      answersInTurn({ status: 429, headers: { 'retry-after': '30' } });
      const throttled = aci.getGroup(ref, signal, 'background');
      await clock.asleepFor(30_000);
      const later = aci.getGroup({ ...ref, name: 'later' }, signal, 'background');
      await clock.asleepFor(30_000, 2);
      await aci.getGroup({ ...ref, name: 'clicked' }, signal, 'user');
      await aci.getGroup({ ...ref, subscriptionId: 's2' }, signal, 'background');
      assert.equal(loopback.asked.length, 3);
      clock.advance(30_000);
      await Promise.all([throttled, later]);
      assert.equal(loopback.asked.length, 5);
    });

    it('few remaining reads slow background reads to one a second, until there are more again', async () => {
      const left = ['49', '48', '47', '250', '249'];
      loopback.answer = () => ({
        body: groupBody(),
        headers: { 'x-ms-ratelimit-remaining-subscription-reads': left.shift() ?? '250' },
      });
      await aci.getGroup(ref, signal, 'background');
      const two = [aci.getGroup(ref, signal, 'background'), aci.getGroup(ref, signal, 'background')];
      await clock.asleepFor(1_000);
      await clock.asleepFor(2_000);
      assert.equal(loopback.asked.length, 1);
      clock.advance(1_000);
      await two[0];
      clock.advance(1_000);
      await two[1];
      const third = aci.getGroup(ref, signal, 'background');
      await clock.asleepFor(1_000);
      clock.advance(1_000);
      await third;
      await aci.getGroup(ref, signal, 'background');
      assert.equal(loopback.asked.length, 5);
    });
  });

  it('tells the log of each answer: method, path without query, status, request id', async () => {
    const lines: unknown[] = [];
    const logged = createAzureApi(loopback.cloud, credentialsGiving(), {
      clock,
      log: { logResponse: (method, path, status, _ms, id) => void lines.push([method, path, status, id]) },
    });
    loopback.answer = () => ({ body: groupBody(), headers: { 'x-ms-request-id': 'eastus:1' } });
    await logged.getGroup(ref, signal);
    assert.deepEqual(lines, [
      [
        'GET',
        '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.ContainerInstance/containerGroups/web',
        200,
        'eastus:1',
      ],
    ]);
  });
});
