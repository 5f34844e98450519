import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { AciError } from '../../../src/core/errors.ts';
import { asObject, asObjects, asText, type Json, type JsonObject } from '../../../src/core/json.ts';
import type { ContainerEvent, ContainerGroup } from '../../../src/core/model/containerGroup.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { longestData } from '../../../src/ui/agents/answer.ts';
import { errorText } from '../../../src/ui/agents/errorText.ts';
import { type Answer, longestAnswer, type ReadOperation } from '../../../src/ui/agents/operation.ts';
import type { OperationDeps } from '../../../src/ui/agents/operationDeps.ts';
import { OperationError } from '../../../src/ui/agents/operationError.ts';
import { listGroups } from '../../../src/ui/agents/operations/listGroups.ts';
import { operations } from '../../../src/ui/agents/operations.ts';
import { readInput } from '../../../src/ui/agents/readInput.ts';
import { hostileText } from '../hostileText.ts';
import { seed } from '../../randomSeed.ts';
import { type AgentFixture, openAgentFixture } from './agentFixture.ts';
import { leakyBody, leakyRef, plantedSecrets, putGroup, withLeakyEvents } from './leakyGroup.ts';

const readOperations = operations.filter(operation => operation.effect === 'read');
const ajv = new Ajv({ allowUnionTypes: true });

function check(operation: ReadOperation, { text, data }: Answer): void {
  const isValid = ajv.compile(operation.outputSchema);
  // As it is sent: what is undefined is not there.
  assert.ok(
    isValid(JSON.parse(JSON.stringify(data))),
    `${operation.name}: ${ajv.errorsText(isValid.errors)}`,
  );
  assert.ok(text.length <= longestAnswer, `${operation.name}: ${text.length} characters`);
  assert.ok(JSON.stringify(data).length <= longestData, `${operation.name}: data is too long`);
  assert.doesNotThrow(() => encodeURIComponent(text), 'half a character');
  assert.doesNotMatch(text, /[^\P{Cc}\n\t]|\p{Bidi_Control}|\u200B/u, operation.name);
}

const document = JSON.stringify({
  name: 'leaky',
  type: 'Microsoft.ContainerInstance/containerGroups',
  ...leakyBody,
});

/** Ways to call each operation about the group, so that all of it could come out. */
const callsAbout = (group: string): Readonly<Record<string, readonly JsonObject[]>> => ({
  list_groups: [{ filter: 'leaky' }],
  inspect_group: [
    { group, events: 100 },
    { group, document: true },
  ],
  read_logs: [
    { group, tail: 1000 },
    { group, container: 'app', timestamps: true },
    { group, grep: 'zebra' },
    { group, grep: 'o', since: '600' },
  ],
  diagnose: [{ group }],
  cost: [{ group }, {}],
  metrics: [{ group, range: '24h' }],
  usage: [{}],
  preflight: [
    { document, location: 'eastus' },
    { image: 'nginx', location: 'eastus' },
  ],
  validate_document: [{ document }, { document: document.replace('alpine', '') }],
});

describe('Operations of agents', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
    await putGroup(fixture, leakyRef, leakyBody);
    fixture.world.changes();
  });
  after(() => fixture.close());
  const run = (operation: ReadOperation, input: unknown, deps: OperationDeps = fixture.deps) =>
    operation.run(deps, readInput(operation, input), neverAborts(), () => undefined);

  it('are described in few words, with names of their own', () => {
    assert.equal(new Set(operations.map(({ name }) => name)).size, operations.length);
    for (const { name, title, description, inputSchema } of operations) {
      assert.match(name, /^[a-z][a-z_]+$/);
      assert.ok(title.length <= 40, name);
      assert.ok(description.length <= 600, `${name}: ${description.length} characters`);
      const bytes = Buffer.byteLength(JSON.stringify({ name, description, inputSchema }));
      assert.ok(bytes <= 2_800, `${name}: ${bytes} bytes`);
      assert.equal(inputSchema['additionalProperties'], false, name);
    }
  });

  it('take arguments of the estate, and answer as their schemas say', async () => {
    const { data } = await run(listGroups, { limit: 100 });
    // Every fifth: all kinds of states are among them.
    const groups = asObjects(data['groups'])
      .map(({ group }) => asText(group))
      .filter((_, index) => index % 5 === 0);
    for (const group of groups)
      for (const operation of readOperations.slice(1))
        for (const input of (callsAbout(group)[operation.name] ?? []).filter(
          each => each['group'] === group && each['container'] === undefined,
        ))
          check(operation, await run(operation, input));
    for (const operation of readOperations)
      for (const input of callsAbout('leaky')[operation.name] ?? [assert.fail(operation.name)])
        check(operation, await run(operation, input));
  });

  it('tell no secret', async () => {
    const deps = withLeakyEvents(fixture.deps);
    for (const operation of readOperations)
      for (const input of callsAbout('leaky')[operation.name] ?? []) {
        const { text, data } = await run(operation, input, deps);
        for (const [where, secret] of Object.entries(plantedSecrets)) {
          assert.ok(
            !text.includes(secret),
            `${operation.name} ${JSON.stringify(input).slice(0, 80)}: ${where}`,
          );
          assert.ok(!JSON.stringify(data).includes(secret), `${operation.name}, data: ${where}`);
        }
      }
  });

  it('change nothing in Azure', () => {
    assert.deepEqual(fixture.world.changes(), []);
  });

  it('stay short for many groups, containers, variables, events and long logs', async () => {
    const deps = largeEstate(fixture.deps);
    for (const operation of readOperations) {
      const inputs = (callsAbout('leaky')[operation.name] ?? []).filter(
        input => input['document'] !== document && input['container'] === undefined,
      );
      for (const input of [...inputs, ...(operation.name === 'list_groups' ? [{ limit: 100 }] : [])])
        check(operation, await run(operation, input, deps));
    }
  });

  it('refuse arguments that make no sense with a sentence, and change nothing', async () => {
    const values = (schema: JsonObject): fc.Arbitrary<unknown> => {
      const choices = schema['enum'];
      const properties = Object.keys(asObject(schema['properties']));
      return fc.oneof(
        ...(Array.isArray(choices) ? [fc.constantFrom(...(choices as Json[]))] : []),
        ...(schema['type'] === 'integer' || schema['type'] === 'number' ? [fc.nat(200)] : []),
        ...(schema['type'] === 'boolean' ? [fc.boolean()] : []),
        ...(schema['type'] === 'object'
          ? [fc.dictionary(fc.constantFrom('A', '__proto__', ...properties), hostileText)]
          : []),
        hostileText,
        fc.constantFrom(
          'leaky',
          'rg-playground/leaky',
          'app',
          'noisy',
          'eastus',
          '15',
          leakyRef.subscriptionId,
          'rg-playground',
        ),
        fc.constantFrom(
          document,
          'services:\n  web:\n    image: nginx\n    env_file: .env\n',
          '{"$schema":"x","resources":[]}',
          '{',
        ),
        fc.jsonValue({ maxDepth: 2 }),
      );
    };
    for (const operation of readOperations) {
      const properties = asObject(operation.inputSchema['properties']);
      const required = operation.inputSchema['required'] as readonly string[] | undefined;
      const input = fc.record(
        Object.fromEntries(
          Object.entries(properties).map(([name, schema]) => [name, values(asObject(schema))]),
        ),
        { requiredKeys: [...(required ?? [])] },
      );
      await fc.assert(
        fc.asyncProperty(
          fc.oneof({ weight: 9, arbitrary: input }, { weight: 1, arbitrary: fc.jsonValue() }),
          async given => {
            try {
              check(operation, await run(operation, given));
            } catch (error) {
              if (!(
                error instanceof OperationError ||
                (error instanceof AciError && error.kind !== 'unexpected')
              ))
                throw error;
              assert.ok(errorText(error).length < 4_000);
            }
          },
        ),
        { numRuns: 40, seed },
      );
    }
    assert.deepEqual(fixture.world.changes(), []);
  });
});

const long = (text: string, index: number) => `${text}-${index}-${'very-long-'.repeat(4)}`.slice(0, 60);
const event: ContainerEvent = {
  ...{ name: 'Pulling', message: 'pulling '.repeat(300), type: 'Warning', count: 9 },
  ...{ firstTimestamp: 1, lastTimestamp: 2 },
};
const manyEvents = Array.from({ length: 200 }, () => event);
const manyVariables = Array.from({ length: 200 }, (_, index) => ({
  ...{ name: long('VARIABLE', index), value: '"\\'.repeat(200), secure: false },
}));
const manyTags = Object.fromEntries(
  Array.from({ length: 50 }, (_, index) => [long('tag', index), '"'.repeat(256)]),
);

/** Sixty containers, with long names for everything. */
function enlarge(group: ContainerGroup): ContainerGroup {
  const [container] = group.containers;
  assert.ok(container);
  const current = { state: 'Waiting', detailStatus: 'CrashLoopBackOff '.repeat(50) };
  const previous = { state: 'Terminated', detailStatus: 'Error', exitCode: 1, startTime: 1, finishTime: 2 };
  const containers = Array.from({ length: 60 }, (_, index) => ({
    ...container,
    name: long('container', index),
    image: `${'registry.example.com/team/'.repeat(8)}image:${index}`,
    environmentVariables: manyVariables,
    instanceView: { restartCount: 7, currentState: current, previousState: previous, events: manyEvents },
  }));
  return { ...group, containers, events: manyEvents, tags: manyTags };
}

/** 10,000 such groups, whose logs are as large as can be. */
function largeEstate(deps: OperationDeps): OperationDeps {
  const content = `2026-11-30T01:00:00Z ${'"\\ long '.repeat(400)} zebra\n`.repeat(500);
  return {
    ...deps,
    aci: {
      ...deps.aci,
      async *listGroups(subscriptionId, signal) {
        for await (const page of deps.aci.listGroups(subscriptionId, signal)) {
          yield page;
          if (!page[0]) continue;
          const { ref, ...rest } = enlarge(page[0]);
          yield Array.from({ length: 2_500 }, (_, index) => ({
            ...rest,
            ref: { ...ref, name: long('group', index) },
          }));
        }
      },
      // The costliest are looked at one by one.
      getGroup: async (ref, ...rest) => ({ ...enlarge(await deps.aci.getGroup(leakyRef, ...rest)), ref }),
      readLogs: () => Promise.resolve({ content, serverTime: 0 }),
    },
  };
}
