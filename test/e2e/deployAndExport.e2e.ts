import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { development } from '../../src/emulator/seed/contoso.ts';
import { demoSeed } from '../../src/emulator/seed/demo.ts';
import type { Seed } from '../../src/emulator/seed/seed.ts';
import { openOn, startAzure, type Azure, type WorkbenchOnAzure } from './azure.ts';
import { until } from '../until.ts';
import { review } from './pages/webview.ts';
import { textEditor, type TextEditor } from './pages/textEditor.ts';

const where = 'rg-playground';
const odd = 'rg (Übung)_1.a';

const group = (image: string) => `# A shop.
type: Microsoft.ContainerInstance/containerGroups
name: shop
location: eastus
properties:
  osType: Linux
  containers:
    - name: front
      properties:
        image: ${image}
        resources:
          requests:
            cpu: 1
            memoryInGB: 1
`;

const template = {
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  parameters: {
    prefix: { type: 'string', metadata: { description: 'What its name begins with' } },
    apiKey: { type: 'secureString' },
    policy: { type: 'string', allowedValues: ['Never', 'Always'] },
  },
  variables: { name: "[concat(parameters('prefix'), '-api')]" },
  resources: [
    {
      type: 'Microsoft.ContainerInstance/containerGroups',
      apiVersion: '2023-05-01',
      name: "[variables('name')]",
      location: '[resourceGroup().location]',
      properties: {
        osType: 'Linux',
        restartPolicy: "[parameters('policy')]",
        containers: [
          {
            name: 'api',
            properties: {
              image: 'nginx',
              environmentVariables: [{ name: 'API_KEY', secureValue: "[parameters('apiKey')]" }],
              resources: { requests: { cpu: 1, memoryInGB: 1 } },
            },
          },
        ],
      },
    },
  ],
};
const unknown = {
  ...template,
  parameters: {
    apiKey: { type: 'secureString', defaultValue: '' },
    policy: { type: 'string', defaultValue: 'Never' },
  },
  variables: { name: "[nowhere('a')]" },
};

/* A person with files of her own, and groups that are there already. */
describe('Files that become groups, and groups that become files', () => {
  let azure: Azure;
  let workbench: WorkbenchOnAzure;
  let folder: string;
  let editor: TextEditor;

  const changes = () => azure.changes().filter(change => !change.startsWith('POST'));
  const find = (resourceGroup: string, name: string) =>
    azure.estate.group({ subscriptionId: development, resourceGroup, name });
  const properties = (name: string) => JSON.stringify(find(where, name)?.properties);
  const deploy = 'Azure Container Instances: Deploy to Azure Container Instances…';
  async function deployTo(resourceGroup = where): Promise<void> {
    await workbench.palette(deploy);
    await workbench.quickPick.choose('Contoso Development');
    await workbench.quickPick.choose(resourceGroup);
  }

  before(async () => {
    const seed = demoSeed(Date.now());
    const groups: Seed['groups'] = served => [...seed.groups(served)].filter(({ name }) => name === 'hello');
    azure = await startAzure({ seed: { ...seed, groups }, switches: { containers: { pace: 0.1 } } });
    azure.estate.addResourceGroup({ subscriptionId: development, name: odd, location: 'eastus' });
    azure.add(development, where, 'far', {
      location: 'westus',
      containers: [{ name: 'front', image: 'nginx', cpu: 1, memory: 1 }],
    });
    azure.add(development, odd, 'cart', {
      location: 'eastus',
      public: true,
      tags: { team: 'web', 'cost-center': '0815' },
      containers: [{ name: 'cart', image: 'nginx', env: { MODE: "it's $HOME" }, ports: [80] }],
      credentials: [{ server: 'shop.azurecr.io', username: 'shop', password: 'hunter2' }],
    });
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aci-e2e-'));
    const files = {
      'shop.aci.yaml': group('nginx'),
      'far.aci.yaml': group('nginx').replace('name: shop', 'name: far').replace('location: eastus\n', ''),
      'api.template.json': JSON.stringify(template, undefined, 2),
      'odd.template.json': JSON.stringify(unknown, undefined, 2),
    };
    for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
    workbench = await openOn(azure, { folder, theme: 'light' });
    editor = textEditor(workbench.page);
    await workbench.page.mouse.move(700, 500); // a tooltip would be in the way
    await workbench.groups.row(odd).waitFor();
  });
  after(async () => {
    await workbench.close();
    await azure.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('are made by a right click on the file', async () => {
    const { page, menu, quickPick, dialog, notifications } = workbench;
    await page.keyboard.press('ControlOrMeta+Shift+e');
    await page
      .locator('.explorer-folders-view')
      .getByText('shop.aci.yaml', { exact: true })
      .click({ button: 'right' });
    await menu.choose('Deploy to Azure Container Instances…');
    await quickPick.choose('Contoso Development');
    await quickPick.titled('Deploy shop.aci.yaml: Resource group');
    await workbench.screenshot('documents-deploy-place-light');
    await quickPick.choose(where);
    await dialog.says(`There is no container group "shop" in ${where}. Create it?`);
    await workbench.screenshot('documents-deploy-create-light');
    await dialog.press('Create');
    await notifications.says('Created "shop".');
    assert.deepEqual(changes(), ['PUT shop']);
    await notifications.dismiss('Created "shop".');
  });

  it('change nothing where the group is there already, just as the file wants it', async () => {
    const { notifications } = workbench;
    await editor.open('shop.aci.yaml');
    await deployTo();
    await notifications.says('"shop" is already as the file wants it. Nothing was sent.');
    assert.deepEqual(changes(), ['PUT shop']);
    await notifications.dismiss('"shop" is already');
  });

  it('leave a group where it is, not where its resource group is, where they say nothing of the place', async () => {
    const { notifications } = workbench;
    await editor.open('far.aci.yaml');
    await deployTo();
    await notifications.says('"far" is already as the file wants it. Nothing was sent.');
    await notifications.dismiss('"far" is already');
    await editor.open('shop.aci.yaml');
  });

  it('say what they change where the group is there already, and ask', async () => {
    const { quickPick, notifications } = workbench;
    await editor.replace('image: nginx', 'image: redis');
    await deployTo();
    await quickPick.titled(`"shop" is there already in ${where}: change it?`);
    await editor.compared();
    // What the service adds by itself is no difference.
    const live = workbench.page.locator('.monaco-diff-editor .original');
    await live.filter({ hasText: 'image: nginx' }).waitFor();
    assert.equal(await live.filter({ hasText: /configMap|initContainers/ }).count(), 0);
    await workbench.screenshot('documents-deploy-over-light');
    assert.deepEqual(changes(), ['PUT shop']);
    await quickPick.escape();
    await editor.show('shop.aci.yaml');
    await deployTo();
    await quickPick.titled(`"shop" is there already in ${where}: change it?`);
    assert.deepEqual(changes(), ['PUT shop']);
    await quickPick.row('Apply and restart').click();
    await notifications.says('Changed "shop".');
    assert.deepEqual(changes(), ['PUT shop', 'PUT shop']);
    assert.match(properties('shop'), /redis/);
    await notifications.dismiss('Changed "shop".');
  });

  it('make a new resource group only once one has agreed to all of it', async () => {
    const { quickPick, dialog, notifications } = workbench;
    const made = () => azure.estate.resourceGroup(development, 'rg-new');
    for (const answer of ['Cancel', 'Create']) {
      await editor.show('shop.aci.yaml');
      await deployTo('Create new resource group…');
      await quickPick.titled('Deploy shop.aci.yaml: New resource group');
      await quickPick.enter('rg-new');
      await quickPick.titled('Deploy shop.aci.yaml: Location of the new resource group');
      await quickPick.accept();
      await dialog.says('There is no container group "shop" in rg-new. Create it?');
      assert.equal(made(), undefined);
      await dialog.press(answer);
    }
    await notifications.says('Created "shop".');
    assert.ok(made());
    assert.ok(find('rg-new', 'shop'));
    await notifications.dismiss('Created "shop".');
  });

  it('are asked for the parameters of a template, secret ones unseen', async () => {
    const { page, quickPick, notifications } = workbench;
    const before = changes().length;
    await editor.open('api.template.json');
    await deployTo();
    await quickPick.titled('Parameters of the template');
    await quickPick.choose('Type the values');
    await quickPick.titled('Parameter prefix');
    await quickPick.message('What its name begins with');
    await quickPick.enter('dev');
    await quickPick.titled('Parameter apiKey');
    await page.locator('.quick-input-widget:visible input[type=password]').waitFor();
    await quickPick.type('hunter2');
    await workbench.screenshot('documents-deploy-secret-light');
    await quickPick.accept();
    await quickPick.titled('Parameter policy');
    assert.deepEqual(await quickPick.labels(), ['Never', 'Always']);
    await quickPick.choose('Never');
    await quickPick.choose('Go on with these values');
    await review(page)
      .getByRole('heading', { name: `Deploy api.template.json to ${where}?` })
      .waitFor();
    assert.equal(changes().length, before);
    await review(page).getByRole('button', { name: 'Deploy' }).click();
    await notifications.says('Deployed the container group "dev-api" to rg-playground.');
    // The template itself is sent, and nothing else.
    assert.match(changes().slice(before).join(), /^PUT [^,]*\/deployments\/api\.template-[\d-]+$/);
    assert.match(properties('dev-api'), /"restartPolicy":"Never"/);
    assert.match(properties('dev-api'), /"secureValue":"hunter2"/);
    assert.equal(find(where, 'dev-api')?.location, 'eastus');
    await notifications.dismiss('Deployed the container group');
  });

  it('are not made where Azure refuses the template, which is marked', async () => {
    const { page, quickPick, notifications } = workbench;
    const before = changes().length;
    await editor.open('odd.template.json');
    await deployTo();
    await quickPick.titled('Parameters of the template');
    await quickPick.choose('Take the default values');
    await quickPick.choose('Go on with these values');
    await notifications.says(/Could not deploy "odd\.template\.json"\..*nowhere/);
    await page.locator('.squiggly-error').first().waitFor();
    await workbench.screenshot('documents-deploy-function-light');
    assert.equal(changes().length, before);
    await notifications.dismiss('Could not deploy');
  });

  it('are edited in a resource group of any name', async () => {
    const { groups, quickPick, notifications } = workbench;
    await workbench.openViewContainer('Container Instances');
    await groups.expand(odd);
    await groups.inlineAction('cart', 'Edit Group');
    await editor.tab('cart.yaml').waitFor();
    await editor.replace('team: web', 'team: shop');
    await editor.save();
    await quickPick.titled('Apply changes to "cart"');
    await quickPick.row('Apply').click();
    await notifications.says('Changed "cart".');
    assert.equal(find(odd, 'cart')?.tags?.['team'], 'shop');
    await notifications.dismiss('Changed "cart".');
  });

  it('are sent as they came, but for the edit, and for the secret that Azure never told', async () => {
    const { page, quickPick, notifications } = workbench;
    const sent: unknown[] = [];
    azure.server.interceptRequest = ({ method, body }) => {
      if (method === 'PUT') sent.push(JSON.parse(body));
      return undefined;
    };
    const before = find(odd, 'cart');
    await editor.replace("it's $HOME", 'it was $HOME');
    await editor.save();
    await quickPick.titled('Apply changes to "cart"');
    await quickPick.row('Apply and restart').click();
    await quickPick.titled('Apply "cart": Secrets');
    await page.locator('.quick-input-widget:visible input[type=password]').waitFor();
    await workbench.screenshot('documents-secret-light');
    assert.deepEqual(sent, []);
    await quickPick.enter('hunter2');
    await notifications.says('Changed "cart".');
    const { location, tags, properties: kept } = before ?? {};
    const wanted = JSON.stringify({ location, tags, properties: kept })
      .replace("it's", 'it was')
      .replace('"image":', '"configMap":{"keyValuePairs":{}},"image":'); // which the service adds when it is asked
    assert.deepEqual(sent, [JSON.parse(wanted)]);
    await notifications.dismiss('Changed "cart".');
  });

  const exports: readonly (readonly [format: string, shot: string, holds: string])[] = [
    ['YAML', 'yaml', '# Left out: the secret registryPassword'],
    ['ARM template', 'arm', 'deploymentTemplate.json'],
    ['Bicep', 'bicep', 'param registryPassword string'],
    ['az command line', 'az', 'az container create'],
    ['REST request', 'http', 'Bearer {{token}}'],
  ];
  for (const [format, shot, holds] of exports)
    it(`are had as ${format}, in the editor and on the clipboard, without a secret`, async () => {
      const { groups, quickPick, page } = workbench;
      await groups.contextMenu('cart', 'Export As…');
      await quickPick.titled('Export "cart" as');
      await quickPick.choose(format);
      await editor.lines.filter({ hasText: holds }).waitFor();
      await workbench.screenshot(`documents-export-${shot}-light`);
      await workbench.palette('View: Revert and Close Editor');
      await groups.contextMenu('cart', 'Copy As…');
      await quickPick.titled('Copy "cart" as');
      await quickPick.choose(format);
      const clipboard = () => page.evaluate<string>('navigator.clipboard.readText()');
      await until('it is on the clipboard', async () => (await clipboard()).includes(holds));
      assert.doesNotMatch(await clipboard(), /hunter2/);
      await workbench.palette('Notifications: Clear All Notifications');
    });
});
