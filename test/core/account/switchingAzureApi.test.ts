import assert from 'node:assert/strict';
import { AciError } from '../../../src/core/errors.ts';
import type { CloudId } from '../../../src/core/model/cloud.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { createSwitchingAzureApi } from '../../../src/core/account/switchingAzureApi.ts';
import { waitForCompletion } from '../../../src/core/waitForCompletion.ts';
import { TestClock } from '../../testClock.ts';
import { group } from '../sampleGroups.ts';
import { FakeAzureApi } from '../fakeAzureApi.ts';

const { signal } = new AbortController();

describe('The Azure of the chosen cloud', () => {
  let before: FakeAzureApi;
  let after: FakeAzureApi;
  let present: CloudId;
  let aci: AzureApi;
  const { ref } = group();

  beforeEach(() => {
    before = new FakeAzureApi(new TestClock());
    after = new FakeAzureApi(new TestClock());
    for (const azure of [before, after]) azure.addGroup(group());
    present = ref.cloud;
    aci = createSwitchingAzureApi(
      () => Promise.resolve(present === ref.cloud ? before : after),
      () => present,
    );
  });

  const switchCloud = () => (present = 'azure');

  it('is the one that is chosen when the call is made', async () => {
    await aci.tenants(signal);
    switchCloud();
    await aci.tenants(signal);
    await aci.subscriptions('one', signal);
    assert.deepEqual(before.requests, ['TENANTS']);
    assert.deepEqual(after.requests, ['TENANTS', 'SUBSCRIPTIONS one']);
  });

  it('hands on all that was asked', async () => {
    assert.deepEqual((await aci.getGroup(ref, signal, 'background')).ref, ref);
    for await (const page of aci.listGroups(ref.subscriptionId, signal)) assert.equal(page.length, 1);
    assert.deepEqual(before.requests, [`GET ${ref.name}`, `LIST ${ref.subscriptionId}`]);
  });

  it('refuses whatever is about another cloud, and asks nobody', async () => {
    const container = { group: ref, container: 'app' };
    const document = { apiVersion: '2023-05-01', body: {} };
    switchCloud();
    const calls: readonly (() => Promise<unknown>)[] = [
      () => aci.getGroup(ref, signal),
      () => aci.getRawGroup(ref, signal),
      () => waitForCompletion(aci.putGroup(ref, document, signal)),
      () => aci.patchTags(ref, {}, signal),
      () => waitForCompletion(aci.act(ref, 'delete', signal)),
      () => aci.readLogs(container, { timestamps: true }, signal),
      () => aci.attach(container, signal),
      () => aci.exec(container, '/bin/sh', { columns: 80, rows: 24 }, signal),
      () => aci.deployments.cancel({ ...ref, name: 'web' }, signal),
      () => aci.access.roles({ cloud: ref.cloud, id: `/subscriptions/${ref.subscriptionId}` }, signal),
    ];
    for (const call of calls) {
      await assert.rejects(call, (error: unknown) => error instanceof AciError && error.kind === 'invalid');
    }
    assert.deepEqual([...before.requests, ...after.requests], []);
  });
});
