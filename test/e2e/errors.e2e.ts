import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { development } from '../../src/emulator/seed/contoso.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { until } from '../until.ts';

const category = 'Azure Container Instances';

describe('When something is wrong', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;

  before(async () => {
    azure = await startAzure({ switches: { containers: { pace: 0.1 } } });
    workbench = await openOn(azure);
    await workbench.groups.expand('rg-playground');
    await workbench.groups.row('hello').waitFor();
    // What may be done there was read while one still might: from then on it is Azure that refuses.
    await until('the permissions are known', () =>
      azure.server.requests.some(({ path }) => /rg-playground\/.*\/permissions\b/i.test(path)),
    );
  });
  after(async () => {
    await workbench.close();
    await azure.close();
  });

  const described = async (label: string, text: string | RegExp) =>
    until(`"${label}" says ${String(text)}`, async () =>
      (await workbench.groups.rows()).some(row => row.startsWith(label) && new RegExp(text).test(row)),
    );
  const isThere = (name: string) =>
    azure.estate.group({ subscriptionId: development, resourceGroup: 'rg-playground', name }) !== undefined;

  /** Sends a copy of `hello` by way of the review, with everything as in the original. */
  async function duplicate(name: string): Promise<void> {
    const { groups, quickPick } = workbench;
    await groups.contextMenu('hello', 'Duplicate Group…');
    await quickPick.titled('Create container group: Name');
    await quickPick.enter(name);
    await quickPick.titled('Create container group: DNS name label');
    await quickPick.accept();
    await create();
  }
  async function create(): Promise<void> {
    await workbench.quickPick.titled('Create container group: Review');
    await workbench.quickPick.choose('Create');
  }
  /** What is said, and that the draft is still there: the next try is one click. */
  async function refused(name: string, sentence: RegExp): Promise<void> {
    const { notifications, quickPick } = workbench;
    const said = await notifications.says(`Could not create "${name}"`);
    assert.match(said, sentence);
    assert.ok(!isThere(name));
    await notifications.press(`Could not create "${name}"`, 'Edit and try again');
    await notifications.gone(`Could not create "${name}"`);
    await quickPick.titled('Create container group: Review');
    assert.equal(await quickPick.row('Name').locator('.label-description').innerText(), name);
  }

  /** Whoever names a policy must not get VS Code to run a command, not even on a click. */
  async function shownPlain(message: string, text: string): Promise<void> {
    const said = await workbench.notifications.says(message);
    assert.ok(said.replaceAll('\u2060', '').includes(text), said);
    assert.equal(await workbench.notifications.toast(message).locator('a[href]').count(), 0);
  }

  it('says what is missing when the account may not create, and keeps the draft', async () => {
    const { switches } = azure.arm;
    // As slow as the real one: VS Code shows no more than three toasts within 800 ms.
    azure.server.interceptRequest = ({ method }) => (method === 'PUT' ? sleep(1000, undefined) : undefined);
    switches.restrictions.push({ scope: `/subscriptions/${development}`, access: 'read' });
    await duplicate('copy');
    await refused(
      'copy',
      /Your account is not allowed to do this\. The role "Azure Container Instances Contributor Role"/,
    );
    await workbench.screenshot('error-forbidden-draft-dark');
    switches.restrictions.pop();

    // Found before anything is sent: there is nothing for Azure to refuse.
    switches.coresPerRegion = 1;
    await create();
    const { dialog, quickPick } = workbench;
    await dialog.says('Could not create "copy": it does not fit. Nothing was sent.');
    await workbench.screenshot('error-quota-dark');
    await dialog.press('Edit');
    await quickPick.titled('Create container group: Review');
    assert.ok(!isThere('copy'));
    switches.coresPerRegion = 100;

    const attack = '[Europe](command:workbench.action.terminal.new)';
    switches.policies.push({ name: `Only in ${attack}`, deniedLocations: ['eastus'] });
    await create();
    await shownPlain('Could not create "copy"', attack);
    await refused('copy', /A policy does not allow this\./);
    switches.policies.pop();

    await create();
    await workbench.notifications.says('Created "copy".');
    await workbench.notifications.dismiss('Created "copy".');
    assert.ok(isThere('copy'));
    azure.server.interceptRequest = undefined;
  });

  it('says that Azure is out of reach, keeps what it knew, and goes on when it is back', async () => {
    const { groups } = workbench;
    azure.server.interceptRequest = () => 'drop';
    await workbench.palette(`${category}: Refresh`);
    await described('Could not read', /Azure cannot be reached\. Check your connection and try again\./);
    await groups.row('hello').waitFor();
    await workbench.screenshot('error-offline-dark');
    azure.server.interceptRequest = undefined;
    await groups.click('Could not read your tenants');
    await groups.row('Could not read your tenants').waitFor({ state: 'detached' });
    await groups.row('hello').waitFor();
  });

  it('says that the sign-in has ended', async () => {
    const { groups } = workbench;
    azure.server.interceptRequest = ({ url }) =>
      url.pathname.startsWith('/subscriptions') || url.pathname.startsWith('/tenants')
        ? {
            status: 401,
            headers: {
              'www-authenticate':
                'Bearer error="invalid_token", error_description="The access token has expired."',
            },
            body: {
              error: {
                code: 'ExpiredAuthenticationToken',
                message: 'The access token expiry is in the past.',
              },
            },
          }
        : undefined;
    await workbench.palette(`${category}: Refresh`);
    await described('Sign in to Azure again', /Your sign-in has ended\./);
    await groups.row('hello').waitFor();
    await workbench.screenshot('error-signed-out-dark');
    azure.server.interceptRequest = undefined;
    await workbench.palette(`${category}: Refresh`);
    await groups.row('Sign in to Azure again').waitFor({ state: 'detached' });
  });
});
