import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { production } from '../../src/emulator/seed/contoso.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { until } from '../until.ts';

const category = 'Azure Container Instances';

/** A person with a folder that nothing was ever built from. */
describe('From a Dockerfile to a running group', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;
  let folder: string;

  const write = (name: string, text: string) => fs.writeFileSync(path.join(folder, name), text);
  const dockerfile = (run: string) =>
    [
      'FROM alpine:3.20',
      'WORKDIR /app',
      'COPY app.sh .',
      run,
      'EXPOSE 8080',
      'CMD ["/bin/sh", "/app/app.sh"]',
      '',
    ].join('\n');

  before(async () => {
    azure = await startAzure({ switches: { containers: { pace: 0.3 } } });
    folder = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'aci-e2e-')), 'greetings');
    fs.mkdirSync(folder);
    write('Dockerfile', dockerfile('RUN echo prepared'));
    write('app.sh', 'echo "hello from the folder"\necho "listening on 8080"\nsleep 100000\n');
    write('.env', 'TOKEN=x\n');
    workbench = await openOn(azure, { folder });
    await workbench.groups.row('rg-playground').waitFor();
  });
  after(async () => {
    await workbench.close();
    await azure.close();
    fs.rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  const registryPassword = () =>
    azure.registries.all.find(({ name }) => name === 'contosoprod')?.passwords[0] ?? assert.fail();
  const titled = (title: string) =>
    workbench.quickPick.titled(new RegExp(`${title}( \\(\\d+/\\d+\\))?$`, 'i'));
  const choose = async (title: string, label: string) => {
    await titled(title);
    await workbench.quickPick.choose(label);
  };
  const takeChoice = async (title: string) => {
    await titled(title);
    await workbench.page.locator('.quick-input-widget .monaco-list-row.focused').waitFor();
    await workbench.quickPick.accept();
  };
  const take = async (title: string) => {
    await titled(title);
    await workbench.quickPick.accept();
  };
  const theme = (name: string) => workbench.changeSettings({ 'workbench.colorTheme': name });

  it('names the step that fails, at its line', async () => {
    write('Dockerfile', dockerfile('RUN exit 3'));
    const { quickPick, notifications, output } = workbench;
    await workbench.palette(`${category}: Build and Run in Azure…`);
    await choose('Build image: Subscription', 'Contoso Production');
    await titled('Build image: Container registry');
    await workbench.screenshot('build-registry-dark');
    await quickPick.choose('contosoprod');
    await titled('Build image: Name and tag');
    assert.match(await quickPick.value(), /^greetings:\d{8}-\d{6}$/);
    await quickPick.type('greetings');
    await quickPick.message('Write a tag, too');
    await quickPick.enter('greetings:broken');
    await choose('Build image: Review', 'Build');
    await output.holds('greetings (build)', /Step 4\/6 : RUN exit 3/);
    await notifications.says(/Could not build greetings:broken\. Step 4 of 6 failed: RUN exit 3/);
    await notifications.press('Could not build greetings:broken', 'Open Dockerfile');
    // The tab says that there is a problem in the file, too.
    await workbench.page.getByRole('tab', { name: /^Dockerfile/ }).waitFor();
    await theme('Default High Contrast');
    await workbench.screenshot('build-failed-high-contrast');
    await theme('Dark Modern');
  });

  it('builds what the folder holds, and runs it by its digest', async () => {
    write('Dockerfile', dockerfile('RUN echo prepared'));
    const { quickPick, notifications, output, groups } = workbench;
    await workbench.palette(`${category}: Build and Run in Azure…`);
    await choose('Build image: Subscription', 'Contoso Production');
    await choose('Build image: Container registry', 'contosoprod');
    await titled('Build image: Name and tag');
    await quickPick.enter('greetings:1');
    await titled('Build image: Review');
    await quickPick.row('Files that look like secrets are sent').waitFor();
    await workbench.screenshot('build-review-dark');
    await quickPick.choose('Build');
    await output.holds('greetings (build)', /built greetings@sha256:[0-9a-f]{64}/);
    await titled('Create container group: Resource group');
    await workbench.screenshot('build-done-dark');
    await quickPick.choose('rg-storefront-prod');
    await choose('Create container group: Credential for the registry', 'Admin user');
    await take('Create container group: Name');
    await take('Create container group: Container name');
    await choose('Create container group: Location', 'West Europe');
    await takeChoice('Create container group: CPU and memory');
    await take('Create container group: DNS name label');
    await takeChoice('Create container group: Restart policy');
    await takeChoice('Create container group: Environment variables');
    await titled('Create container group: Review');
    await theme('Light Modern');
    await workbench.screenshot('build-group-review-light');
    await quickPick.choose('Create');
    await groups.row('greetings').waitFor();
    await notifications.says('Created "greetings".');
    await notifications.press('Created "greetings".', 'Follow Logs');
    await output.shows('hello from the folder');
    await workbench.screenshot('build-running-light');
    const made = azure.estate.group({
      subscriptionId: production,
      resourceGroup: 'rg-storefront-prod',
      name: 'greetings',
    });
    assert.match(JSON.stringify(made?.properties), /\/greetings@sha256:[0-9a-f]{64}/);
    assert.match(JSON.stringify(made?.properties), /"port":8080/);
  });

  it('builds anew and applies the new digest, after the changes were looked at', async () => {
    write('app.sh', 'echo "hello again"\nsleep 100000\n');
    const { quickPick, notifications, groups, output } = workbench;
    const image = (): string => {
      const group = { subscriptionId: production, resourceGroup: 'rg-storefront-prod', name: 'greetings' };
      const [found = ''] =
        /greetings@sha256:[0-9a-f]+/.exec(JSON.stringify(azure.estate.group(group)?.properties)) ?? [];
      return found;
    };
    const before = image();
    await groups.contextMenu('greetings', 'Build and Update…');
    await choose('Build image: Review', 'Build');
    await output.holds('greetings (build)', /built greetings@sha256:/);
    await quickPick.titled('Apply changes to "greetings"');
    await workbench.screenshot('build-update-review-light');
    await quickPick.choose('Apply and restart');
    // Azure never gives the registry's password back.
    await quickPick.message('Password');
    await quickPick.enter(registryPassword());
    await until('the new digest is in Azure', () => image() !== before);
    await notifications.says(/"greetings"/);
    assert.notEqual(before, '');
  });
});
