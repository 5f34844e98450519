import assert from 'node:assert/strict';
import { development } from '../../src/emulator/seed/contoso.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { until } from '../until.ts';

const category = 'Azure Container Instances';

describe('Creating a container group', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;

  before(async () => {
    azure = await startAzure({ switches: { containers: { pace: 0.3 } } });
    workbench = await openOn(azure, { theme: 'light' });
    await workbench.groups.row('rg-playground').waitFor();
  });
  after(async () => {
    await workbench.close();
    await azure.close();
  });

  /** Its whole title: "Image" is also how "Image source" begins. */
  const at = (step: string) =>
    workbench.quickPick.titled(new RegExp(`^Create container group: ${step}( \\(\\d+/\\d+\\))?$`, 'i'));
  /** Types what may not pass, and waits for the sentence that says so. */
  const refuses = async (text: string, sentence: string) => {
    await workbench.quickPick.type(text);
    await workbench.quickPick.message(sentence);
  };
  const choose = async (step: string, label: string) => {
    await at(step);
    await workbench.quickPick.choose(label);
  };
  const enter = async (step: string, text: string) => {
    await at(step);
    await workbench.quickPick.enter(text);
  };
  /** Takes the text that is offered. */
  const take = async (step: string) => {
    await at(step);
    await workbench.quickPick.accept();
  };
  /** Takes the choice that is highlighted, as soon as the choices are there. */
  const takeChoice = async (step: string) => {
    await at(step);
    await workbench.page.locator('.quick-input-widget .monaco-list-row.focused').waitFor();
    await workbench.quickPick.accept();
  };
  const group = (name: string, resourceGroup = 'rg-playground') =>
    azure.estate.group({ subscriptionId: development, resourceGroup, name });
  /** From the resource group's menu to the review, with everything as offered but these. */
  const draft = async (name: string, image: string) => {
    await workbench.groups.contextMenu('rg-playground', 'Create Container Group…');
    await choose('Image Source', 'Public image');
    await enter('Image', image);
    await enter('Name', name);
    await take('Container Name');
    await afterNames();
  };
  const afterNames = async () => {
    await takeChoice('Location');
    await takeChoice('Operating System');
    await takeChoice('CPU and Memory');
    await takeChoice('Network');
    await take('Ports');
    await take('DNS Name Label');
    await takeChoice('Restart Policy');
    await take('Command Line');
    await takeChoice('Environment Variables');
    await at('Review');
  };

  it('says what is wrong as one types, and sends nothing before Create', async () => {
    const { quickPick, page } = workbench;
    await workbench.palette(`${category}: Create Container Group…`);
    await choose('Subscription', 'Contoso Development');
    await choose('Resource Group', 'rg-archive-2024');
    await at('Image Source');
    await quickPick.back();
    await choose('Resource Group', 'rg-playground');
    await choose('Image Source', 'Public image');
    await at('Image');
    await refuses('Nginx:1.27', 'Capital letters are not allowed');
    await quickPick.type('nginx:1.27');
    await quickPick.message('Means docker.io/library/nginx:1.27');
    await quickPick.accept();

    await at('Name');
    await refuses('web_1', 'Only letters, digits and hyphens are allowed, not "_".');
    await refuses('web--1', 'Two hyphens in a row are not allowed.');
    await refuses('-web', 'It must begin and end with a letter or digit');
    await refuses('hello', '"hello" exists already in rg-playground. Type another name.');
    await workbench.screenshot('create-name-taken-light');
    await quickPick.accept();
    await quickPick.message('"hello" exists already');
    await quickPick.enter('typed-with-care');
    await take('Container Name');
    await choose('Location', 'West Europe');
    await takeChoice('Operating System');

    await choose('CPU and Memory', 'Custom size…');
    await enter('vCPUs', '2');
    await at('Memory');
    await refuses('0', 'Too small');
    await refuses('1e9', 'Too big: at most');
    await refuses('much', 'Type a number, as 1.5.');
    await quickPick.enter('3.5');
    await takeChoice('Network');

    await at('Ports');
    await refuses('0', '0 is out of range. Ports are whole numbers from 1 to 65535.');
    await refuses('70000', '70000 is out of range');
    await refuses('80,80', '80 is there twice. Remove one.');
    await refuses('8080:80', 'Container Instances cannot map ports');
    await quickPick.enter('80, 53/udp');
    await at('DNS Name Label');
    await quickPick.back();
    await at('Ports');
    assert.equal(await quickPick.value(), '80, 53/udp');
    await quickPick.accept();
    await take('DNS Name Label');
    await choose('Restart Policy', 'On failure');
    await at('Command Line');
    await refuses('sh -c "echo', 'is never closed');
    await quickPick.enter('/bin/sh -c "echo hi; sleep 9999"');

    await choose('Environment Variables', 'Add variable…');
    await quickPick.message('NAME=value');
    await refuses('LOG_LEVEL', '"LOG_LEVEL" has no "=". Type it as NAME=value.');
    await quickPick.enter('LOG_LEVEL=debug');
    await choose('Environment Variables', 'Add secure variable…');
    await quickPick.message('Name of the secure variable');
    await quickPick.enter('TOKEN');
    await quickPick.message('Value of TOKEN');
    await quickPick.enter('very-secret-value');
    await quickPick.row('TOKEN').waitFor();
    await workbench.screenshot('create-variables-light');
    await quickPick.choose('Done');

    await at('Review');
    await workbench.screenshot('create-review-light');
    await quickPick.choose('Open as YAML');
    await quickPick.closed();
    const lines = page.locator('.editor-instance .view-lines');
    await lines.filter({ hasText: 'typed-with-care' }).waitFor();
    const yaml = (await lines.innerText()).replaceAll('\u00a0', ' ');
    for (const part of ['nginx:1.27', 'memoryInGB: 3.5', 'port: 53', 'LOG_LEVEL', 'TOKEN']) {
      assert.ok(yaml.includes(part), `${part} is not in\n${yaml}`);
    }
    assert.ok(!yaml.includes('very-secret-value'));
    await workbench.screenshot('create-yaml-light');
    assert.deepEqual(azure.changes(), []);
  });

  it('creates in a new resource group, shows how it comes along, and the log on a click', async () => {
    const { quickPick, notifications, groups, output } = workbench;
    await workbench.palette(`${category}: Create Container Group…`);
    await choose('Subscription', 'Contoso Development');
    await choose('Resource Group', 'Create new resource group…');
    await at('New Resource Group');
    await refuses('rg-playground', '"rg-playground" exists already');
    await quickPick.enter('rg-brand-new');
    await choose('Location of the New Resource Group', 'West Europe');
    await choose('Image Source', 'Public image');
    await take('Image');
    await enter('Name', 'greeter');
    await take('Container Name');
    await afterNames();
    assert.equal(azure.estate.resourceGroup(development, 'rg-brand-new'), undefined);
    await quickPick.choose('Create');
    await azure.pulling(development, 'rg-brand-new', 'greeter');
    azure.time.hold();
    await notifications.says('Creating "greeter"');
    await notifications.says('Pulling image…');
    await workbench.screenshot('create-progress-light');
    azure.time.letGo();
    await groups.row('greeter').waitFor();
    await until(
      'the new row is selected',
      async () => (await groups.row('greeter').getAttribute('aria-selected')) === 'true',
    );
    await notifications.says('Created "greeter".');
    await workbench.screenshot('create-done-light');
    await notifications.press('Created "greeter".', 'Follow Logs');
    await output.shows('listening on port 80');
    await output.holds('greeteraci-helloworld (rg-brand-new)', /^listening on port 80$/m);
    await workbench.screenshot('create-followed-light');
    assert.equal(group('greeter', 'rg-brand-new')?.location, 'westeurope');
  });

  it('keeps the draft when the registry refuses the password', async () => {
    const { quickPick, notifications } = workbench;
    await workbench.groups.contextMenu('rg-playground', 'Create Container Group…');
    await choose('Image Source', 'Other private registry');
    await enter('Registry', 'emulator.azurecr.io');
    await enter('Image', 'team/app:1.0');
    await enter('User Name', 'emulator');
    await enter('Password', 'wrong');
    await enter('Name', 'private-app');
    await take('Container Name');
    await afterNames();
    await quickPick.choose('Create');
    await notifications.says(/Could not create "private-app"\. The image cannot be pulled\. \(/);
    await workbench.screenshot('create-refused-light');
    await notifications.press('Could not create "private-app"', 'Edit and try again');
    await at('Review');
    await quickPick.choose('Image');
    await takeChoice('Image Source');
    await take('Registry');
    await take('Image');
    await take('User Name');
    await enter('Password', 'emulator-password');
    await at('Review');
    await quickPick.choose('Create');
    await notifications.says('Created "private-app".');
    await notifications.dismiss('Created "private-app".');
    assert.ok(group('private-app'));
  });

  it('asks before it gives up a creation, keeps it or deletes it', async () => {
    const { quickPick, notifications, dialog, groups } = workbench;
    // Azure refuses to delete what it is still creating, so this takes as long as the pull.
    azure.containers.switches.pace = 0.1;
    await draft('second-thoughts', 'mcr.microsoft.com/aci-emulator/slow-pull');
    await quickPick.choose('Create');
    await groups.row('second-thoughts').waitFor();
    azure.time.hold();
    await notifications.press('Creating "second-thoughts"', 'Cancel');
    await dialog.says('"second-thoughts" is being created in Azure.');
    await workbench.screenshot('create-cancel-light');
    await dialog.press('Keep creating');
    await notifications.press('Creating "second-thoughts"', 'Cancel');
    await dialog.says('"second-thoughts" is being created in Azure.');
    await dialog.press('Delete');
    azure.time.letGo();
    await notifications.says('Deleted "second-thoughts".');
    await groups.row('second-thoughts').waitFor({ state: 'detached' });
    assert.equal(group('second-thoughts'), undefined);
    assert.ok(azure.changes().includes('DELETE second-thoughts'));
    await notifications.dismiss('Deleted "second-thoughts".');
  });

  it('makes another one like it', async () => {
    const { quickPick, notifications, groups } = workbench;
    await groups.expand('rg-playground');
    await groups.contextMenu('hello', 'Duplicate Group…');
    await at('Name');
    assert.equal(await quickPick.value(), 'aci-helloworld');
    await quickPick.enter('hello-again');
    await take('DNS Name Label');
    await at('Review');
    await workbench.screenshot('create-duplicate-light');
    await quickPick.choose('Create');
    await notifications.says('Created "hello-again".');
    await notifications.dismiss('Created "hello-again".');
    // A newer api-version shows the configuration that a group does not have.
    const containers = (name: string): unknown =>
      JSON.parse(JSON.stringify(group(name)?.properties['containers']), (key, value: unknown) =>
        key === 'configMap' ? undefined : value,
      );
    assert.deepEqual(containers('hello-again'), containers('hello'));
  });

  it('picks up a creation again after the window was loaded anew', async () => {
    const { quickPick, notifications, groups } = workbench;
    await draft('patient', 'mcr.microsoft.com/aci-emulator/slow-pull');
    await quickPick.choose('Create');
    azure.time.hold();
    await groups.row('patient').waitFor();
    await workbench.reload();
    await notifications.says('Creating "patient"');
    await workbench.screenshot('create-picked-up-light');
    azure.time.letGo();
    const created = () => group('patient')?.running.provisioningState === 'Succeeded';
    await until('Azure has created it', created);
    await notifications.says('Created "patient".');
    assert.equal(azure.changes().filter(change => change === 'PUT patient').length, 1);
  });
});
