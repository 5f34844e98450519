import assert from 'node:assert/strict';
import { textAt, objectAt } from '../../src/emulator/json.ts';
import { groupOf, groupUrl, startArmServer, subscriptionId, type ArmServer } from './arm/armServer.ts';

describe('The server', () => {
  let azure: ArmServer;
  beforeEach(async () => {
    azure = await startArmServer();
  });
  afterEach(() => azure.close());

  const url = `/subscriptions/${subscriptionId}?api-version=2021-04-01`;

  it("adds ARM's headers, with the emulator's time", async () => {
    const { headers } = await azure.call('GET', url);
    assert.equal(headers['cache-control'], 'no-cache');
    assert.equal(headers.pragma, 'no-cache');
    assert.equal(headers.expires, '-1');
    assert.equal(headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(headers['strict-transport-security'] ?? '', /^max-age=/);
    assert.match(String(headers['x-ms-request-id']), /^[0-9a-f-]{36}$/);
    assert.match(String(headers['x-ms-correlation-request-id']), /^[0-9a-f-]{36}$/);
    assert.match(String(headers['x-ms-routing-request-id']), /^[A-Z]+:20260105T090000Z:[0-9a-f-]{36}$/);
    assert.equal(headers.date, 'Mon, 05 Jan 2026 09:00:00 GMT');
  });

  it('keeps a journal of what it answered', async () => {
    await azure.call('GET', url);
    await azure.call('GET', groupUrl('web'));
    assert.deepEqual(azure.server.requests, [
      { method: 'GET', path: url, status: 200 },
      { method: 'GET', path: groupUrl('web'), status: 404 },
    ]);
  });

  it('knows no strange path and no strange method, and says so like ARM', async () => {
    const strange = await azure.call('GET', '/nothing/here?api-version=2021-04-01');
    assert.deepEqual(
      [strange.status, textAt(objectAt(strange.json, 'error'), 'code')],
      [404, 'ResourceNotFound'],
    );
    assert.equal(strange.headers['x-ms-failure-cause'], 'gateway');
    const method = await azure.call('PATCH', url, { body: {} });
    assert.deepEqual(
      [method.status, textAt(objectAt(method.json, 'error'), 'code')],
      [405, 'HttpMethodNotSupported'],
    );
  });

  it('answers HEAD like GET, without the body', async () => {
    const { status, text, headers } = await azure.call('HEAD', url);
    assert.deepEqual([status, text], [200, '']);
    assert.ok(Number(headers['content-length']) > 0);
  });

  it('finds paths whatever their case and doubled slashes', async () => {
    assert.equal((await azure.call('GET', url.replace('/subscriptions', '/SUBSCRIPTIONS/'))).status, 200);
    const { origin } = azure.server;
    assert.equal((await azure.call('GET', `${origin}/${url}`)).status, 200);
    const group = groupUrl('web').replace('/containerGroups', '//containerGroups');
    assert.equal((await azure.call('PUT', `${origin}/${group}`, { body: groupOf() })).status, 201);
    assert.deepEqual(
      azure.server.requests.map(({ path }) => path),
      [url.replace('/subscriptions', '/SUBSCRIPTIONS'), url, groupUrl('web')],
    );
  });

  it('knows which namespaces Azure has, and which types container instances', async () => {
    const ask = async (path: string, token?: string) => {
      const { status, json } = await azure.call('GET', `${path}?api-version=2021-04-01`, { token });
      return `${status} ${textAt(objectAt(json, 'error'), 'code')}`;
    };
    const providers = `/subscriptions/${subscriptionId}/resourceGroups/rg/providers`;
    assert.equal(await ask(`${providers}/Contoso.Shops/tills/one`), '404 InvalidResourceNamespace');
    assert.equal(await ask(`${providers}/Microsoft.Compute/virtualMachines/one`), '404 ResourceNotFound');
    const scaled = `${providers}/Microsoft.ContainerInstance/ngroups/one`;
    assert.equal(await ask(scaled), '404 InvalidResourceType');
    assert.equal(
      await ask(`${providers}/Contoso.Shops/tills/one`, 'nobody'),
      '401 InvalidAuthenticationToken',
    );
  });

  it('gives a client back the id of its request where it asks for that', async () => {
    const headers = { 'x-ms-client-request-id': 'mine', 'x-ms-return-client-request-id': 'true' };
    assert.equal((await azure.call('GET', url, { headers })).headers['x-ms-client-request-id'], 'mine');
    const unasked = await azure.call('GET', url, { headers: { 'x-ms-client-request-id': 'mine' } });
    assert.equal(unasked.headers['x-ms-client-request-id'], undefined);
  });

  it('takes no body of more than 4 MB', async () => {
    const body = JSON.stringify({ tags: { a: 'x'.repeat(4 * 1024 * 1024) } });
    const { status, json } = await azure.call('PATCH', groupUrl('web'), { body });
    assert.deepEqual([status, textAt(objectAt(json, 'error'), 'code')], [413, 'RequestContentTooLarge']);
  });

  it('can be made to answer something else, and to cut the connection', async () => {
    azure.server.interceptRequest = ({ method }) =>
      method === 'GET'
        ? {
            status: 503,
            headers: { 'Retry-After': '7' },
            body: { error: { code: 'ServerBusy', message: 'Busy.' } },
          }
        : 'drop';
    const busy = await azure.call('GET', url);
    assert.deepEqual([busy.status, busy.headers['retry-after']], [503, '7']);
    assert.equal(textAt(objectAt(busy.json, 'error'), 'code'), 'ServerBusy');
    assert.notEqual(busy.headers['x-ms-request-id'], undefined);
    await assert.rejects(azure.call('POST', url), { code: 'ECONNRESET' });
    azure.server.interceptRequest = undefined;
    assert.equal((await azure.call('GET', url)).status, 200);
    assert.deepEqual(
      azure.server.requests.map(r => r.status),
      [503, 0, 200],
    );
  });
});
