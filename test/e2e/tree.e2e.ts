import assert from 'node:assert/strict';
import { analytics, development, production } from '../../src/emulator/seed/contoso.ts';
import { emptySeed, emptySubscription } from '../../src/emulator/seed/empty.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { until } from '../until.ts';

const category = 'Azure Container Instances';
const view = 'Container Instances';

describe('The tree on a real estate', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;

  before(async () => {
    azure = await startAzure();
    azure.time.hold(); // a group is still pulling
    workbench = await openOn(azure);
  });
  after(async () => {
    await workbench.close();
    await azure.close();
  });

  /** Label and description of the row that begins with `label`. */
  const rowOf = async (label: string): Promise<string> =>
    (await workbench.groups.rows()).find(row => row.startsWith(`${label} `) || row === label) ?? '';
  const shows = (label: string, text: RegExp) =>
    until(`"${label}" says ${String(text)}`, async () => text.test(await rowOf(label)));

  it('shows what each group does, in words and to a screen reader', async () => {
    const { groups } = workbench;
    // One folder after the other: VS Code may shut one again that is opened while another's rows come.
    await groups.expand('rg-jobs');
    await shows('import-orders', /^import-orders Failed · 1 container$/);
    await shows('wordcount-nightly', /^wordcount-nightly Succeeded · 1 container$/);
    await groups.expand('rg-payments-dev');
    await shows('payments-crashing', /^payments-crashing Crash loop · 1 container$/);
    await shows('payments-idle', /^payments-idle Stopped · 2 containers$/);
    await groups.expand('rg-playground');
    await shows('hello', /^hello Running · \d+\.\d+\.\d+\.\d+ · 1 container$/);
    await shows('still-pulling', /^still-pulling Pending · 1 container$/);
    assert.match(
      await groups.spoken('hello'),
      /^Container group hello, Running, \d+\.\d+\.\d+\.\d+, 1 container$/,
    );
    assert.equal(await groups.spoken('rg-jobs'), 'Resource group rg-jobs');
    assert.equal(await groups.spoken('Contoso Production'), 'Subscription Contoso Production');
    await workbench.screenshot('tree-dark');
    azure.time.letGo();
  });

  it('tells more of a row to whoever points at it', async () => {
    const { groups } = workbench;
    const hello = await groups.tooltip('hello');
    for (const fact of [
      'hello — Running',
      'Image: mcr.microsoft.com/azuredocs/aci-helloworld:latest',
      'Size: 1 vCPU, 1.5 GB',
      'FQDN: contoso-hello.eastus.azurecontainer.io',
      'Ports: 80/TCP',
      'Restart policy: Always',
      'Last event: Started',
    ]) {
      assert.ok(hello.includes(fact), `${fact} is not in\n${hello}`);
    }
    await groups.expand('import-orders');
    const container = await groups.tooltip('import');
    assert.match(container, /Restart count: 0\s[^]*Exit code: 1\s/);
    assert.match(
      await groups.spoken('import'),
      /^Container import, Terminated: exit code 1, image python:3\.12-slim$/,
    );
    await groups.collapse('import-orders');
  });

  it('makes neither links nor formatting of what strangers wrote', async () => {
    const evil =
      '[click](command:workbench.action.reloadWindow) **bold** <b>b</b> https://evil.example $(alert)';
    azure.add(development, 'rg-playground', 'hostile', {
      location: 'eastus',
      containers: [{ name: 'x', image: '[x](command:evil)' }],
      tags: { evil },
    });
    const { groups, page } = workbench;
    await workbench.palette(`${category}: Refresh`);
    await shows('hostile', /Pending|Running/);
    const hover = await groups.pointAt('hostile');
    const text = await hover.innerText();
    assert.ok(text.includes(`Tag: evil: ${evil}`), text);
    assert.ok(text.includes('Image: [x](command:evil)'), text);
    assert.equal(await hover.locator('a, b, .codicon').count(), 0);
    await page.mouse.move(0, 0);
    await hover.waitFor({ state: 'hidden' });
  });

  it('shows what changed outside after a refresh', async () => {
    const { groups } = workbench;
    azure.estate.removeGroup({
      subscriptionId: development,
      resourceGroup: 'rg-playground',
      name: 'hostile',
    });
    azure.add(development, 'rg-playground', 'newcomer', {
      location: 'eastus',
      containers: [{ name: 'x', image: 'nginx' }],
    });
    // With a row in focus, which VS Code hands over to the actions of the title, too.
    await groups.click('hello');
    await workbench.viewAction(view, 'Refresh');
    await groups.row('newcomer').waitFor();
    await groups.row('hostile').waitFor({ state: 'detached' });
  });

  it('offers for several rows only what all of them allow', async () => {
    const { groups } = workbench;
    await groups.click('hello');
    const alone = await groups.contextMenuEntries('hello');
    assert.deepEqual(alone, [
      'Open in Browser',
      'Follow Logs',
      'Open Log Snapshot',
      'Diagnose',
      'Show Metrics',
      'Show Activity',
      'Duplicate Group…',
      'Edit Group',
      'Export As…',
      'Stop',
      'Restart',
      'Open Terminal',
      'Run Command…',
      'Copy Resource ID',
      'Copy FQDN',
      'Copy IP Address',
      'Copy As…',
      'Copy for Agent',
      'Delete Group…',
      'Refresh',
      'View Properties',
    ]);
    await groups.click('heartbeat', ['ControlOrMeta']);
    assert.deepEqual(await groups.contextMenuEntries('hello'), [
      'Follow Logs',
      'Stop',
      'Restart',
      'Copy Resource ID',
      'Delete Group…',
      'Refresh',
    ]);
    await groups.click('rg-jobs', ['ControlOrMeta']);
    assert.deepEqual(await groups.contextMenuEntries('hello'), ['Refresh']);
    await groups.click('hello');
  });

  it('filters while one types, and shows everything again', async () => {
    const { groups, quickPick, page } = workbench;
    await workbench.viewAction(view, 'Filter Container Groups…');
    await quickPick.titled('Filter container groups');
    await quickPick.type('payments dev');
    await groups.row('rg-jobs').waitFor({ state: 'detached' });
    await groups.row('payments-idle').waitFor();
    await page.getByText('Filter: payments dev — 3 of').waitFor();
    await workbench.screenshot('tree-filter-dark');
    await quickPick.type('nothing like this');
    await groups.row('No container group matches "nothing like this"').waitFor();
    await workbench.screenshot('tree-filter-nothing-dark');
    await quickPick.type('crash');
    await groups.row('payments-crashing').waitFor();
    await quickPick.accept();
    await quickPick.closed();
    await workbench.viewAction(view, 'Clear Filter');
    await groups.row('rg-jobs').waitFor();
  });

  it('gathers groups by location or tag', async () => {
    const { groups, quickPick } = workbench;
    await workbench.palette(`${category}: Group By…`);
    await quickPick.choose('Location');
    await groups.expand('westus');
    await groups.row('iis-legacy').waitFor();
    assert.equal(await groups.spoken('westus'), 'Location westus');
    await workbench.palette(`${category}: Group By…`);
    await quickPick.choose('Tag…');
    await quickPick.titled('Group by which tag?');
    await quickPick.choose('cost-center');
    await groups.expand('1234');
    await groups.row('agent-01').waitFor();
    await groups.row('without the tag "cost-center"').waitFor();
    await workbench.screenshot('tree-by-tag-dark');
    await workbench.palette(`${category}: Group By…`);
    await quickPick.choose('Resource group');
    await groups.row('rg-build-agents').waitFor();
  });

  it('says below a subscription why it could not be read, and leaves the others alone', async () => {
    const { groups } = workbench;
    azure.arm.switches.restrictions.push({ scope: `/subscriptions/${production}`, access: 'none' });
    azure.server.interceptRequest = ({ method, url }) =>
      method === 'GET' && url.pathname.toLowerCase().includes(`/${analytics}/providers/`)
        ? { status: 500, body: { error: { code: 'InternalServerError', message: 'Something broke.' } } }
        : undefined;
    await workbench.palette(`${category}: Refresh`);
    await shows('Contoso Analytics', /could not be read/);
    await shows(
      'Could not read the container groups',
      /Azure did not answer as it should\. Try again in a moment\./,
    );
    await groups.row('rg-playground').waitFor();
    const failed = await groups.tooltip('Could not read the container groups');
    assert.match(failed, /Something broke\.[^]*Code: InternalServerError/);
    assert.deepEqual(await groups.contextMenuEntries('Contoso Development'), [
      'Usage and Quota',
      'Create Container Group…',
      'Refresh',
    ]);
    await workbench.screenshot('tree-failed-dark');
    azure.server.interceptRequest = undefined;
    azure.arm.switches.restrictions.pop();
    await groups.click('Could not read the container groups');
    await groups.row('Could not read the container groups').waitFor({ state: 'detached' });
    assert.equal(await rowOf('Contoso Analytics'), 'Contoso Analytics');
    await workbench.palette(`${category}: Refresh`);
    await groups.row('Contoso Production').waitFor();
  });

  it('shows the chosen subscriptions only, and remembers them over a reload', async () => {
    const { quickPick } = workbench;
    await workbench.palette(`${category}: Select Subscriptions…`);
    await quickPick.titled('Select subscriptions');
    for (const name of ['Contoso Production', 'Contoso Development']) await quickPick.check(name, false);
    await quickPick.accept();
    await workbench.groups.row('Contoso Development').waitFor({ state: 'detached' });
    await workbench.reload();
    await workbench.openViewContainer(view);
    await workbench.groups.row('rg-jobs').waitFor();
    assert.equal(await workbench.groups.row('Contoso Development').count(), 0);
  });
});

describe('The tree on an empty estate', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;

  before(async () => {
    azure = await startAzure({ seed: emptySeed });
    workbench = await openOn(azure, { theme: 'light' });
  });
  after(async () => {
    await workbench.close();
    await azure.close();
  });

  it('says that there is nothing yet, and a click creates the first group', async () => {
    const { groups, quickPick } = workbench;
    await groups.row('No container groups yet').waitFor();
    assert.deepEqual(await groups.rows(), ['Pay-As-You-Go', 'No container groups yet Click to create one.']);
    await workbench.screenshot('tree-empty-light');
    await groups.click('No container groups yet');
    await quickPick.titled('Create container group: New resource group');
    await quickPick.escape();
    await quickPick.closed();
    assert.deepEqual(azure.changes(), []);
  });

  it('shows empty resource groups to whoever wants them', async () => {
    const { groups, quickPick } = workbench;
    azure.estate.addResourceGroup({ subscriptionId: emptySubscription, name: 'rg-new', location: 'westus' });
    await workbench.changeSettings({ 'aci.showEmptyResourceGroups': true });
    await groups.expand('rg-new');
    await groups.row('No container groups').click();
    await quickPick.titled('Create container group: Image source');
    await quickPick.escape();
    await quickPick.closed();
  });
});
