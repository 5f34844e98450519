import assert from 'node:assert/strict';
import path from 'node:path';
import type { Request, Response } from '../../src/emulator/arm/route.ts';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { groupBody } from '../../src/emulator/seed/groupBody.ts';
import { production } from '../../src/emulator/seed/contoso.ts';
import { until } from '../until.ts';
import { cloudHosts, startCloudProxy, type CloudProxy } from './cloudProxy.ts';
import { startRecordedEmulator } from './leaks.ts';
import { signOut } from './pages/accounts.ts';
import { allowSignIn, openWebsite } from './pages/microsoft.ts';
import type { Tree } from './pages/tree.ts';
import { root } from './server.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const alex = 'alex@contoso.example';
const sam = 'sam@fabrikam.example';
const fabrikamTenant = 'fab21ca4-1111-4222-8333-00000000fab1';
const contoso = ['Contoso Analytics', 'Contoso Development', 'Contoso Production'];
const fabrikam = 'Fabrikam Sandbox';
const refused = 'Sign in to Azure again';

/*
 * One story in one window. The cloud is the public one: a proxy hands its hosts to the emulator, whose Entra is
 * Microsoft's sign-in page here.
 */
describe("Signing in with VS Code's own Microsoft provider", () => {
  let emulator: Emulator;
  let proxy: CloudProxy;
  let workbench: Workbench;
  let groups: Tree;
  let fault: ((request: Request) => Response | undefined) | undefined;

  const welcome = () => workbench.page.getByRole('button', { name: 'Sign in to Azure', exact: true });
  /** From the welcome view to VS Code's Microsoft account. */
  async function signIn(): Promise<void> {
    await welcome().click();
    await workbench.quickPick.titled('Choose how to sign in');
    await workbench.quickPick.choose('Microsoft account of VS Code');
  }
  const toEntra = () => emulator.server.requests.filter(({ path }) => path.includes('/oauth2/'));

  async function subscriptions(): Promise<readonly string[]> {
    return (await groups.rows()).filter(row => row === fabrikam || contoso.includes(row));
  }

  async function nothingAsks(): Promise<void> {
    assert.equal(await workbench.page.locator('.monaco-dialog-box:visible').count(), 0);
    assert.deepEqual(await workbench.notifications.texts(), []);
  }

  async function showAccount(account: string): Promise<void> {
    const box = workbench.page.getByPlaceholder(`Signed in to Azure as ${account}.`);
    // An account is added or removed a moment after it was chosen, and a list that is open does not keep up.
    await until(`one is signed in as ${account}`, async () => {
      await workbench.palette('Azure Container Instances: Account and Cloud…');
      await workbench.quickPick.titled('Account and Cloud');
      if (await box.isVisible()) return true;
      await workbench.quickPick.escape();
      await workbench.quickPick.closed();
      return false;
    });
  }

  async function useAnotherThan(account: string): Promise<void> {
    await showAccount(account);
    await workbench.quickPick.choose('Use another account…');
    await workbench.dialog.says('wants to sign in using Microsoft');
    await workbench.dialog.press('Allow');
    await workbench.quickPick.titled('wants to access a Microsoft account');
  }

  const refresh = () => workbench.viewAction('Container Instances', 'Refresh');

  before(async () => {
    emulator = await startRecordedEmulator({ certificateNames: cloudHosts });
    emulator.server.interceptRequest = request => fault?.(request);
    proxy = await startCloudProxy(emulator);
    workbench = await openWorkbench({
      proxy: proxy.proxyUrl,
      env: proxy.env,
      settings: proxy.settings,
      allowedHosts: cloudHosts,
    });
    groups = workbench.tree('Container Instances');
  });

  after(async () => {
    await workbench.close();
    await proxy.stop();
    await emulator.close();
  });

  it('offers it in the welcome view, and asks nothing by itself', async () => {
    await workbench.openViewContainer('Container Instances');
    await welcome().waitFor();
    await nothingAsks();
    assert.deepEqual(emulator.server.requests, []);
    await workbench.screenshot('signin-1-welcome');
  });

  it('stays calmly signed out when the person does not consent', async () => {
    await signIn();
    await workbench.dialog.says(
      "The extension 'Azure Container Instances' wants to sign in using Microsoft.",
    );
    await workbench.screenshot('signin-2-consent');
    await workbench.dialog.press('Cancel');
    await workbench.dialog.closed();
    await welcome().waitFor();
    await nothingAsks();
    assert.deepEqual(toEntra(), []);
  });

  it('stays calmly signed out when Microsoft is told no', async () => {
    await signIn();
    const microsoft = await allowSignIn(workbench.page);
    await microsoft.page.screenshot({ path: path.join(root, 'out/screenshots/signin-3-microsoft.png') });
    await microsoft.decline();
    await workbench.output.holds('Azure Container Instances', /Sign-in ended without a session/);
    await welcome().waitFor();
    await workbench.notifications.gone('Signing in to Microsoft');
    await workbench.screenshot('signin-3-declined');
    await nothingAsks();
  });

  it('says why when Microsoft gives no token', async () => {
    fault = refusesCodes;
    await signIn();
    await (await allowSignIn(workbench.page)).pick(sam);
    await workbench.notifications.says(/Could not sign in\. AADSTS90010: The grant type isn't supported/);
    await welcome().waitFor();
    await workbench.screenshot('signin-3-no-token');
    fault = undefined;
    await workbench.notifications.dismiss('Could not sign in');
  });

  it('shows the subscriptions of whoever signs in', async () => {
    await signIn();
    await (await allowSignIn(workbench.page)).pick(sam);
    await groups.row('rg-fabrikam-trial').waitFor();
    assert.deepEqual(await subscriptions(), [fabrikam]);
    await workbench.screenshot('signin-4-signed-in');
    await showAccount(sam);
    await workbench.screenshot('signin-4-account');
    await workbench.quickPick.escape();
  });

  it('is silent from then on, after a reload of the window too', async () => {
    const before = toEntra().length;
    await workbench.reload();
    await groups.row('rg-fabrikam-trial').waitFor();
    assert.deepEqual(await subscriptions(), [fabrikam]);
    await nothingAsks();
    assert.deepEqual(toEntra().slice(before), []);
    await workbench.screenshot('signin-5-reloaded');
  });

  it('shows what another account sees, and which of its tenants could not be read', async () => {
    emulator.entra.switches.mfaTenants.push(fabrikamTenant);
    await useAnotherThan(sam);
    await workbench.screenshot('signin-6-which');
    await workbench.quickPick.choose('Sign in to another account');
    await (await openWebsite(workbench.page)).pick(alex);
    await groups.row('rg-storefront-prod').waitFor();
    await groups.row('Fabrikam').waitFor();
    await workbench.screenshot('signin-6-another');
    // Sam could read Fabrikam, but it is Alex who looks.
    assert.deepEqual(await subscriptions(), contoso);
    await nothingAsks();
  });

  it('shows what is new in one tenant while the sign-in of another hangs', async () => {
    emulator.faults.add({ kind: 'hang', acted: false }, { path: new RegExp(`^/${fabrikamTenant}/oauth2/`) });
    await refresh();
    await until('it hangs', () => emulator.faults.hangingCount > 0);
    emulator.estate.addGroup(
      { subscriptionId: production, resourceGroup: 'rg-registry-prod', name: 'late' },
      groupBody({ location: 'westeurope', containers: [{ name: 'app', image: 'nginx' }] }),
      emulator.containers,
    );
    await refresh();
    await groups.row('rg-registry-prod').waitFor();
    assert.ok(emulator.faults.hangingCount > 0);
    await workbench.screenshot('signin-6-hanging');
    emulator.faults.clear();
    emulator.faults.cutHanging();
    await groups.row('Fabrikam').waitFor();
  });

  it('signs in to the tenant that wants it', async () => {
    await groups.click('Fabrikam');
    await (await allowSignIn(workbench.page)).pick(alex);
    await groups.row('rg-fabrikam-trial').waitFor();
    await groups.row('Fabrikam').waitFor({ state: 'hidden' });
    assert.deepEqual(await subscriptions(), [...contoso, fabrikam]);
    await workbench.screenshot('signin-6-both-tenants');
    emulator.entra.switches.mfaTenants.length = 0;
  });

  it("answers a challenge of Azure's with what it claims, and needs nobody for it", async () => {
    const { switches, requests } = emulator.entra;
    const before = requests.length;
    switches.claimsTenants.push(fabrikamTenant);
    await refresh();
    const answered = () =>
      requests
        .slice(before)
        .filter(({ tenant, claims }) => tenant === fabrikamTenant && claims?.includes('acrs'));
    await until('the challenge is answered', () => answered().length > 0);
    await groups.row('rg-fabrikam-trial').waitFor();
    assert.deepEqual(await subscriptions(), [...contoso, fabrikam]);
    assert.equal(await groups.row('Fabrikam').count(), 0);
    await nothingAsks();
    switches.claimsTenants.length = 0;
  });

  it('asks for a sign-in, once that is clicked, where a challenge cannot be answered without one', async () => {
    const { switches } = emulator.entra;
    switches.claimsTenants.push(emulator.tenantId);
    await refresh();
    await groups.row(refused).waitFor();
    await nothingAsks();
    await workbench.screenshot('signin-6-challenged');
    await groups.click(refused);
    await (await allowSignIn(workbench.page)).pick(alex);
    await groups.row(refused).waitFor({ state: 'hidden' });
    await groups.row('rg-storefront-prod').waitFor();
    await groups.row('rg-fabrikam-trial').waitFor();
    assert.deepEqual(await subscriptions(), [...contoso, fabrikam]);
    switches.claimsTenants.length = 0;
  });

  it('changes between accounts that are signed in without a website', async () => {
    await useAnotherThan(alex);
    await workbench.quickPick.choose(sam);
    await groups.row('Contoso Production').waitFor({ state: 'hidden' });
    await groups.row('rg-fabrikam-trial').waitFor();
    assert.deepEqual(await subscriptions(), [fabrikam]);
    await useAnotherThan(sam);
    await workbench.quickPick.choose(alex);
    await groups.row('rg-storefront-prod').waitFor();
    await groups.row('rg-fabrikam-trial').waitFor();
    assert.deepEqual(await subscriptions(), [...contoso, fabrikam]);
  });

  it('shows two accounts at once, what both see but once', async () => {
    await showAccount(alex);
    await workbench.quickPick.choose('Add an account…');
    await workbench.quickPick.choose('Microsoft account of VS Code');
    await workbench.dialog.says('wants to sign in using Microsoft');
    await workbench.dialog.press('Allow');
    await workbench.quickPick.titled('wants to access a Microsoft account');
    await workbench.quickPick.choose(sam);
    await workbench.quickPick.closed(); // VS Code's own list would close ours with itself
    await showAccount('2 accounts');
    await workbench.screenshot('signin-6-two-accounts');
    assert.deepEqual(await subscriptions(), [...contoso, fabrikam]);
    await workbench.quickPick.choose(sam);
    await workbench.quickPick.titled(sam);
    await workbench.quickPick.choose('Remove');
    await showAccount(alex);
    await workbench.quickPick.escape();
    await groups.row('rg-storefront-prod').waitFor();
    await groups.row('rg-fabrikam-trial').waitFor();
  });

  it('says so when Azure no longer takes the session, and asks nothing by itself', async () => {
    emulator.entra.revokeAll();
    await refresh();
    for (const label of [refused, 'Contoso', 'Fabrikam']) await groups.row(label).waitFor();
    const [first] = await groups.rows();
    assert.equal(first, `${refused} Your sign-in has ended.`);
    await nothingAsks();
    await workbench.screenshot('signin-7-revoked');
  });

  it('works again after signing in again', async () => {
    await groups.click(refused);
    await workbench.dialog.says('wants you to sign in again using Microsoft.');
    await (await allowSignIn(workbench.page)).pick(alex);
    await groups.row(refused).waitFor({ state: 'hidden' });
    await groups.row('rg-storefront-prod').waitFor();
    await groups.row('rg-fabrikam-trial').waitFor();
    assert.deepEqual(await subscriptions(), [...contoso, fabrikam]);
    await workbench.screenshot('signin-7-again');
  });

  it('tells how to sign out', async () => {
    await showAccount(alex);
    await workbench.quickPick.choose('Sign out…');
    await workbench.dialog.says('open the Accounts menu at the bottom of the activity bar');
    await workbench.screenshot('signin-8-how-to-sign-out');
    await workbench.dialog.press('Cancel');
    await workbench.dialog.closed();
  });

  it('shows nothing of an account that has been signed out', async () => {
    await signOut(workbench.page, sam);
    await workbench.dialog.says(`The account '${sam}' has been used by`);
    await workbench.screenshot('signin-9-sign-out');
    await workbench.dialog.press('Sign Out');
    await workbench.dialog.closed();
    await signOut(workbench.page, alex);
    await workbench.dialog.says(`The account '${alex}' has been used by`);
    await workbench.dialog.press('Sign Out');
    await welcome().waitFor();
    assert.deepEqual(await groups.rows(), []);
    await workbench.screenshot('signin-9-signed-out');
  });
});

/** No token for a code: what Entra answers where a tenant's rules forbid the application. */
function refusesCodes({ body }: Request): Response | undefined {
  if (new URLSearchParams(body).get('grant_type') !== 'authorization_code') return undefined;
  const why = "AADSTS90010: The grant type isn't supported over the /common or /consumers endpoints.";
  return { status: 400, body: { error: 'invalid_request', error_description: why, error_codes: [90010] } };
}
