import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { createCredentials } from '../../../src/azure/credentials/credentials.ts';
import type { AciError } from '../../../src/core/errors.ts';
import type { SignInMethod } from '../../../src/core/account/signInMethod.ts';
import type { Emulator } from '../../../src/emulator/emulator.ts';
import { onMachine } from './managedIdentityMachine.ts';
import { onVirtualMachine } from './virtualMachine.ts';
import {
  encrypted,
  failure,
  signal,
  startEmpty,
  tokenOf,
  signInError,
  withAz,
  withEnvironment,
  withFiles,
  withSecret,
} from './credentialFixtures.ts';
import { cloudOf } from '../../cloudOf.ts';

const unknownId = '99999999-1111-4222-8333-000000000000';

describe('Signing in that fails says what to do', () => {
  let emulator: Emulator;
  let certificate: string;
  const seen: AciError[] = [];
  const secrets: string[] = ['wrong-secret', 'wrong-password'];

  before(async () => {
    emulator = await startEmpty({ switches: { entra: { passwordless: true } } });
    certificate = await emulator.createClientCertificate();
    secrets.push(
      emulator.clientSecret,
      emulator.identityHeader,
      ...certificate.split('\n').filter(line => line.length === 64),
    );
  });
  after(() => emulator.close());
  afterEach(() => {
    Object.assign(emulator.entra.switches, { secretExpired: false, failingTenants: [] });
  });

  const says = async (method: SignInMethod, code: string, message: RegExp, kind = 'signedOut') => {
    const error = await signInError(emulator, method);
    seen.push(error);
    assert.match(error.message, message);
    assert.deepEqual([error.kind, error.code], [kind, code]);
  };
  const certificateAt = (certificatePath: string, password?: string): SignInMethod => ({
    ...{
      kind: 'clientCertificate',
      tenantId: emulator.tenantId,
      clientId: emulator.clientId,
      certificatePath,
    },
    ...(password === undefined ? {} : { password: () => Promise.resolve(password) }),
  });

  describe('with a client secret', () => {
    it('that is wrong', () =>
      says(
        withSecret(emulator, { secret: () => Promise.resolve('wrong-secret') }),
        'AADSTS7000215',
        /^The client secret is not the right one\. Sign in again and enter its value/,
      ));
    it('that has expired', async () => {
      emulator.entra.switches.secretExpired = true;
      await says(withSecret(emulator), 'AADSTS7000222', /^The client secret has expired\. Create a new one/);
    });
    it('that was forgotten', () =>
      says(
        withSecret(emulator, { secret: () => Promise.resolve(undefined) }),
        'NoSecret',
        /Sign in again and enter it\.$/,
      ));
    it('in a tenant that is none', () =>
      says(
        withSecret(emulator, { tenantId: unknownId }),
        'AADSTS90002',
        /^There is no such tenant in this cloud\./,
      ));
    it('of an application that the tenant does not know', () =>
      says(
        withSecret(emulator, { clientId: unknownId }),
        'AADSTS700016',
        /^The tenant does not know this app/,
      ));
    it('in a tenant that lets nobody in', async () => {
      emulator.entra.switches.failingTenants = [emulator.tenantId];
      await says(withSecret(emulator), 'AADSTS53003', /Ask its administrator\./);
    });
    it('without a connection', async () => {
      const cloud = { ...cloudOf(emulator), authorityHost: 'https://127.0.0.1:9' };
      const source = createCredentials(withSecret(emulator), cloud);
      const error = await failure(source.getToken([cloud.scope], undefined, signal));
      seen.push(error);
      assert.equal(error.kind, 'offline');
      assert.match(error.message, /^No connection to 127\.0\.0\.1:9 /);
    });
  });

  describe('with a certificate', () => {
    it('whose file is not there', () =>
      says(
        certificateAt('/nowhere/client.pem'),
        'CertificateUnreadable',
        /\/nowhere\/client\.pem cannot be read\./,
      ));
    it('whose file is something else', () =>
      withFiles({ 'client.pem': 'hello' }, path =>
        says(certificateAt(path('client.pem')), 'CertificateUnreadable', /is no PEM file with a certificate/),
      ));
    it('whose file lacks the key', () =>
      withFiles({ 'client.pem': certificate.split('-----BEGIN PRIVATE')[0] ?? '' }, path =>
        says(certificateAt(path('client.pem')), 'CertificateUnreadable', /is no PEM file with a certificate/),
      ));
    it('whose key needs a password that nobody entered', () =>
      withFiles({ 'client.pem': encrypted(certificate, 'open sesame') }, path =>
        says(certificateAt(path('client.pem')), 'CertificatePassword', /needs its password, .* enter it\.$/),
      ));
    it('whose key has another password', () =>
      withFiles({ 'client.pem': encrypted(certificate, 'open sesame') }, path =>
        says(
          certificateAt(path('client.pem'), 'wrong-password'),
          'CertificatePassword',
          /needs its password, .* enter it\.$/,
        ),
      ));
    it('that is not registered', async () => {
      const other = await startEmpty();
      const foreign = await other.createClientCertificate();
      await other.close();
      await withFiles({ 'client.pem': foreign }, path =>
        says(certificateAt(path('client.pem')), 'AADSTS700027', /^The certificate is not registered/),
      );
    });
  });

  describe('with a managed identity', () => {
    it('that this machine does not have', () =>
      onMachine(undefined, () =>
        says({ kind: 'managedIdentity' }, 'NoManagedIdentity', /^This machine has no managed identity/),
      ));
    it('that is not assigned to it', () =>
      onMachine(emulator, () =>
        says(
          { kind: 'managedIdentity', clientId: unknownId },
          'NoManagedIdentity',
          /^No managed identity with the client ID 99999999-.* is assigned to this machine\./,
        ),
      ));
  });

  describe("with a virtual machine's managed identity", () => {
    const onMachineAt = async (origin: string, clientId?: string) => {
      const method = { kind: 'managedIdentity', ...(clientId === undefined ? {} : { clientId }) } as const;
      const [brought] = await onVirtualMachine(origin, { cloud: cloudOf(emulator), methods: [method] });
      return brought;
    };
    it('that is not assigned to it', async () => {
      const { origin } = new URL(emulator.identityEndpoint);
      const message = `No managed identity with the client ID ${unknownId} is assigned to this machine. Assign it, or check the ID.`;
      assert.deepEqual(await onMachineAt(origin, unknownId), {
        ...{ kind: 'signedOut', code: 'NoManagedIdentity', message },
      });
    });
    it('where there is no metadata service', async () => {
      const brought = await onMachineAt('http://127.0.0.1:9');
      assert.ok(brought && 'code' in brought);
      assert.equal(brought.code, 'NoManagedIdentity');
      assert.match(brought.message, /^This machine has no managed identity/);
    });
  });

  describe('with the Azure CLI', () => {
    it('that is not installed', () =>
      withAz('echo "/bin/sh: 1: az: not found" >&2; exit 127', () =>
        says({ kind: 'azureCli' }, 'AzureCliNotFound', /^The Azure CLI is not installed/),
      ));
    it('where nobody is logged in', () =>
      withAz(`echo "ERROR: Please run 'az login' to setup account." >&2; exit 1`, () =>
        says({ kind: 'azureCli' }, 'AzureCliSignedOut', /Run 'az login' in a terminal, then try again\.$/),
      ));
    it('whose login is too old for the tenant', () =>
      withAz(
        `echo "ERROR: AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication. Trace ID: 1" >&2; exit 1`,
        () => says({ kind: 'azureCli' }, 'AADSTS50076', /^The tenant asks for more proof of who you are\./),
      ));
    it('that cannot answer a challenge by itself', async () => {
      const source = createCredentials({ kind: 'azureCli' }, cloudOf(emulator));
      const claims = Buffer.from('{"access_token":{"acrs":{"value":"p1"}}}').toString('base64');
      const error = await failure(tokenOf(emulator, source, `Bearer claims="${claims}"`));
      assert.equal(error.kind, 'signedOut');
      assert.match(error.message, new RegExp(`Run 'az login --claims-challenge ${claims} --scope `));
    });
  });

  describe('with a federated token', () => {
    const federated = (tokenFilePath: string): SignInMethod => ({
      ...{
        kind: 'workloadIdentity',
        tenantId: emulator.tenantId,
        clientId: emulator.clientId,
        tokenFilePath,
      },
    });
    it('whose file is not there', () =>
      says(federated('/nowhere/token'), 'FederatedTokenUnreadable', /Check AZURE_FEDERATED_TOKEN_FILE/));
    it('that is of somebody else', () =>
      withFiles(
        { token: `${part({ alg: 'none' })}.${part({ iss: 'https://other', sub: 'x' })}.c2ln` },
        path =>
          says(federated(path('token')), 'AADSTS700213', /^No federated credential .* matches this token\./),
      ));
    it('that nothing names', () =>
      withEnvironment(
        { AZURE_TENANT_ID: undefined, AZURE_CLIENT_ID: undefined, AZURE_FEDERATED_TOKEN_FILE: undefined },
        () => says({ kind: 'workloadIdentity' }, 'EnvironmentIncomplete', /^Set AZURE_TENANT_ID/),
      ));
  });

  describe('with the environment', () => {
    it('that says nothing', () =>
      withEnvironment({ AZURE_TENANT_ID: undefined, AZURE_CLIENT_ID: undefined }, () =>
        says({ kind: 'environment' }, 'EnvironmentIncomplete', /^Set AZURE_TENANT_ID, AZURE_CLIENT_ID and/),
      ));
    it('that names a certificate without the password of its key', () =>
      withFiles({ 'client.pem': encrypted(certificate, 'open sesame') }, path =>
        withEnvironment(
          {
            AZURE_TENANT_ID: emulator.tenantId,
            AZURE_CLIENT_ID: emulator.clientId,
            AZURE_CLIENT_SECRET: undefined,
            AZURE_CLIENT_CERTIFICATE_PATH: path('client.pem'),
          },
          () =>
            says(
              { kind: 'environment' },
              'CertificateUnreadable',
              /or its key needs AZURE_CLIENT_CERTIFICATE_PASSWORD\./,
            ),
        ),
      ));
    it('that says something wrong', () =>
      withEnvironment(
        {
          AZURE_TENANT_ID: emulator.tenantId,
          AZURE_CLIENT_ID: emulator.clientId,
          AZURE_CLIENT_SECRET: 'wrong-secret',
        },
        () => says({ kind: 'environment' }, 'AADSTS7000215', /^The client secret is not the right one\./),
      ));
  });

  describe('and never', () => {
    it('tells a secret', () => {
      assert.ok(seen.length > 15);
      const all = seen.map(error => inspect(error, { depth: 20, showHidden: true })).join('\n');
      for (const secret of secrets) assert.ok(!all.includes(secret), secret);
      assert.doesNotMatch(all, /eyJ[\w-]+\.eyJ/);
      assert.deepEqual(
        seen.filter(error => error.cause !== undefined),
        [],
      );
    });
  });
});

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
