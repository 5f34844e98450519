import assert from 'node:assert/strict';
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { recreateGroup } from '../../src/core/document/recreateGroup.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { groupBody, ref } from './sampleGroup.ts';
import {
  type Answer,
  credentialsGiving,
  type LoopbackServer,
  startLoopbackServer,
} from './loopbackServer.ts';
import { TestClock } from '../testClock.ts';

const gone: Answer = { status: 404, body: { error: { code: 'ResourceNotFound', message: 'It is gone.' } } };
const away: Answer = { status: 503, body: { error: { code: 'ServiceUnavailable', message: 'Later.' } } };
const still: Answer = { body: groupBody() };

describe('Deleting a group and creating it anew', () => {
  let loopback: LoopbackServer;
  let clock: TestClock;
  /** What was sent, in order. */
  let sent: string[];

  beforeEach(async () => {
    loopback = await startLoopbackServer();
    clock = new TestClock(30_000);
    sent = [];
  });
  afterEach(() => loopback.close());

  /** Answers a DELETE with `deletion`, and then each GET with the next of `looks`, the last one for good. */
  async function play(looks: readonly Answer[], deletion: Answer = { status: 200, body: {} }) {
    const left = [...looks];
    loopback.answer = ({ method }) => {
      sent.push(method);
      if (method === 'DELETE') return deletion;
      if (method === 'PUT') return { status: 200, body: groupBody() };
      return sent.includes('PUT') ? still : ((left.length > 1 ? left.shift() : left[0]) ?? gone);
    };
    const aci = createAzureApi(loopback.cloud, credentialsGiving(), { clock });
    const document = { apiVersion: '2025-09-01', body: groupBody() };
    const steps: string[] = [];
    for await (const step of recreateGroup({ aci, clock }, ref, document, neverAborts()))
      steps.push(typeof step === 'string' ? step : 'creating');
    return new Set(steps);
  }
  const before = (method: string) => sent.slice(0, sent.indexOf(method));

  it('creates it only once the old one is gone', async () => {
    assert.deepEqual(await play([still, still, gone]), new Set(['deleting', 'deleted', 'creating']));
    assert.deepEqual(before('PUT'), ['DELETE', 'GET', 'GET', 'GET']);
    assert.equal(sent.filter(method => method === 'PUT').length, 1);
  });

  it('waits while Azure is away between the two: there is no way back', async () => {
    const long = Array.from({ length: 12 }, () => away);
    assert.deepEqual(await play([...long, still, gone]), new Set(['deleting', 'deleted', 'creating']));
    assert.equal(before('PUT').length, 15);
  });

  it('gives up where the old one does not go, and sends nothing that would change it', async () => {
    const begun = clock.now();
    await assert.rejects(play([still]), { kind: 'conflict', message: /still being deleted/ });
    assert.ok(clock.now() - begun >= 120_000);
    assert.ok(!sent.includes('PUT'));
  });

  it('says what kept it where Azure stays away', async () => {
    await assert.rejects(play([away]), { kind: 'service', message: 'Later.' });
    assert.ok(!sent.includes('PUT'));
  });

  it('creates what somebody else has deleted', async () => {
    assert.deepEqual(await play([gone], { status: 204 }), new Set(['deleted', 'creating']));
  });

  it('looks no further where Azure refuses the deletion', async () => {
    const error = { code: 'ScopeLocked', message: 'A lock forbids it.' };
    await assert.rejects(play([still], { status: 409, body: { error } }), { kind: 'locked' });
    assert.deepEqual(sent, ['DELETE']);
  });
});
