import assert from 'node:assert/strict';
import { groupBody } from '../../../src/core/document/groupBody.ts';
import { toFileWithPlaceholders } from '../../../src/core/document/secretPlaceholders.ts';
import type { GroupPlan } from '../../../src/core/model/groupPlan.ts';
import { missingSecrets } from '../../../src/core/document/missingSecrets.ts';

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
    { name: 'REGISTRY_PASSWORD', value: 'hunter3', secure: true },
  ],
};

describe('A group as a file', () => {
  const { content, leftOut } = toFileWithPlaceholders(plan.ref, groupBody(plan));

  it('has the shape that az reads', () =>
    assert.deepEqual(Object.keys(content), ['apiVersion', 'type', 'name', 'location', 'properties']));

  it('holds no secret, but a placeholder of its own for each', () => {
    const text = JSON.stringify(content);
    assert.ok(!text.includes('hunter'));
    assert.ok(text.includes('"secureValue":"${env:REGISTRY_PASSWORD}"'));
    assert.ok(text.includes('"password":"${env:REGISTRY_PASSWORD_2}"'));
    assert.ok(text.includes('{"name":"MODE","value":"password"}'));
    assert.deepEqual(missingSecrets(content), []);
    assert.deepEqual(
      leftOut.map(({ slot }) => slot.kind),
      ['variable', 'registryPassword'],
    );
  });

  it('empties secret volumes, and names them', () => {
    const body = { properties: { volumes: [{ name: 'keys', secret: { key: 'aHVudGVy' } }] } };
    const file = toFileWithPlaceholders(plan.ref, { apiVersion: '2023-05-01', body });
    assert.deepEqual(file.content['properties'], { volumes: [{ name: 'keys', secret: {} }] });
    assert.deepEqual(file.leftOut, [
      { slot: { kind: 'secretVolume', volume: 'keys' }, placeholder: undefined },
    ]);
  });
});
