import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  identityBody,
  identityPulls,
  noIdentity,
  readIdentity,
  withUserAssigned,
} from '../../../src/core/document/groupIdentity.ts';
import { groupBody } from '../../../src/core/document/groupBody.ts';
import { duplicateBody, toDuplicateBase } from '../../../src/core/document/duplicateGroup.ts';
import { planFromBody } from '../../../src/core/document/planFromBody.ts';
import type { GroupPlan } from '../../../src/core/model/groupPlan.ts';
import { asObject, asObjects, type JsonObject } from '../../../src/core/json.ts';
import type { GroupIdentity } from '../../../src/core/model/containerGroup.ts';

const id = (name: string) =>
  `/subscriptions/S/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const identity = fc
  .tuple(fc.boolean(), fc.uniqueArray(fc.constantFrom('a', 'b', 'c').map(id)))
  .map(([system, users]): GroupIdentity => ({ system, users }));
const plan: GroupPlan = {
  ref: { cloud: 'azure', subscriptionId: 'S', resourceGroup: 'rg', name: 'web' },
  location: 'westeurope',
  osType: 'Linux',
  restartPolicy: 'Always',
  network: { kind: 'none' },
  containerName: 'web',
  image: 'acr.azurecr.io/web:1',
  credential: undefined,
  size: { cpu: 1, memoryInGB: 1 },
  command: [],
  variables: [],
};
const pullAs = { server: 'acr.azurecr.io', identity: id('pull') };
const credentials = (body: JsonObject) => asObjects(asObject(body['properties'])['imageRegistryCredentials']);

describe('The managed identities of a group', () => {
  it('are read as they are written', () => {
    fc.assert(fc.property(identity, wanted => assert.deepEqual(readIdentity(identityBody(wanted)), wanted)));
  });

  it('are written as ARM has them, and not at all where there are none', () => {
    assert.deepEqual(identityBody({ system: true, users: [id('a')] }), {
      type: 'SystemAssigned, UserAssigned',
      userAssignedIdentities: { [id('a')]: {} },
    });
    assert.equal(identityBody(noIdentity), undefined);
    assert.equal(groupBody(plan).body['identity'], undefined);
  });

  it('hold each one once, whatever the case of its id', () => {
    const both = withUserAssigned({ system: false, users: [id('a')] }, [
      id('A').toUpperCase(),
      id('b'),
      id('b'),
    ]);
    assert.deepEqual(both.users, [id('a'), id('b')]);
  });

  it('always hold the one that pulls: Azure takes no other', () => {
    fc.assert(
      fc.property(identity, wanted => {
        const { body } = groupBody({ ...plan, identity: wanted, pullAs });
        assert.ok(readIdentity(body['identity']).users.includes(pullAs.identity));
        assert.deepEqual(credentials(body), [pullAs]);
      }),
    );
  });

  it('are known as those that pull, from a registry in whatever case', () => {
    const document = groupBody({ ...plan, pullAs: { ...pullAs, server: 'ACR.azurecr.io' } });
    assert.deepEqual(identityPulls(document), [pullAs]);
    const credential = { server: 'acr.azurecr.io', username: 'me', password: 'secret' };
    assert.deepEqual(identityPulls(groupBody({ ...plan, credential })), []);
  });

  it('are kept by a duplicate, without what Entra gave to the original', () => {
    const document = groupBody({ ...plan, identity: { system: true, users: [id('a')] }, pullAs });
    const identified = {
      ...asObject(document.body['identity']),
      principalId: 'p',
      tenantId: 't',
      userAssignedIdentities: { [id('a')]: { principalId: 'p', clientId: 'c' }, [id('pull')]: {} },
    };
    const base = toDuplicateBase({ ...document, body: { ...document.body, identity: identified } });
    const copy = duplicateBody(base, planFromBody(plan.ref, base.body));
    assert.deepEqual(copy.body['identity'], document.body['identity']);
    assert.deepEqual(credentials(copy.body), [pullAs]);
  });

  it('of a duplicate can be taken away, but for the one that still pulls', () => {
    const document = groupBody({ ...plan, identity: { system: true, users: [id('a')] }, pullAs });
    const none = duplicateBody(document, { ...plan, identity: noIdentity });
    assert.deepEqual(readIdentity(none.body['identity']), { system: false, users: [id('pull')] });
    const elsewhere = duplicateBody(document, { ...plan, image: 'nginx', identity: noIdentity });
    assert.equal(elsewhere.body['identity'], undefined);
    assert.deepEqual(credentials(elsewhere.body), []);
  });
});
