import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { readGroup } from '../../src/azure/api/readGroup.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import type { ContainerGroup, GroupRef } from '../../src/core/model/containerGroup.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { collect } from '../collect.ts';
import { credentialsGiving, startLoopbackServer, type LoopbackServer } from './loopbackServer.ts';
import { keptIn, leaves, withLeaf } from './groupPropertyPaths.ts';

const shared = join(import.meta.dirname, '../../../shared');
const fixtures = join(import.meta.dirname, '../emulator/fixtures');

/** Where bodies come from, and how many of each kind it takes for the tests to mean something. */
interface Source {
  readonly where: string;
  /** Folders of recordings: requests and responses. */
  readonly recordings: string;
  /** Folders of the API description's examples. */
  readonly examples: readonly string[];
  readonly least: Readonly<Record<'groups' | 'lists' | 'refusals' | 'logs' | 'capabilities', number>>;
}

const sources: readonly Source[] = [
  {
    where: '../shared',
    recordings: join(shared, 'recordings'),
    examples: ['2023-05-01', '2024-05-01-preview'].map(version => join(shared, 'spec', version, 'examples')),
    least: { groups: 61, lists: 5, refusals: 2, logs: 2, capabilities: 1 },
  },
  {
    where: 'our own fixtures',
    recordings: fixtures,
    examples: [],
    least: { groups: 6, lists: 1, refusals: 3, logs: 1, capabilities: 1 },
  },
];

interface Recorded {
  readonly name: string;
  readonly body: JsonObject;
}

interface Response {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Json;
}

describe('what Azure answered once is understood', () => {
  for (const source of sources) describe(`in ${source.where}`, () => understood(source));
});

function understood({ where, recordings, examples, least }: Source): void {
  let loopback: LoopbackServer;
  let groups: readonly Recorded[];
  let lists: readonly Recorded[];
  const signal = neverAborts();
  const ref: GroupRef = { cloud: 'emulator', subscriptionId: 's', resourceGroup: 'r', name: 'g' };

  before(async function () {
    loopback = await startLoopbackServer();
    if (!existsSync(recordings)) {
      console.log(`      skipped: ${where} is not there`);
      this.skip();
    }
    const bodies = [...recordedBodies(), ...exampleBodies()];
    groups = bodies.filter(({ body }) => isGroup(body));
    lists = bodies.filter(({ body }) => Array.isArray(body['value']) && body['value'].some(isGroup));
  });
  after(() => loopback.close());

  it('finds enough bodies to mean something', () => {
    assert.ok(groups.length >= least.groups, `${groups.length} groups`);
    assert.ok(lists.length >= least.lists, `${lists.length} lists`);
  });

  it('a document holds a group exactly as it was sent', async () => {
    const aci = createAzureApi(loopback.cloud, credentialsGiving());
    for (const { name, body } of groups) {
      loopback.answer = () => ({ body });
      const own = readGroup('emulator', body)?.ref ?? ref;
      assert.deepEqual((await aci.getRawGroup(own, signal)).body, body, name);
    }
  });

  it('a group and its containers arrive through the SDK', async () => {
    const aci = createAzureApi(loopback.cloud, credentialsGiving());
    for (const { name, body } of groups.filter(isAddressable)) {
      loopback.answer = () => ({ body });
      const group = await aci.getGroup(ref, signal);
      assert.deepEqual(group, readGroup('emulator', body), name);
      assert.deepEqual(names(group), namesIn(body), name);
    }
  });

  it('a list arrives through the SDK, without instance views', async () => {
    const aci = createAzureApi(loopback.cloud, credentialsGiving());
    for (const { name, body } of lists) {
      loopback.answer = () => ({ body: { ...body, nextLink: undefined } });
      const listed = await collect(aci.listGroups('s', signal));
      assert.equal(listed.flat().length, (body['value'] as Json[]).length, name);
    }
  });

  it('every property is in the model or, as the table says, only in the document', () => {
    const wrong = new Map<string, string>();
    for (const { name, body } of groups.filter(isAddressable)) {
      const before = JSON.stringify(readGroup('emulator', body));
      for (const leaf of leaves(body)) {
        const changed = JSON.stringify(readGroup('emulator', withLeaf(body, leaf)));
        const fate = keptIn(leaf.path);
        if (fate === undefined) wrong.set(leaf.path, `nobody has decided about it (${name})`);
        else if ((fate === 'model') !== (changed !== before))
          wrong.set(leaf.path, `not in the ${fate} (${name})`);
      }
    }
    assert.deepEqual([...wrong], []);
  });

  it('every recorded refusal becomes an error with its code and message', async () => {
    const aci = createAzureApi(loopback.cloud, credentialsGiving());
    const refusals = responses().filter(({ status }) => status >= 400);
    assert.ok(refusals.length >= least.refusals, `${refusals.length} refusals`);
    for (const { status, headers, body } of refusals) {
      loopback.answer = () => ({
        status,
        headers: { 'x-ms-request-id': headers['x-ms-request-id'] ?? 'r1' },
        body,
      });
      const { code, message } = (body as { error: { code: string; message: string } }).error;
      await assert.rejects(aci.getGroup(ref, signal), {
        name: 'AciError',
        code,
        message,
        status,
        requestId: headers['x-ms-request-id'] ?? 'r1',
      });
    }
  });

  it('recorded logs and capabilities are read', async () => {
    const aci = createAzureApi(loopback.cloud, credentialsGiving());
    const bodies = responses().map(({ body }) => body);
    const logs = bodies.filter(body => isObject(body) && typeof body['content'] === 'string');
    const capabilities = bodies.filter(body => JSON.stringify(body ?? null).includes('"maxMemoryInGB"'));
    assert.ok(
      logs.length >= least.logs && capabilities.length >= least.capabilities,
      `${logs.length} logs, ${capabilities.length} lists`,
    );
    for (const body of logs) {
      loopback.answer = () => ({ body });
      const { content } = await aci.readLogs({ group: ref, container: 'c' }, { timestamps: false }, signal);
      assert.equal(content, (body as JsonObject)['content']);
    }
    for (const body of capabilities) {
      loopback.answer = () => ({ body });
      const read = await aci.capabilities('s', 'eastus', signal);
      assert.equal(read.length, ((body as JsonObject)['value'] as Json[]).length);
      assert.ok(read.every(({ maxCpu, maxMemoryInGB }) => maxCpu > 0 && maxMemoryInGB > 0));
    }
  });

  function responses(): Response[] {
    return jsonFiles(recordings).flatMap(file =>
      (readJson(file) as { interactions: { response: Response }[] }).interactions.map(
        ({ response }) => response,
      ),
    );
  }

  function* recordedBodies(): Generator<Recorded> {
    for (const file of jsonFiles(recordings)) {
      const { interactions } = readJson(file) as { interactions: { response: { body?: Json } }[] };
      for (const [index, { response }] of interactions.entries()) {
        if (isObject(response.body)) yield { name: `${file} #${index}`, body: response.body };
      }
    }
  }

  function* exampleBodies(): Generator<Recorded> {
    for (const file of examples.flatMap(jsonFiles)) {
      const { responses } = readJson(file) as { responses: Record<string, { body?: Json }> };
      for (const [status, { body }] of Object.entries(responses)) {
        if (isObject(body)) yield { name: `${file} ${status}`, body };
      }
    }
  }
}

function jsonFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.json'))
    .map(file => join(folder, file));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function isGroup(body: Json): boolean {
  return (
    isObject(body) &&
    typeof body['type'] === 'string' &&
    /containerGroups$/i.test(body['type']) &&
    isObject(body['properties'])
  );
}

function isAddressable({ body }: Recorded): boolean {
  return readGroup('emulator', body) !== undefined;
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function names({ containers, initContainers }: ContainerGroup): string[] {
  return [...initContainers, ...containers].map(container => container.name);
}

function namesIn(body: JsonObject): unknown[] {
  const properties = body['properties'] as Record<string, { name: string }[] | undefined>;
  return [...(properties['initContainers'] ?? []), ...(properties['containers'] ?? [])].map(
    ({ name }) => name,
  );
}
