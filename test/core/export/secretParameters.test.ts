import assert from 'node:assert/strict';
import { groupBody } from '../../../src/core/document/groupBody.ts';
import { missingSecrets } from '../../../src/core/document/missingSecrets.ts';
import { secretParameters, withPlaceholders } from '../../../src/core/export/secretParameters.ts';
import type { GroupPlan } from '../../../src/core/model/groupPlan.ts';
import type { JsonObject } from '../../../src/core/json.ts';

const plan: GroupPlan = {
  ref: { cloud: 'azure', subscriptionId: 's', resourceGroup: 'rg', name: 'web' },
  location: 'westeurope',
  osType: 'Linux',
  restartPolicy: 'Always',
  network: { kind: 'none' },
  containerName: 'app',
  image: 'contoso.azurecr.io/app',
  credential: { server: 'contoso.azurecr.io', username: 'contoso', password: 'hunter2' },
  size: { cpu: 1, memoryInGB: 1 },
  command: [],
  variables: [
    { name: 'MODE', value: 'password', secure: false },
    { name: 'REGISTRYPASSWORD', value: 'hunter3', secure: true },
  ],
};

function withAllPlaceholders(body: JsonObject): JsonObject {
  return withPlaceholders(body, secretParameters(body));
}

describe('A group with placeholders', () => {
  it('holds no secret, but a placeholder of its own for each', () => {
    const content = withAllPlaceholders(groupBody(plan).body);
    const text = JSON.stringify(content);
    assert.ok(!text.includes('hunter'));
    assert.ok(text.includes('"secureValue":"${env:REGISTRYPASSWORD}"'));
    assert.ok(text.includes('"password":"${env:registryPassword_2}"'));
    assert.ok(text.includes('{"name":"MODE","value":"password"}'));
    assert.deepEqual(missingSecrets(content), []);
  });

  it('has empty secret volumes, and no settings of extensions that are secret', () => {
    const body = {
      properties: {
        volumes: [{ name: 'keys', secret: { key: 'aHVudGVy' } }],
        extensions: [{ name: 'proxy', properties: { protectedSettings: { key: 'hunter2' } } }],
      },
    };
    assert.deepEqual(withAllPlaceholders(body), {
      properties: {
        volumes: [{ name: 'keys', secret: {} }],
        extensions: [{ name: 'proxy', properties: {} }],
      },
    });
  });
});
