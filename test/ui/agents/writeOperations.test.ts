/** What holds for every operation that changes something. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AciError } from '../../../src/core/errors.ts';
import { asObject, type Json } from '../../../src/core/json.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import type { WriteOperation } from '../../../src/ui/agents/operation.ts';
import { OperationError } from '../../../src/ui/agents/operationError.ts';
import { operations } from '../../../src/ui/agents/operations.ts';
import { type AgentFixture, openAgentFixture } from './agentFixture.ts';

const writes = operations.filter(operation => operation.effect !== 'read');

/** What makes sense, so that a plan gets far. */
const sensible: Readonly<Record<string, readonly Json[]>> = {
  group: ['rg-playground/hello', 'flaky', 'rg-playground/still-pulling', `${development}/rg-playground/..`],
  subscription: [development, 'Contoso Development'],
  resourceGroup: ['rg-playground', 'rg-nowhere', '..'],
  location: ['westeurope', 'East US', 'atlantis'],
  name: ['some-name', 'hello', 'A_b', ''],
  image: ['nginx:1.27', 'alpine', 'not an image'],
  container: ['hello', 'nobody'],
  command: ['ls -l', ['/bin/sh', '-c', 'true']],
  ports: [['80'], ['80', '443'], ['8080:80']],
  environment: [[{ name: 'A', value: 'b' }], [{ name: 'SECRET', value: 'x', secure: true }]],
  parameters: [{ name: 'a' }],
  variables: [{ NAME: 'value' }],
  document: [
    'name: some-name\nproperties:\n  osType: Linux\n  containers: [{ name: a, properties: { image: nginx, resources: { requests: { cpu: 1, memoryInGB: 1 } } } }]\n',
    'services: { web: { image: "nginx:${TAG}" } }',
    '{"$schema": "deploymentTemplate.json#", "resources": [{"type": "Microsoft.ContainerInstance/containerGroups"}]}',
  ],
};

function inputs({ inputSchema }: WriteOperation): fc.Arbitrary<unknown> {
  const properties = Object.entries(asObject(inputSchema['properties']));
  const values = properties.map(([name, schema]): [string, fc.Arbitrary<unknown>] => {
    const known = [
      ...(sensible[name] ?? []),
      ...((asObject(schema)['enum'] as readonly Json[] | undefined) ?? []),
    ];
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.jsonValue(),
    );
    const arbitrary =
      known.length > 0 ? fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...known) }, any) : any;
    return [name, arbitrary];
  });
  const required = (inputSchema['required'] ?? []) as string[];
  return fc.oneof(
    { weight: 9, arbitrary: fc.record(Object.fromEntries(values), { requiredKeys: required }) },
    fc.jsonValue(),
  );
}

describe('Operations that change something', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());

  it('stand in the order in which an agent is told of them, those that destroy marked', () => {
    assert.deepEqual(
      writes.map(({ name, effect }) => `${name} ${effect}`),
      [
        ...['deploy_document destroy', 'create_group write', 'start_group write', 'stop_group write'],
        ...['restart_group write', 'run_command write', 'run_job write', 'delete_group destroy'],
      ],
    );
  });

  for (const operation of writes)
    it(`${operation.name} changes nothing by planning, whatever it is called with`, async function () {
      this.timeout(240_000);
      fixture.world.changes();
      await fc.assert(
        fc.asyncProperty(inputs(operation), async input => {
          try {
            const { question, details } = await fixture.plan(operation, input);
            for (const line of [question, ...details]) assert.doesNotMatch(line, /[\p{Cc}\p{Bidi_Control}]/u);
          } catch (error) {
            assert.ok(error instanceof OperationError || error instanceof AciError, String(error));
          }
          assert.deepEqual(fixture.world.changes(), []);
        }),
        { numRuns: 30 },
      );
    });
});
