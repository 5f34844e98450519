import assert from 'node:assert/strict';
import https from 'node:https';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accounts, analytics, development, identities, production } from '../../src/emulator/seed/contoso.ts';
import { identityId } from '../../src/emulator/managedIdentity/identities.ts';
import { type AzCli, openAzCli, signIn } from './azCli.ts';

interface Account {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly user: { readonly name: string; readonly type: string };
}

describe('az login', () => {
  let cli: AzCli;
  before(async () => (cli = await openAzCli({ switches: { entra: { passwordless: true } } })));
  after(() => cli.close());

  const signedIn = (login: unknown) => (login as Account[]).map(({ id }) => id).sort();
  const home = [production, development, analytics];

  it('signs in as an application with a secret, and lists, chooses and shows its subscriptions', async () => {
    const { clientId, clientSecret } = cli.emulator;
    const login = await signIn(cli, '--service-principal', '-u', clientId, '-p', clientSecret);
    assert.deepEqual(signedIn(login), home);
    await cli.json('account', 'set', '--subscription', 'Contoso Development');
    const shown = (await cli.json('account', 'show')) as Account;
    assert.deepEqual(shown.user, { name: clientId, type: 'servicePrincipal' });
    const listed = (await cli.json('account', 'list')) as Account[];
    assert.deepEqual(
      listed.filter(each => each.isDefault).map(({ name }) => name),
      ['Contoso Development'],
    );
    const { accessToken } = (await cli.json('account', 'get-access-token')) as { accessToken: string };
    assert.ok(typeof cli.emulator.entra.verify(accessToken) === 'object');
  });

  it('says what is wrong with a wrong secret', async () => {
    const { clientId } = cli.emulator;
    const { code, stderr } = await cli.run(
      ['login', '--service-principal', '-u', clientId, '-p', 'guessed'].concat(
        '--tenant',
        cli.emulator.tenantId,
      ),
    );
    assert.equal(code, 1);
    assert.match(stderr, /AADSTS7000215: Invalid client secret provided/);
  });

  it('signs in as an application with a certificate', async () => {
    const file = join(cli.folder, 'client.pem');
    await writeFile(file, await cli.emulator.createClientCertificate());
    const login = await signIn(cli, '--service-principal', '-u', cli.emulator.clientId, '-p', file);
    assert.deepEqual(signedIn(login), home);
  });

  it('signs in as an application with a federated token', async () => {
    const token = cli.emulator.entra.federatedToken();
    const { clientId } = cli.emulator;
    const login = await signIn(cli, '--service-principal', '-u', clientId, '--federated-token', token);
    assert.deepEqual(signedIn(login), home);
  });

  it("signs in as the machine's managed identity, through App Service's older endpoint", async () => {
    const { identityEndpoint, identityHeader } = cli.emulator;
    const appService = {
      APPSETTING_WEBSITE_SITE_NAME: 'site',
      MSI_ENDPOINT: identityEndpoint,
      MSI_SECRET: identityHeader,
    };
    const { code, stdout, stderr } = await cli.run(['login', '--identity'], appService);
    assert.equal(code, 0, stderr);
    assert.deepEqual(signedIn(JSON.parse(stdout)), home);
    const groups = await cli.run(['group', 'list', '--query', 'length(@)'], appService);
    assert.equal(groups.code, 0, groups.stderr);
  });

  it('signs in as managed identities of a virtual machine, by any of their ids', async () => {
    // The metadata service has an address that only a virtual machine reaches: a proxy leads there.
    const proxy = new URL(cli.emulator.identityEndpoint).origin;
    const machine = { HTTP_PROXY: proxy, NO_PROXY: '127.0.0.1' };
    const [assigned] = identities;
    assert.ok(assigned);
    const { clientId } =
      cli.emulator.entra.directory.identities?.find(each => each.resourceId === identityId(assigned)) ?? {};
    for (const named of [[], ['--username', identityId(assigned)], ['--username', clientId ?? '']]) {
      const { code, stdout, stderr } = await cli.run(['login', '--identity', ...named], machine);
      assert.equal(code, 0, stderr);
      assert.deepEqual(signedIn(JSON.parse(stdout)), home);
    }
  });

  it('signs in as the person who is at work in Cloud Shell', async () => {
    const cloudShell = {
      ACC_CLOUD: 'PROD',
      MSI_ENDPOINT: `${new URL(cli.emulator.identityEndpoint).origin}/oauth2/token`,
    };
    const { code, stdout, stderr } = await cli.run(['login', '--identity'], cloudShell);
    assert.equal(code, 0, stderr);
    const [account] = JSON.parse(stdout) as Account[];
    assert.deepEqual(account?.user.name, accounts[0].userName);
  });

  it('signs in with a code that is typed in a browser elsewhere', async () => {
    const { tenantId, activeDirectoryEndpoint } = cli.emulator;
    const login = cli.start(['login', '--use-device-code', '--tenant', tenantId]);
    const [, page = '', code = ''] = await login.printed(/open the page (\S+) and enter the code (\S+) to/);
    assert.equal(page, `${activeDirectoryEndpoint}/devicelogin`);
    await post(cli, page, { code, account: accounts[0].userName });
    const { stdout, stderr, code: ended } = await login.ended;
    assert.equal(ended, 0, stderr);
    const [account] = JSON.parse(stdout) as Account[];
    assert.deepEqual(account?.user, { name: accounts[0].userName, type: 'user' });
  });
});

function post(cli: AzCli, address: string, form: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = https.request(address, { method: 'POST', ca: cli.emulator.ca }, response => {
      response.resume().on('end', resolve);
    });
    request.on('error', reject).end(new URLSearchParams(form).toString());
  });
}
