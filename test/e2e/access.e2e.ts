import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { development, production } from '../../src/emulator/seed/contoso.ts';
import { demoSeed } from '../../src/emulator/seed/demo.ts';
import type { Seed } from '../../src/emulator/seed/seed.ts';
import { textEditor, type TextEditor } from './pages/textEditor.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { until } from '../until.ts';

const where = 'rg-playground';
const container = 'Azure Container Instances Contributor Role';
const puller = `/subscriptions/${development}/resourceGroups/${where}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-playground`;
/** A group that pulls from a registry of another subscription by its managed identity. */
const pulling = (server: string) => `type: Microsoft.ContainerInstance/containerGroups
name: puller
location: eastus
identity:
  type: UserAssigned
  userAssignedIdentities:
    ${puller}: {}
properties:
  osType: Linux
  imageRegistryCredentials:
    - server: ${server}
      identity: ${puller}
  containers:
    - name: api
      properties:
        image: ${server}/payments/api:3.1.1
        resources: { requests: { cpu: 1, memoryInGB: 1 } }
`;
const scope = `/subscriptions/${development}/resourceGroups/${where}`;

describe('Permissions', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;
  /** The object id of whoever is signed in. */
  let myself: string;
  let folder: string;
  let editor: TextEditor;

  const find = (name: string) =>
    azure.estate.group({ subscriptionId: development, resourceGroup: where, name });
  const described = (label: string, text: RegExp) =>
    until(`"${label}" says ${String(text)}`, async () =>
      (await workbench.groups.rows()).some(row => row.startsWith(`${label} `) && text.test(row)),
    );

  /** Reads everything anew, and waits until the group's row is drawn: a click on one that is replaced is lost. */
  async function refresh(): Promise<void> {
    const reads = () =>
      azure.server.requests.filter(({ path }) => path.includes('/containerGroups/alpha?')).length;
    const before = reads();
    await workbench.viewAction('Container Instances', 'Refresh');
    await until('the group is read again', () => reads() > before);
    await described('alpha', /Running/);
  }

  before(async () => {
    const seed = demoSeed(Date.now());
    // Groups that are in motion for ever redraw their rows, and a click between two drawings is lost.
    const groups: Seed['groups'] = served =>
      [...seed.groups(served)].filter(({ resourceGroup }) => resourceGroup !== where);
    azure = await startAzure({
      seed: { ...seed, groups },
      switches: { containers: { pace: 0.1 }, arm: { registrationMs: 3000 } },
    });
    myself = azure.entra.directory.application.objectId;
    azure.add(development, where, 'alpha', {
      location: 'eastus',
      containers: [{ name: 'app', image: 'nginx' }],
    });
    await until('it has started', () => find('alpha')?.running.state === 'Running');
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-e2e-'));
    const registry = azure.registries.all.find(({ name }) => name === 'contosoprod');
    assert.ok(registry);
    fs.writeFileSync(path.join(folder, 'puller.yaml'), pulling(registry.loginServer));
    workbench = await openOn(azure, { folder });
    editor = textEditor(workbench.page);
    await workbench.groups.expand(where);
    await described('alpha', /Running/);
  });
  after(async () => {
    await workbench.close();
    await azure.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('tell a reader who stops a group which role would allow it, before anything is sent', async () => {
    const { groups, notifications } = workbench;
    azure.arm.switches.restrictions.push({ scope, access: 'read', objectId: myself });
    await refresh();
    await groups.contextMenu('alpha', 'Stop');
    const said = await notifications.says('Your account may not stop "alpha"');
    assert.match(said, new RegExp(`The role "${container}" on the resource group "${where}" would allow it`));
    assert.deepEqual(azure.changes(), []);
    await workbench.screenshot('access-lacking-dark');
    await notifications.press('Your account may not stop', 'Grant Access…');
    const mayNot = 'Your account may not give others access';
    assert.match(await notifications.says(mayNot), /"Owner" or "User Access Administrator"/);
    await workbench.screenshot('access-not-owner-dark');
    await notifications.dismiss(mayNot);
  });

  it('tell a reader who saves an edited group the same, and keep what was typed', async () => {
    const { groups, notifications, page } = workbench;
    await groups.inlineAction('alpha', 'Edit Group');
    await page.getByRole('tab', { name: 'alpha.yaml', exact: true }).waitFor();
    await editor.lines.filter({ hasText: 'image: nginx' }).waitFor();
    await editor.replace('image: nginx', 'image: redis');
    await editor.save();
    const said = await notifications.says('Your account may not change "alpha"');
    assert.match(said, new RegExp(`The role "${container}" on the resource group "${where}" would allow it`));
    await workbench.screenshot('access-document-dark');
    assert.deepEqual(azure.changes(), []);
    assert.match(await editor.lines.innerText(), /redis/);
    await notifications.dismiss('Your account may not change');
    await workbench.palette('Azure Container Instances: Discard Draft');
    await editor.lines.filter({ hasText: 'image: nginx' }).waitFor();
  });

  it('are given to an object id by an owner, once, and count after that', async () => {
    const { groups, notifications, quickPick } = workbench;
    const { restrictions } = azure.arm.switches;
    restrictions.length = 0;
    for (const outcome of ['now has the role', 'had the role']) {
      await groups.contextMenu(where, 'Grant Access…');
      await quickPick.titled('Grant access: Role');
      await workbench.screenshot('access-role-dark');
      await quickPick.choose(container);
      await quickPick.titled('Grant access: To whom');
      await workbench.screenshot('access-whom-dark');
      await quickPick.choose('Type an object id…');
      await quickPick.titled('Grant access: Object id');
      await quickPick.type('me');
      await quickPick.message('An object id looks like');
      await workbench.screenshot('access-object-id-dark');
      await quickPick.enter(myself);
      // Whether the directory tells the kind or the person does.
      await quickPick.titled(/Kind|Review/);
      if ((await quickPick.title()).includes('Kind'))
        await quickPick.choose('application or managed identity');
      await quickPick.titled('Grant access: Review');
      await workbench.screenshot('access-review-dark');
      await quickPick.accept();
      await notifications.says(outcome);
      await workbench.screenshot(`access-granted-${outcome.startsWith('now') ? 'new' : 'old'}-dark`);
      await notifications.dismiss(outcome);
    }
    assert.equal(azure.arm.assignments.all.length, 1);
    assert.equal(azure.arm.assignments.all[0]?.principalType, 'ServicePrincipal');

    restrictions.push({ scope, access: 'read', objectId: myself });
    await refresh();
    await groups.contextMenu('alpha', 'Stop');
    await described('alpha', /Stopped/);
    restrictions.length = 0;
  });

  it('are not given by somebody who lost the right to meanwhile, which is said as clearly', async () => {
    const { groups, notifications, quickPick } = workbench;
    const { restrictions } = azure.arm.switches;
    await groups.contextMenu(where, 'Grant Access…');
    await quickPick.titled('Grant access: Role');
    await quickPick.choose('Reader');
    await quickPick.titled('Grant access: To whom');
    await quickPick.choose('id-playground');
    await quickPick.titled('Grant access: Review');
    restrictions.push({ scope, access: 'read', objectId: myself });
    await quickPick.accept();
    const mayNot = 'Your account may not give others access';
    assert.match(await notifications.says(mayNot), /"Owner" or "User Access Administrator"/);
    restrictions.length = 0;
    assert.equal(azure.arm.assignments.all.length, 1);
    await notifications.dismiss(mayNot);
  });

  it('are offered to the identity that a document pulls as', async () => {
    const { dialog, notifications, quickPick } = workbench;
    await editor.open('puller.yaml');
    await workbench.palette('Azure Container Instances: Deploy to Azure Container Instances…');
    await quickPick.choose('Contoso Development');
    await quickPick.choose(where);
    await dialog.says('Create it?');
    await dialog.press('Create');
    await dialog.says('"id-playground" may not pull from "contosoprod" yet.');
    await workbench.screenshot('access-pull-dark');
    await dialog.press('Assign AcrPull');
    await notifications.says('Created "puller".');
    const [given] = azure.arm.assignments.all.filter(({ role }) => role.roleName === 'AcrPull');
    assert.equal(given?.principalType, 'ServicePrincipal');
    assert.match(given.scope, /\/registries\/contosoprod$/);
    await until('it runs', () => find('puller')?.running.state === 'Running');
    azure.estate.removeGroup({ subscriptionId: development, resourceGroup: where, name: 'puller' });
    await notifications.dismiss('Created "puller".');
  });

  it('are listed: who has which role, and where it was given', async () => {
    const { groups, quickPick } = workbench;
    await groups.contextMenu(where, 'Who Has Access');
    await quickPick.titled(`Who has access to the resource group "${where}"`);
    await until('somebody is listed', async () => (await quickPick.labels()).length > 0);
    await workbench.screenshot('access-who-dark');
    assert.equal((await quickPick.labels()).length, 1);
    await quickPick.accept();
    await quickPick.closed();
  });

  it('are no use in a subscription that is not registered, until somebody registers it', async () => {
    const { groups, notifications } = workbench;
    const { subscriptions } = azure.estate;
    const at = subscriptions.findIndex(({ subscriptionId }) => subscriptionId === production);
    const known = subscriptions[at];
    assert.ok(known);
    subscriptions[at] = { ...known, registered: false };
    for (const group of azure.estate.groups(production)) azure.estate.removeGroup(group);
    await workbench.viewAction('Container Instances', 'Refresh');
    const row = 'Not registered';
    await groups.row(row).waitFor();
    await workbench.screenshot('access-unregistered-dark');
    await groups.click(row);
    await notifications.says('Registering container instances');
    await workbench.screenshot('access-registering-dark');
    await notifications.says('Container instances are registered in');
    await groups.row('No container groups yet').waitFor();
    await workbench.screenshot('access-registered-dark');
  });
});
