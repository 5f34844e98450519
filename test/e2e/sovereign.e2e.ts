import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { startEmulator, type Emulator } from '../../src/emulator/emulator.ts';
import { startCloudProxy, type CloudProxy } from './cloudProxy.ts';
import { allowSignIn } from './pages/microsoft.ts';
import type { Tree } from './pages/tree.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const category = 'Azure Container Instances';
const view = 'Container Instances';
const alex = 'alex@contoso.example';
const sam = 'sam@fabrikam.example';
const government = { login: 'login.microsoftonline.us', arm: 'management.usgovcloudapi.net' };
const stack = { login: 'login.stack.example', arm: 'management.stack.example' };
/** Where MSAL looks up who a sign-in that it doesn't know belongs to, and the way back from the browser. */
const others = ['login.microsoftonline.com', 'vscode.dev'];
const hosts = [...others, ...[government, stack].flatMap(({ login, arm }) => [login, arm])];

/*
 * One story in one window, with VS Code's own provider for other clouds. A proxy hands the hosts of Azure US Government
 * and of a custom cloud to the emulator; every other host is refused.
 */
describe("Signing in to other clouds with VS Code's own Microsoft provider", () => {
  let emulator: Emulator;
  let proxy: CloudProxy;
  let workbench: Workbench;
  let groups: Tree;

  const welcome = (cloud: string) =>
    workbench.page.getByRole('button', { name: `Sign in to ${cloud}`, exact: true });
  async function signIn(cloud: string): Promise<void> {
    await welcome(cloud).click();
    await workbench.quickPick.titled('Choose how to sign in');
    await workbench.quickPick.choose('Microsoft account of VS Code');
  }
  async function switchTo(cloud: string): Promise<void> {
    await workbench.palette(`${category}: Account and Cloud…`);
    await workbench.quickPick.titled('Account and cloud');
    await workbench.quickPick.choose(`Switch to ${cloud}`);
  }
  /** What VS Code's own setting says. */
  function setting(name: string): unknown {
    const file = path.join(workbench.server.profile, 'User/settings.json');
    const all = JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, unknown>;
    return all[`microsoft-sovereign-cloud.${name}`];
  }
  const scopes = () => [...new Set(emulator.entra.requests.map(({ scope }) => scope.split(' ')[0]))];

  before(async () => {
    emulator = await startEmulator({ certificateNames: hosts, switches: { entra: { passwordless: true } } });
    for (const { arm } of [government, stack]) emulator.entra.addResource(`https://${arm}`);
    proxy = await startCloudProxy(emulator, hosts);
    workbench = await openWorkbench({
      proxy: proxy.proxyUrl,
      env: proxy.env,
      settings: proxy.settings,
      allowedHosts: hosts,
    });
    workbench.server.addUserSettings({
      'aci.customCloud': {
        name: 'Stack',
        resourceManagerEndpoint: `https://${stack.arm}`,
        authorityHost: `https://${stack.login}`,
        portalUrl: 'https://portal.stack.example',
      },
    });
    groups = workbench.tree('Container Instances');
    await workbench.openViewContainer(view);
    await welcome('Azure').waitFor();
  });

  after(async () => {
    await workbench.close();
    await proxy.stop();
    await emulator.close();
  });

  it("asks before it changes VS Code's setting, and takes no for an answer", async () => {
    await switchTo('Azure US Government');
    await signIn('Azure US Government');
    await workbench.dialog.says('"microsoft-sovereign-cloud.environment" is not set. Change it to sign in?');
    await workbench.screenshot('sovereign-1-setting');
    await workbench.dialog.press('Cancel');
    await workbench.dialog.closed();
    await welcome('Azure US Government').waitFor();
    assert.deepEqual(await workbench.notifications.texts(), []);
    assert.equal(setting('environment'), undefined);
    assert.deepEqual(emulator.entra.requests, []);
  });

  it('signs in to Azure US Government: its sign-in, its audience, its Resource Manager', async () => {
    await signIn('Azure US Government');
    await workbench.dialog.press('Change the setting');
    await workbench.dialog.says('wants to sign in using USGovernment');
    await workbench.screenshot('sovereign-2-consent');
    const microsoft = await allowSignIn(workbench.page);
    assert.equal(new URL(microsoft.page.url()).host, government.login);
    await microsoft.pick(alex);
    await groups.row('rg-storefront-prod').waitFor();
    await workbench.screenshot('sovereign-2-signed-in');
    assert.equal(setting('environment'), 'USGovernment');
    assert.deepEqual(scopes(), [`https://${government.arm}/.default`]);
  });

  it('is silent from then on, after a reload of the window too', async () => {
    await workbench.reload();
    await groups.row('rg-storefront-prod').waitFor();
    assert.equal(await workbench.page.locator('.monaco-dialog-box:visible').count(), 0);
    assert.deepEqual(await workbench.notifications.texts(), []);
    assert.deepEqual(scopes(), [`https://${government.arm}/.default`]);
  });

  it('tells which cloud VS Code signs in to where that is another one', async () => {
    await switchTo('Stack');
    await signIn('your custom cloud');
    await workbench.dialog.says('You have not used the cloud "Stack" before.');
    await workbench.dialog.press('Sign in');
    await workbench.dialog.says(
      'another cloud than Stack: its setting "microsoft-sovereign-cloud.environment" is "USGovernment"',
    );
    await workbench.screenshot('sovereign-3-another');
  });

  it('signs in to a custom cloud, as its description has it', async () => {
    emulator.entra.requests.length = 0;
    await workbench.dialog.press('Change the setting');
    const microsoft = await allowSignIn(workbench.page);
    assert.equal(new URL(microsoft.page.url()).host, stack.login);
    await microsoft.pick(sam);
    await groups.row('rg-fabrikam-trial').waitFor();
    await workbench.screenshot('sovereign-3-signed-in');
    assert.deepEqual(scopes(), [`https://${stack.arm}/.default`]);
    assert.equal(setting('environment'), 'custom');
    assert.deepEqual(setting('customEnvironment'), {
      name: 'Stack',
      portalUrl: 'https://portal.stack.example',
      managementEndpointUrl: `https://${stack.arm}`,
      resourceManagerEndpointUrl: `https://${stack.arm}`,
      activeDirectoryEndpointUrl: `https://${stack.login}/`,
      activeDirectoryResourceId: `https://${stack.arm}`,
    });
  });

  it('says why it shows nothing where the setting names another cloud again', async () => {
    await switchTo('Azure US Government');
    await groups.row('Could not sign in').waitFor();
    const [reason] = await groups.rows();
    assert.match(reason ?? '', /VS Code signs in to another cloud than Azure US Government/);
    await workbench.screenshot('sovereign-4-elsewhere');
  });

  it('went nowhere else', () => {
    const foreign = proxy.refused.filter(host => /microsoft|azure|windows|stack/.test(host));
    assert.deepEqual(foreign, []);
  });
});
