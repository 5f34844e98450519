import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import type { AzureApi } from '../../../src/core/azureApi.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { groupBody, ref } from '../sampleGroup.ts';
import { credentialsGiving, startLoopbackServer, type LoopbackServer } from '../loopbackServer.ts';

describe('documents', () => {
  const signal = neverAborts();
  let loopback: LoopbackServer;
  let aci: AzureApi;

  beforeEach(async () => {
    loopback = await startLoopbackServer();
    aci = createAzureApi(loopback.cloud, credentialsGiving());
  });
  afterEach(() => loopback.close());

  const versions = () =>
    loopback.asked.map(({ path }) => new URL(path, loopback.origin).searchParams.get('api-version'));

  /** Knows these versions only, and says so as ARM does. */
  function knowing(...known: string[]) {
    loopback.answer = ({ path }) => {
      const version = new URL(path, loopback.origin).searchParams.get('api-version') ?? '';
      if (known.includes(version)) return { body: groupBody() };
      const message = `No registered resource provider found for location 'eastus' and API version '${version}' for type 'containerGroups'. The supported api-versions are '${known.join(', ')}'. The supported locations are 'eastus, westus'.`;
      return { status: 400, body: { error: { code: 'NoRegisteredProviderFound', message } } };
    };
  }

  it('are read with 2025-09-01', async () => {
    loopback.answer = () => ({ body: groupBody({ unheardOf: [1] }) });
    const document = await aci.getRawGroup(ref, signal);
    assert.deepEqual(document, { apiVersion: '2025-09-01', body: groupBody({ unheardOf: [1] }) });
  });

  it('are read with the newest version that the cloud names, from then on at once', async () => {
    knowing('2023-05-01', '2017-08-01-preview', '2024-05-01-preview', '2021-10-01');
    assert.equal((await aci.getRawGroup(ref, signal)).apiVersion, '2024-05-01-preview');
    await aci.getRawGroup(ref, signal);
    assert.deepEqual(versions(), ['2025-09-01', '2024-05-01-preview', '2024-05-01-preview']);
  });

  it('prefer a stable version to the preview of the same day', async () => {
    knowing('2023-05-01', '2023-05-01-preview');
    assert.equal((await aci.getRawGroup(ref, signal)).apiVersion, '2023-05-01');
  });

  it('end in the refusal where the cloud names no version', async () => {
    const error = { code: 'NoRegisteredProviderFound', message: 'No registered resource provider found.' };
    loopback.answer = () => ({ status: 400, body: { error } });
    await assert.rejects(aci.getRawGroup(ref, signal), { name: 'AciError', kind: 'invalid' });
    assert.equal(loopback.asked.length, 1);
  });

  it('are never those of another group, whatever a cache on the way answers with', async () => {
    loopback.answer = () => ({ body: groupBody({}, 'shop') });
    await assert.rejects(aci.getRawGroup(ref, signal), { name: 'AciError', kind: 'service' });
    loopback.answer = () => ({ body: groupBody({}, 'WEB') });
    assert.equal((await aci.getRawGroup(ref, signal)).body['name'], 'WEB', 'names have no case');
  });

  it('get new tags by a PATCH that holds nothing else', async () => {
    loopback.answer = () => ({ body: { ...groupBody(), tags: { team: 'web', kept: 'by Azure' } } });
    const tags = await aci.patchTags(ref, { team: 'web' }, signal);
    assert.deepEqual(tags, { team: 'web', kept: 'by Azure' });
    const [asked] = loopback.asked;
    assert.equal(asked?.method, 'PATCH');
    assert.deepEqual(JSON.parse(asked.body), { tags: { team: 'web' } });
    assert.equal(loopback.asked.length, 1);
  });
});
