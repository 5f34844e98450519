import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { asObject } from '../../../src/core/json.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { yamlWithoutSecrets } from '../../../src/ui/create/yamlWithoutSecrets.ts';

const ref = { cloud: 'azure', subscriptionId: 's', resourceGroup: 'rg', name: 'web' } as const;
const container = {
  name: 'app',
  properties: {
    image: 'nginx',
    environmentVariables: [
      { name: 'A', value: 'on' },
      { name: 'B', value: '1:30' },
      { name: 'C', value: '012' },
      { name: 'D', value: 'yes: no # maybe' },
      { name: 'TOKEN', secureValue: 'hunter2' },
    ],
    resources: { requests: { cpu: 1, memoryInGB: 1.5 } },
  },
};
const body = {
  location: 'westeurope',
  tags: { a: 'b' },
  properties: { containers: [container], osType: 'Linux' },
};

describe('The YAML of the review', () => {
  it('says what would be sent, with secrets left out and named', () => {
    const text = yamlWithoutSecrets(ref, { apiVersion: '2023-05-01', body });
    assert.ok(!text.includes('hunter2'));
    assert.ok(text.startsWith('# Secrets are left out.'), text);
    assert.ok(text.includes('# ${env:TOKEN}: Value of the secure variable TOKEN of app.'), text);
    const properties = {
      ...container.properties,
      environmentVariables: [...container.properties.environmentVariables],
    };
    properties.environmentVariables[4] = { name: 'TOKEN', secureValue: '${env:TOKEN}' };
    for (const version of ['1.1', '1.2'] as const)
      assert.deepEqual(parse(text, { version }), {
        apiVersion: '2023-05-01',
        type: 'Microsoft.ContainerInstance/containerGroups',
        name: 'web',
        location: 'westeurope',
        tags: { a: 'b' },
        properties: { containers: [{ name: 'app', properties }], osType: 'Linux' },
      });
  });

  it('has neither the settings of an extension nor the credentials of an address', () => {
    const properties = {
      volumes: [{ name: 'code', gitRepo: { repository: 'https://me:hunter2@host/r' } }],
      extensions: [{ name: 'proxy', properties: { protectedSettings: { key: 'hunter2' } } }],
    };
    const text = yamlWithoutSecrets(ref, { apiVersion: '2023-05-01', body: { properties } });
    assert.ok(!text.includes('hunter2'), text);
    assert.ok(
      text.includes('# ${env:gitRepository}: Address of the git repository of the volume code'),
      text,
    );
    assert.ok(text.includes('# Protected settings of the extension proxy'), text);
    assert.deepEqual(asObject((parse(text) as JsonObject)['properties']), {
      volumes: [{ name: 'code', gitRepo: { repository: '${env:gitRepository}' } }],
      extensions: [{ name: 'proxy', properties: {} }],
    });
  });

  it('has no comment where nothing is missing', () => {
    const text = yamlWithoutSecrets(ref, { apiVersion: '2023-05-01', body: { properties: {} } });
    assert.ok(!text.includes('#'), text);
  });
});
