import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { development as subscription } from '../../src/emulator/seed/contoso.ts';
import { type AzCli, openSignedInAzCli } from './azCli.ts';

const inGroup = ['--resource-group', 'rg-playground'] as const;

/** A share and a group that mounts it, with comments, as people write templates. */
const template = `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {
    "name": { "type": "string", "minLength": 3 } // The group's.
  },
  "variables": { "account": "[concat('az', uniqueString(resourceGroup().id))]" },
  "resources": [
    /* Where its files are. */
    {
      "type": "Microsoft.Storage/storageAccounts",
      "apiVersion": "2023-01-01",
      "name": "[variables('account')]",
      "location": "[resourceGroup().location]",
      "sku": { "name": "Standard_LRS" },
      "kind": "StorageV2"
    },
    {
      "type": "Microsoft.ContainerInstance/containerGroups",
      "apiVersion": "2023-05-01",
      "name": "[parameters('name')]",
      "location": "[resourceGroup().location]",
      "dependsOn": ["[variables('account')]"],
      "properties": {
        "osType": "Linux",
        "containers": [
          {
            "name": "web",
            "properties": {
              "image": "mcr.microsoft.com/azuredocs/aci-helloworld",
              "resources": { "requests": { "cpu": 1, "memoryInGB": 1 } }
            }
          }
        ]
      }
    }
  ],
  "outputs": {
    "endpoint": { "type": "string", "value": "[reference(variables('account')).primaryEndpoints.file]" }
  }
}`;

describe('az deployment group', () => {
  let cli: AzCli;
  let file: readonly string[];
  before(async () => {
    cli = await openSignedInAzCli(subscription, { switches: { containers: { pace: 0.05 } } });
    const path = join(cli.folder, 'azuredeploy.json');
    await writeFile(path, template);
    file = ['--template-file', path];
  });
  after(() => cli.close());

  const deployment = (verb: string, ...args: string[]) =>
    cli.json('deployment', 'group', verb, ...inGroup, ...args);
  const named = (name: string) => ['--parameters', `name=${name}`];

  it('validates, and shows what is wrong', async () => {
    const state = ['--query', 'properties.provisioningState'];
    assert.equal(await deployment('validate', ...file, ...named('shop'), ...state), 'Succeeded');
    const { code, stderr } = await cli.run([
      'deployment',
      'group',
      'validate',
      ...inGroup,
      ...file,
      ...named('s'),
    ]);
    assert.notEqual(code, 0);
    assert.match(stderr, /InvalidTemplate/);
  });

  it('predicts, creates, shows and lists', async () => {
    const types = ['--query', 'changes[?changeType!=`Ignore`].changeType', '--no-pretty-print'];
    assert.deepEqual(await deployment('what-if', ...file, ...named('shop'), ...types), ['Create', 'Create']);
    const outputs = ['--query', 'properties.outputs.endpoint.value'];
    const created = await deployment('create', '--name', 'first', ...file, ...named('shop'), ...outputs);
    assert.match(JSON.stringify(created), /^"https:\/\/az\w+\.file\.core\.windows\.net\/"$/);
    assert.deepEqual(await deployment('list', '--query', '[].name'), ['first']);
    const again = ['--query', 'changes[?changeType!=`Ignore`].changeType', '--no-pretty-print'];
    assert.deepEqual(await deployment('what-if', ...file, ...named('shop'), ...again), [
      'NoChange',
      'NoChange',
    ]);
    const rows = await cli.json(
      'deployment',
      'operation',
      'group',
      'list',
      ...inGroup,
      '--name',
      'first',
      '--query',
      'length(@)',
    );
    assert.equal(rows, 3);
  });

  it('cancels', async () => {
    cli.emulator.arm.switches.resourceFaults = [{ resource: /storageAccounts/, delayMs: 100_000_000 }];
    await deployment('create', '--name', 'slow', ...file, ...named('late'), '--no-wait');
    await deployment('cancel', '--name', 'slow');
    const state = await deployment('show', '--name', 'slow', '--query', 'properties.provisioningState');
    assert.equal(state, 'Canceled');
  });
});
