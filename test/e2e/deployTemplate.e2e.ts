import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { development } from '../../src/emulator/seed/contoso.ts';
import { demoSeed } from '../../src/emulator/seed/demo.ts';
import type { Seed } from '../../src/emulator/seed/seed.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { webviewPage as deploymentPage, webviewPage as review } from './pages/webviewPage.ts';
import { textEditor, type TextEditor } from './pages/textEditor.ts';
import { until } from '../until.ts';

const where = 'rg-playground';

const group = (name: string, image: string, more: object = {}, volumeMounts: readonly object[] = []) => ({
  type: 'Microsoft.ContainerInstance/containerGroups',
  apiVersion: '2023-05-01',
  name,
  location: '[resourceGroup().location]',
  ...more,
  properties: {
    osType: 'Linux',
    containers: [
      {
        name: 'front',
        properties: {
          image,
          ...(volumeMounts.length > 0 && { volumeMounts }),
          resources: { requests: { cpu: 1, memoryInGB: 1 } },
        },
      },
    ],
    ...(volumeMounts.length > 0 && { volumes: [siteVolume] }),
  },
});

const siteVolume = {
  name: 'site',
  azureFile: {
    shareName: 'site',
    storageAccountName: "[parameters('account')]",
    storageAccountKey: "[listKeys(parameters('account'), '2023-01-01').keys[0].value]",
  },
};

const templateOf = (resources: readonly object[], more: object = {}) => ({
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  ...more,
  resources,
});

const shop = templateOf(
  [
    {
      type: 'Microsoft.Storage/storageAccounts',
      apiVersion: '2023-01-01',
      name: "[parameters('account')]",
      location: '[resourceGroup().location]',
      sku: { name: 'Standard_LRS' },
      kind: 'StorageV2',
    },
    {
      type: 'Microsoft.Storage/storageAccounts/fileServices/shares',
      apiVersion: '2023-01-01',
      name: "[concat(parameters('account'), '/default/site')]",
      dependsOn: ["[resourceId('Microsoft.Storage/storageAccounts', parameters('account'))]"],
    },
    group(
      'shop',
      'nginx',
      {
        dependsOn: [
          "[resourceId('Microsoft.Storage/storageAccounts/fileServices/shares', parameters('account'), 'default', 'site')]",
        ],
      },
      [{ name: 'site', mountPath: '/usr/share/nginx/html' }],
    ),
  ],
  {
    parameters: { account: { type: 'string', metadata: { description: 'Name of the storage account' } } },
    outputs: {
      account: { type: 'string', value: "[parameters('account')]" },
      key: { type: 'securestring', value: "[listKeys(parameters('account'), '2023-01-01').keys[0].value]" },
    },
  },
);
function withCpu(made: ReturnType<typeof group>, cpu: number) {
  const [container] = made.properties.containers;
  const requests = { cpu, memoryInGB: 1 };
  const containers = [{ name: 'front', properties: { ...container?.properties, resources: { requests } } }];
  return { ...made, properties: { ...made.properties, containers } };
}

const files = {
  'azuredeploy.json': shop,
  'broken.json': templateOf([group('broken', 'mcr.microsoft.com/aci-emulator/inaccessible')]),
  'huge.json': templateOf([withCpu(group('huge', 'nginx'), 500)]),
  'patient.json': templateOf([group('patient', 'mcr.microsoft.com/aci-emulator/slow-pull')]),
};

/* A person with templates of her own in an empty resource group. */
describe('A template that Azure deploys', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;
  let folder: string;
  let editor: TextEditor;

  const deployments = () => azure.changes().filter(change => /^PUT .*\/deployments\/[^/]+$/.test(change));
  const find = (name: string) =>
    azure.estate.group({ subscriptionId: development, resourceGroup: where, name });
  async function deploy(): Promise<void> {
    await workbench.palette('Azure Container Instances: Deploy to Azure Container Instances…');
    await workbench.quickPick.choose('Contoso Development');
    await workbench.quickPick.choose(where);
  }
  /** Shows what is open in all three kinds of themes. */
  async function shots(name: string): Promise<void> {
    const themes = [
      ['light', 'Light Modern'],
      ['contrast', 'Default High Contrast'],
      ['dark', 'Dark Modern'],
    ] as const;
    for (const [short, theme] of themes) {
      await workbench.changeSettings({ 'workbench.colorTheme': theme });
      await workbench.screenshot(`${name}-${short}`);
    }
  }

  before(async () => {
    const seed = demoSeed(Date.now());
    const groups: Seed['groups'] = served => [...seed.groups(served)].filter(({ name }) => name === 'hello');
    azure = await startAzure({ seed: { ...seed, groups }, switches: { containers: { pace: 0.1 } } });
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-e2e-'));
    for (const [name, template] of Object.entries(files))
      fs.writeFileSync(path.join(folder, name), JSON.stringify(template, undefined, 2));
    workbench = await openOn(azure, { folder });
    editor = textEditor(workbench.page);
    await workbench.page.mouse.move(700, 500); // a tooltip would be in the way
  });
  after(async () => {
    await workbench.close();
    await azure.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('is looked at before anything is sent: what it makes, and with which parameters', async () => {
    const { page, quickPick } = workbench;
    await editor.open('azuredeploy.json');
    await deploy();
    await quickPick.choose('Type the values');
    await quickPick.titled('Parameter account');
    await quickPick.message('Name of the storage account');
    await quickPick.enter('shopdata42');
    await quickPick.choose('Go on with these values');
    const shown = review(page);
    await shown.getByRole('heading', { name: `Deploy azuredeploy.json to ${where}?` }).waitFor();
    await shown.getByText('3 created.').waitFor();
    await shown.getByText('shopdata42 / default / site').waitFor();
    await shown.getByText(/^Estimated cost: \$\d.* per hour, \$\d.* per month$/).waitFor();
    assert.deepEqual(deployments(), []);
    await shots('deploy-template-review');
  });

  it('is sent whole, tells how it comes along, and shows the group that it made', async () => {
    const { page, quickPick, notifications, groups } = workbench;
    await review(page).getByRole('button', { name: 'Deploy' }).press('Enter');
    await notifications.says(`Deploying to ${where}`);
    await workbench.screenshot('deploy-template-progress-dark');
    const done = `Deployed the container group "shop" to ${where}.`;
    await notifications.says(done);
    assert.equal(deployments().length, 1);
    await groups.row('shop').waitFor();
    await notifications.press(done, 'Show Outputs…');
    await quickPick.titled(/Outputs of azuredeploy-/);
    await workbench.screenshot('deploy-template-outputs-dark');
    await quickPick.choose('account');
    const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()');
    await until('the output is copied', async () => (await clipboard()) === 'shopdata42');
    await quickPick.escape();
  });

  it('is not sent where a container group of it can not run', async () => {
    await editor.open('huge.json');
    await deploy();
    await workbench.dialog.says('Could not deploy "huge" of "huge.json": it does not fit. Nothing was sent.');
    await workbench.screenshot('deploy-template-unfit-dark');
    await workbench.dialog.press('Cancel');
    assert.equal(deployments().length, 1);
  });

  it('that fails is marked where Azure complains, and its deployment tells the whole', async () => {
    const { page, notifications } = workbench;
    await editor.open('broken.json');
    await deploy();
    await review(page).getByRole('button', { name: 'Deploy' }).click();
    const failed = /The deployment "broken-[\d-]+" failed/;
    await notifications.says(failed);
    await page.locator('.squiggly-error').first().waitFor();
    await workbench.screenshot('deploy-template-failed-dark');
    await notifications.press(failed, 'Open Deployment');
    const shown = deploymentPage(page);
    await shown.getByRole('heading', { name: 'What went wrong' }).waitFor();
    await shown.getByText('DeploymentFailed').first().waitFor();
    await shots('deployment-failed');
  });

  it('is picked up again after the window was loaded anew', async () => {
    const { page, notifications } = workbench;
    await editor.open('patient.json');
    await deploy();
    await review(page).getByRole('button', { name: 'Deploy' }).click();
    await azure.pulling(development, where, 'patient');
    azure.time.hold();
    await workbench.reload();
    await notifications.says(`Deploying to ${where}`);
    await workbench.screenshot('deploy-template-picked-up-dark');
    azure.time.letGo();
    await until('Azure has made it', () => find('patient')?.running.provisioningState === 'Succeeded');
    await notifications.says(`Deployed the container group "patient" to ${where}.`);
    assert.equal(deployments().filter(change => change.includes('/patient-')).length, 1);
  });

  it('is among the deployments of its resource group, with what one can do with it', async () => {
    const { page, groups, quickPick } = workbench;
    await workbench.palette('Notifications: Clear All Notifications');
    await workbench.openViewContainer('Container Instances');
    await groups.contextMenu(where, 'Show Deployments…');
    await quickPick.titled(`Deployments of ${where}`);
    await until('all are listed', async () => (await quickPick.labels()).length === 3);
    await workbench.screenshot('deployments-dark');
    const [latest = ''] = await quickPick.labels();
    assert.match(latest.trim(), /^patient-/);
    await quickPick.accept();
    await quickPick.titled(/^patient-/);
    await workbench.screenshot('deployment-actions-dark');
    await quickPick.choose('Open Deployment');
    await deploymentPage(page).getByRole('heading', { name: 'Resources' }).waitFor();
    await deploymentPage(page).getByRole('link', { name: 'Show Template' }).click();
    await editor.lines.filter({ hasText: 'slow-pull' }).waitFor();
    await workbench.screenshot('deployment-template-dark');
  });

  it('is deployed again from there, and says that nothing changes', async () => {
    const { page } = workbench;
    await page.getByRole('tab', { name: /^patient-[\d-]+$/ }).click();
    await deploymentPage(page).getByRole('link', { name: 'Deploy Again…' }).click();
    await review(page)
      .getByRole('heading', { name: /Deploy patient-.*\? *$|Deploy patient-/ })
      .waitFor();
    await workbench.screenshot('deploy-again-dark');
    await review(page).getByRole('button', { name: 'Cancel' }).click();
    assert.equal(deployments().length, 3);
  });
});
