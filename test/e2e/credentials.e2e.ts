import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { filesIn } from '../leaks/artifacts.ts';
import { until } from '../until.ts';
import { startRecordedEmulator } from './leaks.ts';
import { readBrowserStorage } from './pages/browserStorage.ts';
import { textEditor, type TextEditor } from './pages/textEditor.ts';
import type { Tree } from './pages/tree.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const fabrikamTenant = 'fab21ca4-1111-4222-8333-00000000fab1';
const contoso = ['Contoso Analytics', 'Contoso Development', 'Contoso Production'];
const fabrikam = 'Fabrikam Sandbox';
const category = 'Azure Container Instances';
const view = 'Container Instances';

/*
 * One story in one window. The emulator is a custom cloud: the extension knows of it what the settings say, and signs
 * in as an app registration, and as what the environment names.
 */
describe('Signing in without a person', () => {
  let emulator: Emulator;
  let workbench: Workbench;
  let groups: Tree;
  let folder: string;
  let editor: TextEditor;

  const welcome = (cloud = 'your custom cloud') =>
    workbench.page.getByRole('button', { name: `Sign in to ${cloud}`, exact: true });
  const app = () => `App ${emulator.clientId}`;
  const description = () =>
    workbench.page.locator('.pane-header .description, .composite.title .title-label').allInnerTexts();

  async function subscriptions(): Promise<readonly string[]> {
    return (await groups.rows()).filter(row => row === fabrikam || contoso.includes(row));
  }

  /** VS Code takes notice of its user settings when it writes them itself. */
  async function describeIt(custom: Readonly<Record<string, string>>): Promise<void> {
    const { page, server } = workbench;
    server.addUserSettings({ 'aci.customCloud': custom });
    await workbench.palette('Preferences: Open User Settings (JSON)');
    const tab = page.getByRole('tab', { name: 'settings.json' });
    await tab.waitFor();
    await page.locator('.editor-instance .view-line').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' ');
    await page.keyboard.press('Control+s');
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await workbench.palette('View: Close Editor');
    await tab.waitFor({ state: 'detached' });
  }

  async function chooseMethod(label: string): Promise<void> {
    await workbench.quickPick.titled('Choose how to sign in');
    await workbench.quickPick.choose(label);
  }

  async function enterApp(secret: string): Promise<void> {
    const { quickPick } = workbench;
    await quickPick.titled('Sign in: Tenant ID');
    await quickPick.enter(emulator.tenantId);
    await quickPick.titled('Sign in: Client ID');
    await quickPick.enter(emulator.clientId);
    await quickPick.titled('Sign in: Client secret');
    await quickPick.enter(secret);
  }

  async function account(): Promise<void> {
    await workbench.palette(`${category}: Account and Cloud…`);
    await workbench.quickPick.titled('Account and cloud');
  }

  before(async () => {
    emulator = await startRecordedEmulator();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-identity-'));
    const caFile = path.join(folder, 'ca.pem');
    fs.writeFileSync(caFile, emulator.ca);
    workbench = await openWorkbench({
      env: {
        NODE_EXTRA_CA_CERTS: caFile,
        AZURE_TENANT_ID: fabrikamTenant,
        AZURE_CLIENT_ID: emulator.clientId,
        AZURE_CLIENT_SECRET: emulator.clientSecret,
        IDENTITY_ENDPOINT: emulator.identityEndpoint,
        IDENTITY_HEADER: emulator.identityHeader,
      },
      // Without it the extension host does not look at NODE_EXTRA_CA_CERTS.
      settings: { 'http.systemCertificates': false },
    });
    groups = workbench.tree('Container Instances');
    editor = textEditor(workbench.page);
    await workbench.openViewContainer(view);
  });

  after(async () => {
    await workbench.close();
    await emulator.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('says what to do about a custom cloud that nobody has described', async () => {
    await welcome('Azure').waitFor();
    await account();
    await workbench.quickPick.choose('Switch to Custom cloud');
    await workbench.notifications.says(
      /Could not open Custom cloud\. Describe the cloud in the setting "aci\.customCloud"\./,
    );
    await workbench.screenshot('identity-1-not-described');
    await workbench.notifications.dismiss('Could not open Custom cloud');
  });

  it('says what is wrong with its description', async () => {
    const { resourceManagerEndpoint } = emulator;
    await describeIt({ name: 'Stack', resourceManagerEndpoint, authorityHost: 'http://login.example.com' });
    await workbench.notifications.says(
      /"authorityHost" in the setting "aci\.customCloud" has to begin with https/,
    );
    await workbench.screenshot('identity-1-not-safe');
    await workbench.notifications.dismiss('Could not open Stack');
  });

  it('goes there once the description is right, and asks nothing by itself', async () => {
    const { resourceManagerEndpoint, activeDirectoryEndpoint } = emulator;
    await describeIt({ name: 'Stack', resourceManagerEndpoint, authorityHost: activeDirectoryEndpoint });
    await account();
    await workbench.page.getByPlaceholder('Nobody is signed in to Stack.').waitFor();
    await workbench.quickPick.escape();
    await welcome().waitFor();
    assert.deepEqual(emulator.server.requests, []);
  });

  it('offers every way to sign in', async () => {
    await welcome().click();
    await workbench.quickPick.titled('Choose how to sign in');
    await workbench.screenshot('identity-2-methods');
    await workbench.quickPick.escape();
  });

  it('says why where the secret is wrong, and stays signed out', async () => {
    await welcome().click();
    await chooseMethod('App registration with a client secret');
    await enterApp('wrong~secret');
    await workbench.notifications.says(/Could not sign in\. .*client secret/);
    await workbench.screenshot('identity-3-wrong-secret');
    await workbench.notifications.dismiss('Could not sign in');
    await welcome().waitFor();
  });

  it('shows what the app registration sees', async () => {
    await welcome().click();
    await chooseMethod('App registration with a client secret');
    await enterApp(emulator.clientSecret);
    await groups.row('rg-storefront-prod').waitFor();
    assert.deepEqual(await subscriptions(), contoso);
    await workbench.screenshot('identity-4-app');
  });

  it('signs in silently in a restored window', async () => {
    await workbench.reload();
    await groups.row('rg-storefront-prod').waitFor();
    assert.equal(await workbench.page.locator('.quick-input-widget:visible').count(), 0);
    assert.deepEqual(await workbench.notifications.texts(), []);
  });

  it('shows another account beside it', async () => {
    await account();
    await workbench.quickPick.choose('Add an account…');
    await chooseMethod('Environment variables');
    await groups.row('rg-fabrikam-trial').waitFor();
    await until('both are shown', async () => (await subscriptions()).length === 4);
    assert.deepEqual(await subscriptions(), [...contoso, fabrikam]);
    assert.ok((await description()).some(text => text.includes('2 accounts')));
    await workbench.screenshot('identity-5-two-accounts');
    await account();
    await workbench.page.getByPlaceholder('Signed in to Stack as 2 accounts.').waitFor();
    await workbench.screenshot('identity-5-accounts');
    await workbench.quickPick.escape();
  });

  it("adds the machine's managed identity, which needs no secret", async () => {
    const machine = 'Managed identity of this machine';
    await account();
    await workbench.quickPick.choose('Add an account…');
    await chooseMethod('Managed identity');
    await workbench.quickPick.titled('Sign in: Managed identity');
    await workbench.screenshot('identity-5-managed');
    await workbench.quickPick.choose('System-assigned');
    await until('it is there', async () => (await description()).some(text => text.includes('3 accounts')));
    assert.ok(emulator.entra.requests.some(({ grant }) => grant === 'managed_identity'));
    await account();
    await workbench.quickPick.choose(machine);
    await workbench.quickPick.titled(machine);
    await workbench.quickPick.choose('Remove');
    await until('it is gone', async () => (await description()).some(text => text.includes('2 accounts')));
  });

  it('shows both in a restored window, and keeps a choice of subscriptions for each', async () => {
    await workbench.palette(`${category}: Select Subscriptions…`);
    await workbench.quickPick.titled('Select subscriptions');
    await workbench.quickPick.check('Contoso Analytics', false);
    await workbench.screenshot('identity-6-subscriptions');
    await workbench.quickPick.accept();
    await until('it is hidden', async () => (await subscriptions()).length === 3);
    await workbench.reload();
    await groups.row('rg-fabrikam-trial').waitFor();
    await groups.row('rg-storefront-prod').waitFor();
    assert.deepEqual(await subscriptions(), [...contoso.slice(1), fabrikam]);
  });

  it('shows the tenant that fails as one row, beside what the others brought', async () => {
    emulator.entra.switches.failingTenants.push(fabrikamTenant);
    emulator.entra.revokeAll();
    await workbench.viewAction(view, 'Refresh');
    await groups.row('Fabrikam').waitFor();
    await groups.row('rg-storefront-prod').waitFor();
    await workbench.screenshot('identity-7-failing-tenant');
    emulator.entra.switches.failingTenants.length = 0;
    await groups.click('Fabrikam');
    await groups.row('Fabrikam').waitFor({ state: 'detached' });
    await groups.row('rg-fabrikam-trial').waitFor();
  });

  it('removes an account', async () => {
    await account();
    await workbench.quickPick.choose('Environment variables');
    await workbench.quickPick.titled('Environment variables');
    await workbench.quickPick.choose('Remove');
    await groups.row(fabrikam).waitFor({ state: 'detached' });
    await groups.row('rg-storefront-prod').waitFor();
    await workbench.screenshot('identity-8-removed');
  });

  it('asks for a secret again that was forgotten, and says so in the view', async () => {
    await workbench.palette(`${category}: Forget Stored Secrets…`);
    await workbench.dialog.says('Forget all stored secrets?');
    await workbench.screenshot('identity-9-forget');
    await workbench.dialog.press('Forget them');
    await workbench.notifications.says('1 secret is forgotten.');
    await workbench.reload();
    const failed = 'Could not sign in';
    await groups.row(failed).waitFor();
    const [reason] = await groups.rows();
    assert.ok(reason?.startsWith(`${failed} ${app()} · The client secret is not stored any more.`), reason);
    await workbench.screenshot('identity-9-forgotten');
    await groups.click(failed);
    await workbench.quickPick.titled('Sign in: Client secret');
    await workbench.quickPick.enter(emulator.clientSecret);
    await groups.row('rg-storefront-prod').waitFor();
    await groups.row(failed).waitFor({ state: 'detached' });
  });

  it('opens a group of that cloud as a document', async () => {
    await groups.expand('rg-storefront-prod');
    await groups.inlineAction('storefront-web', 'Edit Group');
    await editor.tab('storefront-web.yaml').waitFor();
    await editor.lines.filter({ hasText: 'name: storefront-web' }).waitFor();
  });

  it('signs out, and stays signed out', async () => {
    await workbench.palette(`${category}: Sign Out…`);
    await workbench.dialog.says(`Sign out ${app()}?`);
    await workbench.screenshot('identity-10-sign-out');
    await workbench.dialog.press('Sign out');
    await welcome().waitFor();
    await workbench.reload();
    await welcome().waitFor();
    assert.deepEqual(await groups.rows(), []);
  });

  it('says so in the document that is still open, and asks nothing', async () => {
    const { page, dialog, quickPick, notifications } = workbench;
    await editor.lines.filter({ hasText: '# You are not signed in to Azure.' }).waitFor();
    const signIn = page.locator('.codelens-decoration').getByText('Sign in');
    await signIn.waitFor();
    await workbench.screenshot('identity-11-document');
    await quickPick.closed();
    assert.equal(await dialog.button('Cancel').count(), 0);
    assert.deepEqual(await notifications.texts(), []);
    assert.equal(await page.locator('.squiggly-error, .squiggly-warning').count(), 0);
    await editor.clickLens('Sign in', page.locator('.quick-input-widget:visible'));
    await chooseMethod('App registration with a client secret');
    await enterApp(emulator.clientSecret);
    await editor.lines.filter({ hasText: 'name: storefront-web' }).waitFor();
  });

  /** That no secret is among it is looked for when the window is closed. */
  it('is remembered where secrets are looked for afterwards', async () => {
    const kept = await readBrowserStorage(workbench.page);
    assert.ok(kept.some(({ content }) => content.includes(emulator.clientId)));
    const logs = [...filesIn(workbench.server.profile)].filter(({ where }) => where.startsWith('logs/'));
    assert.ok(logs.some(({ content }) => content.includes('Could not sign in')));
  });
});
