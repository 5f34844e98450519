import assert from 'node:assert/strict';
import { createAzureApi } from '../../../src/azure/api/createAzureApi.ts';
import { createCredentials } from '../../../src/azure/credentials/credentials.ts';
import type { Scope } from '../../../src/core/access/rbac.ts';
import type { AccessApi } from '../../../src/core/azureApi.ts';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { cloudOf } from '../../cloudOf.ts';
import { failure, signal, withSecret } from '../credentials/credentialFixtures.ts';

const alex = 'a1e00000-2222-4333-8444-0000000a1e00';

describe('Microsoft Graph', () => {
  let emulator: Emulator;
  let access: AccessApi;
  let scope: Scope;
  before(async () => {
    emulator = await startEmulator();
    const cloud = cloudOf(emulator);
    access = createAzureApi(cloud, createCredentials(withSecret(emulator), cloud)).access;
    scope = { cloud: 'emulator', id: `/subscriptions/${emulator.subscriptionIds[0] ?? ''}` };
  });
  after(() => emulator.close());
  afterEach(() => {
    emulator.graph.refuses = false;
  });

  it('finds people by name or address, and applications and managed identities by name', async () => {
    assert.deepEqual(await access.findPrincipals(scope, 'ALEX', signal), [
      { id: alex, type: 'User', name: 'alex@contoso.example' },
    ]);
    assert.equal((await access.findPrincipals(scope, 'alex@con', signal)).length, 1);
    const [identity] = await access.findPrincipals(scope, 'id-store', signal);
    assert.deepEqual([identity?.type, identity?.name], ['ServicePrincipal', 'id-storefront']);
  });

  it('finds nobody of another directory, nor by a quote', async () => {
    assert.deepEqual(await access.findPrincipals(scope, 'sam', signal), []);
    assert.deepEqual(await access.findPrincipals(scope, "o'", signal), []);
  });

  it('names those of some ids that it knows', async () => {
    const { objectId } = emulator.entra.directory.application;
    const named = await access.principals(
      scope,
      [alex, objectId, '00000000-0000-4000-8000-000000000000'],
      signal,
    );
    assert.deepEqual(
      named.map(({ type, name }) => [type, name]),
      [
        ['User', 'alex@contoso.example'],
        ['ServicePrincipal', 'emulator-client'],
      ],
    );
  });

  it('may refuse to be read', async () => {
    emulator.graph.refuses = true;
    const error = await failure(access.findPrincipals(scope, 'alex', signal));
    assert.deepEqual([error.kind, error.code], ['forbidden', 'Authorization_RequestDenied']);
  });

  it("takes no token that is ARM's, and ARM takes none of its", async () => {
    const cloud = cloudOf(emulator);
    const source = createCredentials(withSecret(emulator), cloud);
    const { token } = await source.getToken(['https://graph.microsoft.com/.default'], undefined, signal);
    assert.equal(emulator.entra.verify(token), undefined);
    assert.equal(
      emulator.entra.verifyGraph((await source.getToken([cloud.scope], undefined, signal)).token),
      undefined,
    );
  });
});
