/** Places of a compiled template in the Bicep text. */
import assert from 'node:assert/strict';
import type { JsonPath } from '../../../src/core/document/jsonPath.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import { parsedBicep } from '../../../src/ui/bicep/bicepLocations.ts';

const text = `param location string = resourceGroup().location
var image = 'nginx'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: 'safe'
}

module net './network.bicep' = {
  name: 'net'
}

resource first 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = {
  name: 'first'
}

resource account 'Microsoft.Storage/storageAccounts@2023-01-01' = {
  name: 'files'
  resource service 'fileServices' = {
    name: 'default'
    resource share 'shares' = { name: 'site' }
  }
}

resource second 'Microsoft.ContainerInstance/containerGroups@2023-05-01' = [for i in range(0, 2): {
  name: 'second\${i}'
}]

output ip string = first.properties.ipAddress.ip
`;

const group = { type: 'Microsoft.ContainerInstance/containerGroups' };
const list: JsonObject = {
  resources: [
    { type: 'Microsoft.Storage/storageAccounts/fileServices/shares' },
    { type: 'Microsoft.Storage/storageAccounts/fileServices' },
    group,
    { type: 'Microsoft.Storage/storageAccounts' },
    group,
    { type: 'Microsoft.Resources/deployments' },
  ],
};

function nameAt(path: JsonPath, template: JsonObject = list): string {
  const { start, end } = parsedBicep(text, template).rangeOf(path, 'value');
  return text.slice(start, end);
}

describe('A place of a compiled template', () => {
  it('is at the resource by its symbolic name', () => {
    const template = { languageVersion: '2.0', resources: { first: group } };
    assert.equal(nameAt(['resources', 'first', 'properties', 'containers', 0], template), 'first');
    assert.equal(nameAt(['resources', 'account::service::share'], template), 'share');
    assert.equal(nameAt(['resources', 'net', 'properties', 'template', 'resources', 0], template), 'net');
    assert.equal(nameAt(['resources', 'vault'], template), 'vault');
  });

  it('is at the resource of the same type and turn, where the template has no symbolic names', () => {
    const names = [0, 1, 2, 3, 4, 5].map(index => nameAt(['resources', index, 'name']));
    assert.deepEqual(names, ['share', 'service', 'first', 'account', 'second', 'net']);
  });

  it('is at a parameter, a variable or an output', () => {
    assert.equal(nameAt(['parameters', 'location', 'defaultValue']), 'location');
    assert.equal(nameAt(['variables', 'image']), 'image');
    assert.equal(nameAt(['outputs', 'ip', 'value']), 'ip');
  });

  it('is the beginning of the file where it can’t be told', () => {
    for (const path of [[], ['resources'], ['resources', 9], ['resources', 'nobody'], ['parameters', 'x']])
      assert.deepEqual(parsedBicep(text, list).rangeOf(path, 'key'), { start: 0, end: 1 });
  });
});
