/**
 * Templates of the kinds that Microsoft's quickstarts have (Azure/azure-quickstart-templates, quickstarts/
 * microsoft.containerinstance, and what Bicep compiles), in our own words: each is understood here, and deployed.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../src/core/json.ts';
import { evaluateTemplate } from '../../src/core/template/evaluateTemplate.ts';
import { parameterValues } from '../../src/core/template/parameterFile.ts';
import { startTemplateAzure, type TemplateAzure } from './deployTemplate.ts';

interface Expected {
  readonly parameters?: JsonObject;
  readonly groups: readonly string[];
  /** By their names; a pattern where the service chooses the text. */
  readonly outputs?: Readonly<Record<string, Json | RegExp | undefined>>;
}

const address = /^\d+\.\d+\.\d+\.\d+$/;
const id = /^[0-9a-f-]{36}$/;
const secret = { value: 'a-secret-of-ours' };

const templates: Readonly<Record<string, Expected>> = {
  conditions: { groups: ['shop'], outputs: { debug: 'none', address } },
  confidential: { groups: ['closed'], outputs: { sku: 'Confidential' } },
  'copies-of-groups': {
    parameters: { count: { value: 2 } },
    groups: ['worker-1', 'worker-2'],
    outputs: { names: ['worker-1', 'worker-2'] },
  },
  'copies-of-properties': { groups: ['many'], outputs: { count: 2 } },
  'git-repository': { groups: ['reader'] },
  'groups-in-turn': { groups: ['base', 'follower'], outputs: { base: address } },
  'identity-with-role': { groups: ['worker'], outputs: { clientId: id } },
  'init-container': { groups: ['prepared'] },
  'inner-scope': { parameters: { prefix: { value: 'us' } }, groups: ['us-shop'], outputs: { address } },
  'key-vault-secret': {
    parameters: { secret },
    groups: ['client'],
    outputs: { vault: /^v\w{13}$/, secret: undefined },
  },
  'log-analytics': { groups: ['talker'], outputs: { workspace: /\/workspaces\/logs$/ } },
  modules: { groups: ['modular'] },
  'name-label-scope': { groups: ['named'], outputs: { name: /^named-shop\..*\.azurecontainer\.io$/ } },
  network: { groups: ['inside'], outputs: { address, net: /^net-\w{13}$/ } },
  'outer-scope': { groups: ['outer-shop'], outputs: { state: 'Succeeded' } },
  'own-functions': { groups: ['eu-own'], outputs: { name: 'eu-own' } },
  'private-registry': {
    groups: ['private'],
    outputs: {
      server: /^127\.0\.0\.1:\d+$/, // the emulator serves each registry by itself
    },
  },
  'probes-and-secrets': { parameters: { password: secret }, groups: ['watched'] },
  'public-address': {
    parameters: { name: { value: 'hello' }, port: { value: 8080 } },
    groups: ['hello'],
    outputs: { name: 'hello', resourceId: /\/containerGroups\/hello$/, address },
  },
  'redis-beside': { groups: ['api'], outputs: { cache: /^cache\w{13}$/ } },
  'script-once': { groups: ['task-one'], outputs: { state: 'Succeeded' } },
  'script-with-storage': { groups: ['after'] },
  'sizes-in-texts': { groups: ['texts'], outputs: { address } },
  spot: { groups: ['cheap'] },
  'ssl-sidecar': { parameters: { key: secret }, groups: ['secured'], outputs: { address } },
  'storage-and-share': {
    groups: ['shop'],
    outputs: { account: /^files\w{13}$/, address, blob: /^https:\/\/files\w{13}\.blob\./ },
  },
  'symbolic-names': {
    parameters: { settings: { value: { MODE: 'fast', LEVEL: 3 } } },
    groups: ['symbolic'],
    outputs: { address, account: 'Standard_LRS' },
  },
  'system-identity': { groups: ['robot'], outputs: { principalId: id } },
  'typed-parameters': { groups: ['typed'], outputs: { first: 80 } },
  'udp-and-tcp': { groups: ['games'], outputs: { ports: 2 } },
  'usage-count': { groups: ['shop'], outputs: { tenant: id } },
  'wordpress-with-mysql': {
    parameters: { password: secret },
    groups: ['blog'],
    outputs: { site: /^http:\/\/blog-\w{13}\..*\.azurecontainer\.io$/ },
  },
  zone: { groups: ['zonal'], outputs: { zone: '1' } },
};

const folder = join(import.meta.dirname, 'fixtures');
const readTemplate = (name: string) =>
  JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as JsonObject;

describe('A template in the shape of a quickstart', () => {
  let azure: TemplateAzure;
  before(async () => {
    azure = await startTemplateAzure();
  });
  after(() => azure.close());

  it('is in the table', () => {
    const files = readdirSync(folder).map(file => file.replace(/\.json$/, ''));
    assert.deepEqual(files.sort(), Object.keys(templates).sort());
  });

  for (const [name, { parameters = {}, groups, outputs = {} }] of Object.entries(templates)) {
    it(`has no error and no group too many here: ${name}`, () => {
      const context = { ...azure.target('rg'), parameters: parameterValues(parameters) };
      const found = evaluateTemplate(readTemplate(name), context);
      assert.deepEqual(
        found.problems.filter(({ severity }) => severity !== 'hint'),
        [],
      );
      assert.deepEqual(found.groups.map(group => group.name).sort(), groups);
    });

    it(`is deployed, its groups run, and its outputs are there: ${name}`, async () => {
      const deployed = await azure.deploy(`rg-${name}`, readTemplate(name), parameters);
      assert.deepEqual([deployed.deployment.state, deployed.deployment.error], ['Succeeded', undefined]);
      assert.deepEqual(Object.keys(deployed.groups).sort(), groups);
      for (const { provisioningState } of Object.values(deployed.groups))
        assert.equal(provisioningState, 'Succeeded');
      const found = Object.fromEntries(
        deployed.deployment.outputs.map(output => [output.name, output.value]),
      );
      assert.deepEqual(Object.keys(found).sort(), Object.keys(outputs).sort());
      for (const [key, expected] of Object.entries(outputs))
        if (expected instanceof RegExp) assert.match(textOf(found[key]), expected);
        else assert.deepEqual(found[key], expected);
    });
  }

  it('keeps its secrets to itself: neither the deployment nor its outputs have them', async () => {
    const { deployment } = await azure.deploy('rg-secret', readTemplate('key-vault-secret'), { secret });
    assert.ok(!JSON.stringify(deployment).includes(secret.value));
  });
});

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
