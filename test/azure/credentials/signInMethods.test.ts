import assert from 'node:assert/strict';
import { createCredentials } from '../../../src/azure/credentials/credentials.ts';
import type { SignInMethod } from '../../../src/core/account/signInMethod.ts';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { armToken } from '../../emulator/emulatorClient.ts';
import { onMachine } from './managedIdentityMachine.ts';
import { onVirtualMachine } from './virtualMachine.ts';
import {
  encrypted,
  signal,
  signIn,
  withAz,
  withEnvironment,
  withFiles,
  withSecret,
} from './credentialFixtures.ts';
import { cloudOf } from '../../cloudOf.ts';

describe('Signing in through @azure/identity', () => {
  let emulator: Emulator;
  let certificate: string;
  before(async () => {
    emulator = await startEmulator({ switches: { entra: { passwordless: true } } });
    certificate = await emulator.createClientCertificate();
  });
  after(() => emulator.close());

  const fabrikam = 'fab21ca4-1111-4222-8333-00000000fab1';

  it('works with a client secret', async () => {
    assert.equal((await signIn(emulator, withSecret(emulator))).name, 'emulator-client');
  });

  it('works with a certificate', async () => {
    const { tenantId, clientId } = emulator;
    await withFiles({ 'client.pem': certificate }, async path => {
      const method: SignInMethod = {
        ...{ kind: 'clientCertificate', tenantId, clientId },
        certificatePath: path('client.pem'),
      };
      assert.equal((await signIn(emulator, method)).name, 'emulator-client');
    });
  });

  it('works with a certificate whose key has a password', async () => {
    const { tenantId, clientId } = emulator;
    await withFiles({ 'client.pem': encrypted(certificate, 'open sesame') }, async path => {
      const method: SignInMethod = {
        ...{ kind: 'clientCertificate', tenantId, clientId },
        certificatePath: path('client.pem'),
        password: () => Promise.resolve('open sesame'),
      };
      assert.equal((await signIn(emulator, method)).name, 'emulator-client');
    });
  });

  it("works with the machine's managed identity, and with one that is assigned to it", async () => {
    await onMachine(emulator, async () => {
      assert.equal((await signIn(emulator, { kind: 'managedIdentity' })).name, 'this-machine');
      const { clientId = '' } =
        emulator.entra.directory.identities?.find(each => each.displayName === 'id-playground') ?? {};
      assert.equal((await signIn(emulator, { kind: 'managedIdentity', clientId })).name, 'id-playground');
    });
  });

  it("works with a virtual machine's, through the Instance Metadata Service", async () => {
    const { origin } = new URL(emulator.identityEndpoint);
    const { clientId = '' } =
      emulator.entra.directory.identities?.find(each => each.displayName === 'id-playground') ?? {};
    const brought = await onVirtualMachine(origin, {
      cloud: cloudOf(emulator),
      methods: [{ kind: 'managedIdentity' }, { kind: 'managedIdentity', clientId }],
    });
    const names = brought.map(each => {
      assert.ok('token' in each, JSON.stringify(each));
      const caller = emulator.entra.verify(each.token);
      return typeof caller === 'object' ? caller.name : caller;
    });
    assert.deepEqual(names, ['this-machine', 'id-playground']);
  });

  it("works with the Azure CLI's login", async () => {
    const expires = Math.floor(Date.now() / 1000) + 3600;
    const token = await armToken(emulator);
    const say = `echo '{"accessToken": "${token}", "expires_on": ${expires}, "tokenType": "Bearer"}'`;
    await withAz(say, async () => {
      assert.equal((await signIn(emulator, { kind: 'azureCli' })).name, 'emulator-client');
    });
  });

  it('works with a federated token, given or named by the environment', async () => {
    const { tenantId, clientId } = emulator;
    await withFiles({ token: emulator.entra.federatedToken() }, async path => {
      const tokenFilePath = path('token');
      const given: SignInMethod = { kind: 'workloadIdentity', tenantId, clientId, tokenFilePath };
      assert.equal((await signIn(emulator, given)).name, 'emulator-client');
      const named = {
        AZURE_TENANT_ID: tenantId,
        AZURE_CLIENT_ID: clientId,
        AZURE_FEDERATED_TOKEN_FILE: tokenFilePath,
      };
      await withEnvironment(named, async () => {
        assert.equal((await signIn(emulator, { kind: 'workloadIdentity' })).name, 'emulator-client');
      });
    });
  });

  it('works with what the environment says', async () => {
    const { tenantId, clientId, clientSecret } = emulator;
    const named = {
      AZURE_TENANT_ID: tenantId,
      AZURE_CLIENT_ID: clientId,
      AZURE_CLIENT_SECRET: clientSecret,
    };
    await withEnvironment(named, async () => {
      assert.equal((await signIn(emulator, { kind: 'environment' })).name, 'emulator-client');
    });
  });

  it('works in every tenant that the application is in', async () => {
    const cloud = cloudOf(emulator);
    const { token } = await createCredentials(withSecret(emulator), cloud).getToken(
      [cloud.scope],
      fabrikam,
      signal,
    );
    const caller = emulator.entra.verify(token);
    assert.ok(typeof caller === 'object');
    assert.equal(caller.tenantId, fabrikam);
  });

  it('goes to loopback directly, whatever the proxy variables say', async () => {
    const nowhere = 'http://127.0.0.1:9';
    const proxies = { HTTPS_PROXY: nowhere, HTTP_PROXY: nowhere, NO_PROXY: undefined };
    await withEnvironment(proxies, async () => {
      await signIn(emulator, withSecret(emulator));
      await onMachine(emulator, () => signIn(emulator, { kind: 'managedIdentity' }));
    });
  });
});
