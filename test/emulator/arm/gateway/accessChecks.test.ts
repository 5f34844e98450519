import assert from 'node:assert/strict';
import { objectAt, objectsAt, textAt } from '../../../../src/emulator/json.ts';
import {
  alice,
  groupOf,
  groupUrl,
  minute,
  otherSubscriptionId,
  resourceGroupUrl,
  startArmServer,
  subscriptionId,
  version,
  type Answer,
  type ArmServer,
} from '../armServer.ts';

describe('The gate before every resource provider', () => {
  let azure: ArmServer;
  beforeEach(async () => {
    azure = await startArmServer();
    await azure.call('PUT', groupUrl('web'), { body: groupOf() });
    azure.clock.advance(minute);
  });
  afterEach(() => azure.close());

  const outcome = ({ status, json }: Answer) => `${status} ${textAt(objectAt(json, 'error'), 'code')}`.trim();
  const groupId = `${resourceGroupUrl}/providers/Microsoft.ContainerInstance/containerGroups/web`;
  const challenge = ({ headers }: Answer) => headers['www-authenticate'] ?? '';

  it('wants a bearer token, and says where to get one', async () => {
    const answer = await azure.call('GET', groupUrl('web'), { token: '' });
    assert.equal(outcome(answer), '401 AuthenticationFailed');
    assert.match(
      challenge(answer),
      /^Bearer authorization_uri="https:\/\/127\.0\.0\.1:\d+\/common", error="invalid_token"/,
    );
    assert.equal(answer.headers['x-ms-failure-cause'], 'gateway');
  });

  it('tells a wrong token from an expired one', async () => {
    assert.equal(
      outcome(await azure.call('GET', groupUrl('web'), { token: 'forged' })),
      '401 InvalidAuthenticationToken',
    );
    const expired = await azure.call('GET', groupUrl('web'), { token: 'old' });
    assert.equal(outcome(expired), '401 ExpiredAuthenticationToken');
    assert.match(challenge(expired), /invalid_token/);
  });

  it('wants an api-version', async () => {
    const url = groupUrl('web').replace(/\?.*/, '');
    assert.equal(outcome(await azure.call('GET', url)), '400 MissingApiVersionParameter');
    assert.equal(
      outcome(await azure.call('GET', `${url}?api-version=latest`)),
      '400 InvalidApiVersionParameter',
    );
    const own = `${resourceGroupUrl}?api-version=2001-01-01`;
    assert.equal(outcome(await azure.call('GET', own)), '400 InvalidApiVersionParameter');
  });

  it('knows neither strange subscriptions nor those of other tenants', async () => {
    const at = (id: string) =>
      azure.call(
        'GET',
        `/subscriptions/${id}/providers/Microsoft.ContainerInstance/containerGroups?${version}`,
      );
    assert.equal(outcome(await at('99999999-0000-0000-0000-000000000000')), '404 SubscriptionNotFound');
    assert.equal(outcome(await at('mine')), '400 InvalidSubscriptionId');
    const foreign = await at(otherSubscriptionId);
    assert.equal(outcome(foreign), '401 InvalidAuthenticationTokenTenant');
    assert.match(challenge(foreign), /authorization_uri="https:\/\/login\.windows\.net\/22222222-/);
  });

  it('knows no strange resource groups', async () => {
    const strange = groupUrl('web').replace('/rg/', '/nowhere/');
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await azure.call(method, strange, method === 'PUT' ? { body: groupOf() } : {});
      assert.equal(outcome(answer), '404 ResourceGroupNotFound');
    }
  });

  it('lets a reader read and do nothing else', async () => {
    azure.arm.switches.restrictions.push({ scope: resourceGroupUrl, access: 'read' });
    assert.equal((await azure.call('GET', groupUrl('web'))).status, 200);
    assert.equal((await azure.call('GET', groupUrl('web', '/containers/web/logs'))).status, 200);
    const refused: [string, string, string][] = [
      ['PUT', groupUrl('web'), 'containerGroups/write'],
      ['PATCH', groupUrl('web'), 'containerGroups/write'],
      ['DELETE', groupUrl('web'), 'containerGroups/delete'],
      ['POST', groupUrl('web', '/stop'), 'containerGroups/stop/action'],
      ['POST', groupUrl('web', '/containers/web/attach'), 'containerGroups/containers/attach/action'],
    ];
    for (const [method, url, action] of refused) {
      const answer = await azure.call(method, url, { body: {} });
      assert.equal(outcome(answer), '403 AuthorizationFailed');
      const message = textAt(objectAt(answer.json, 'error'), 'message');
      assert.ok(
        message.includes(
          `perform action 'Microsoft.ContainerInstance/${action}' over scope '${resourceGroupUrl}/`,
        ),
        message,
      );
      assert.ok(message.startsWith(`The client '${alice.name}' with object id '${alice.objectId}'`), message);
    }
  });

  it('leaves out of lists what a caller may not see', async () => {
    azure.arm.switches.restrictions.push({ scope: groupId, access: 'none', objectId: alice.objectId });
    const list = `/subscriptions/${subscriptionId}/providers/Microsoft.ContainerInstance/containerGroups?${version}`;
    assert.deepEqual((await azure.call('GET', list)).json['value'], []);
    assert.equal(outcome(await azure.call('GET', groupUrl('web'))), '403 AuthorizationFailed');
    const bob = await azure.call('GET', list, { token: 'bob' });
    assert.equal(objectsAt(bob.json, 'value').length, 1);
  });

  it('honours a lock against deletion, of the group itself and from below', async () => {
    azure.arm.switches.locks.push({ scope: groupId, level: 'CanNotDelete' });
    assert.equal(outcome(await azure.call('DELETE', groupUrl('web'))), '409 ScopeLocked');
    assert.equal(
      outcome(await azure.call('DELETE', `${resourceGroupUrl}?api-version=2021-04-01`)),
      '409 ScopeLocked',
    );
    assert.equal((await azure.call('POST', groupUrl('web', '/stop'))).status, 204);
  });

  it('honours a read-only lock', async () => {
    azure.arm.switches.locks.push({ scope: resourceGroupUrl, level: 'ReadOnly' });
    assert.equal((await azure.call('GET', groupUrl('web'))).status, 200);
    for (const [method, url] of [
      ['PUT', groupUrl('new')],
      ['POST', groupUrl('web', '/stop')],
      ['DELETE', groupUrl('web')],
    ] as const) {
      assert.equal(outcome(await azure.call(method, url, { body: groupOf() })), '409 ScopeLocked');
    }
  });

  it('lets a disabled subscription only be read', async () => {
    const at = azure.arm.estate.subscriptions.findIndex(s => s.subscriptionId === subscriptionId);
    const [subscription] = azure.arm.estate.subscriptions.slice(at, at + 1);
    assert.ok(subscription);
    azure.arm.estate.subscriptions[at] = { ...subscription, state: 'Disabled' };
    assert.equal((await azure.call('GET', groupUrl('web'))).status, 200);
    assert.equal(
      outcome(await azure.call('POST', groupUrl('web', '/stop'))),
      '409 ReadOnlyDisabledSubscription',
    );
  });

  it('counts reads down, refuses when none is left, and lets in again after Retry-After', async () => {
    const first = await azure.call('GET', groupUrl('web'));
    assert.equal(first.headers['x-ms-ratelimit-remaining-subscription-reads'], '249');
    for (let left = 249; left > 0; left--) await azure.call('GET', groupUrl('web'));
    const refused = await azure.call('GET', groupUrl('web'));
    assert.equal(outcome(refused), '429 SubscriptionRequestsThrottled');
    assert.equal(refused.headers['retry-after'], '1');
    assert.equal((await azure.call('POST', groupUrl('web', '/start'))).status, 204);
    azure.clock.advance(1000);
    const next = await azure.call('GET', groupUrl('web'));
    assert.equal(next.status, 200);
    assert.equal(next.headers['x-ms-ratelimit-remaining-subscription-reads'], '24');
    azure.arm.switches.throttling = false;
    for (let i = 0; i < 30; i++) assert.equal((await azure.call('GET', groupUrl('web'))).status, 200);
  });
});
