import assert from 'node:assert/strict';
import fc from 'fast-check';
import { groupBody } from '../../../src/core/document/groupBody.ts';
import type { GroupPlan, GroupNetwork } from '../../../src/core/model/groupPlan.ts';
import type { Json } from '../../../src/core/json.ts';

const plan: GroupPlan = {
  ref: { cloud: 'azure', subscriptionId: 's', resourceGroup: 'rg', name: 'web' },
  location: 'westeurope',
  osType: 'Linux',
  restartPolicy: 'OnFailure',
  network: { kind: 'public', ports: [{ port: 80, protocol: 'TCP' }], dnsNameLabel: 'contoso-web' },
  containerName: 'app',
  image: 'contoso.azurecr.io/app:1',
  credential: { server: 'contoso.azurecr.io', username: 'contoso', password: 'secret' },
  size: { cpu: 1, memoryInGB: 1.5 },
  command: ['node', 'server.js'],
  variables: [
    { name: 'MODE', value: '', secure: false },
    { name: 'TOKEN', value: 't', secure: true },
  ],
};
const bare: GroupPlan = {
  ...plan,
  network: { kind: 'none' },
  credential: undefined,
  command: [],
  variables: [],
};

describe('The body of a planned group', () => {
  it('says everything that was chosen', () =>
    assert.deepEqual(groupBody(plan), {
      apiVersion: '2023-05-01',
      body: {
        location: 'westeurope',
        properties: {
          containers: [
            {
              name: 'app',
              properties: {
                image: 'contoso.azurecr.io/app:1',
                command: ['node', 'server.js'],
                ports: [{ port: 80, protocol: 'TCP' }],
                environmentVariables: [
                  { name: 'MODE', value: '' },
                  { name: 'TOKEN', secureValue: 't' },
                ],
                resources: { requests: { cpu: 1, memoryInGB: 1.5 } },
              },
            },
          ],
          osType: 'Linux',
          restartPolicy: 'OnFailure',
          ipAddress: {
            type: 'Public',
            ports: [{ port: 80, protocol: 'TCP' }],
            dnsNameLabel: 'contoso-web',
          },
          imageRegistryCredentials: [
            { server: 'contoso.azurecr.io', username: 'contoso', password: 'secret' },
          ],
        },
      },
    }));

  it('says nothing of what was not chosen', () =>
    assert.deepEqual(groupBody(bare).body, {
      location: 'westeurope',
      properties: {
        containers: [
          {
            name: 'app',
            properties: {
              image: 'contoso.azurecr.io/app:1',
              resources: { requests: { cpu: 1, memoryInGB: 1.5 } },
            },
          },
        ],
        osType: 'Linux',
        restartPolicy: 'OnFailure',
      },
    }));

  it('puts a private group into its subnet', () => {
    const { properties } = groupBody({
      ...bare,
      network: { kind: 'private', subnetId: '/subnets/aci', ports: [{ port: 53, protocol: 'UDP' }] },
    }).body as { properties: Record<string, Json> };
    assert.deepEqual(properties['subnetIds'], [{ id: '/subnets/aci' }]);
    assert.deepEqual(properties['ipAddress'], { type: 'Private', ports: [{ port: 53, protocol: 'UDP' }] });
  });

  it('has every port of the group on its container', () => {
    const text = JSON.stringify(groupBody(plan).body);
    assert.equal(text.split('"ports":[{"port":80,"protocol":"TCP"}]').length - 1, 2);
  });

  it('never holds an empty list, an empty object or undefined', () =>
    fc.assert(
      fc.property(plans, planned => {
        assert.deepEqual(empties(groupBody(planned).body, 'body'), []);
      }),
    ));
});

const ports = fc.array(fc.constant({ port: 80, protocol: 'TCP' as const }), { maxLength: 2 });
const networks: fc.Arbitrary<GroupNetwork> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.tuple(ports, fc.option(fc.string(), { nil: undefined })).map(([list, dnsNameLabel]) => ({
    kind: 'public' as const,
    ports: list.length > 0 ? list : [{ port: 1, protocol: 'UDP' as const }],
    dnsNameLabel,
  })),
  ports.map(list => ({ kind: 'private' as const, ports: list, subnetId: '/subnet' })),
);
const variables = fc.array(
  fc
    .tuple(fc.string(), fc.option(fc.string(), { nil: undefined }), fc.boolean())
    .map(([name, value, secure]) => ({ name, value, secure })),
);
const plans: fc.Arbitrary<GroupPlan> = fc
  .tuple(networks, variables, fc.array(fc.string()), fc.boolean())
  .map(([network, list, command, isPrivate]) => ({
    ...plan,
    network,
    variables: list,
    command,
    credential: isPrivate ? plan.credential : undefined,
  }));

/** The paths of what is undefined or holds nothing. */
function empties(json: Json | undefined, path: string): string[] {
  if (json === undefined) return [path];
  if (typeof json !== 'object' || json === null) return [];
  const entries = Object.entries(json);
  if (entries.length === 0) return [path];
  return entries.flatMap(([key, value]) => empties(value, `${path}.${key}`));
}
