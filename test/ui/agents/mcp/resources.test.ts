import assert from 'node:assert/strict';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import type { TextResourceContents } from '@modelcontextprotocol/sdk/types.js';
import { groupAddress, readAddress } from '../../../../src/ui/agents/mcp/groupAddresses.ts';
import { completionsOf } from '../../../../src/ui/agents/mcp/completions.ts';
import { resourcePage } from '../../../../src/ui/agents/mcp/resources.ts';
import { operations } from '../../../../src/ui/agents/operations.ts';
import { group } from '../../../core/sampleGroups.ts';
import { type McpFixture, openMcpFixture } from './mcpFixture.ts';

describe('The resources of the MCP server', () => {
  let mcp: McpFixture;
  let client: Client;
  before(async () => {
    mcp = await openMcpFixture();
    client = await mcp.connect();
  });
  after(() => mcp.close());
  const read = async (uri: string) => {
    const { contents } = await client.readResource({ uri });
    return contents[0] as TextResourceContents;
  };

  it('are the groups, each as YAML without a secret', async () => {
    const { resources } = await client.listResources();
    assert.ok(resources.length > 5);
    for (const { uri } of resources.slice(0, 5)) {
      const { mimeType, text } = await read(uri);
      assert.equal(mimeType, 'application/yaml');
      assert.match(text, /type: Microsoft\.ContainerInstance\/containerGroups/);
    }
  });

  it('are the logs of their containers', async () => {
    const { resourceTemplates } = await client.listResourceTemplates();
    assert.deepEqual(
      resourceTemplates.map(({ uriTemplate }) => uriTemplate),
      [
        'aci://{subscriptionId}/{resourceGroup}/{name}/group',
        'aci://{subscriptionId}/{resourceGroup}/{name}/logs/{container}',
      ],
    );
    const { resources } = await client.listResources();
    const hello = resources.find(({ name }) => name === 'hello')?.uri ?? '';
    const { values } = (
      await client.complete({
        ref: { type: 'ref/resource', uri: resourceTemplates[1]?.uriTemplate ?? '' },
        argument: { name: 'container', value: '' },
        context: { arguments: { name: 'hello' } },
      })
    ).completion;
    const { mimeType, text } = await read(hello.replace(/group$/, `logs/${values[0] ?? ''}`));
    assert.equal(mimeType, 'text/plain');
    assert.ok(text.length > 0);
  });

  it('are told to be none where the address names nothing, and where Azure has no such group', async () => {
    for (const uri of ['aci://a/b/c', 'aci://a/b/c/d', 'file:///etc/passwd', 'aci://a/b/c/logs/'])
      await assert.rejects(read(uri), /There is no resource/);
    const { resources } = await client.listResources();
    await assert.rejects(read((resources[0]?.uri ?? '').replace(/[^/]+\/group$/, 'nobody/group')), /nobody/);
  });

  it('come a hundred at a time', () => {
    const groups = Array.from({ length: 250 }, (_, index) => group({ name: `g${index}` }));
    const first = resourcePage(groups, undefined);
    assert.deepEqual([first.resources.length, first.nextCursor], [100, '100']);
    const last = resourcePage(groups, '200');
    assert.deepEqual([last.resources.length, last.nextCursor], [50, undefined]);
    for (const cursor of ['', '-1', 'x', '1.5', '1e99', 'NaN'])
      assert.throws(() => resourcePage(groups, cursor), /no page of that cursor/, cursor);
  });

  it('have addresses that any name survives', () => {
    const one = group({ name: 'a b/c?d' });
    assert.deepEqual(readAddress(groupAddress(one), one.ref.cloud), { ref: one.ref, container: undefined });
    assert.equal(readAddress('aci://a/b/%E0%A4%A/group', 'azure')?.ref.name, '%E0%A4%A');
  });

  it('and the arguments of prompts are completed from the groups that there are', async () => {
    const complete = async (value: string) =>
      (
        await client.complete({
          ref: { type: 'ref/prompt', name: 'diagnose_group' },
          argument: { name: 'group', value },
        })
      ).completion.values;
    assert.ok((await complete('HELLO')).every(value => value.includes('hello')));
    assert.deepEqual(await complete('nothing like it'), []);
    const before = mcp.fixture.world.emulator.server.requests.length;
    await complete('h');
    assert.equal(mcp.fixture.world.emulator.server.requests.length, before, 'the list is good for a while');
    const many = Array.from({ length: 150 }, (_, index) => group({ name: `g${index}` }));
    const { values, total, hasMore } = completionsOf(many, 'name', 'g');
    assert.deepEqual([values.length, total, hasMore], [100, 150, true]);
    assert.deepEqual(completionsOf(many, 'tag', '').values, []);
  });
});

describe('The prompts of the MCP server', () => {
  let mcp: McpFixture;
  let client: Client;
  before(async () => {
    mcp = await openMcpFixture();
    client = await mcp.connect();
  });
  after(() => mcp.close());

  it('diagnose a group, and write one for a repository', async () => {
    const { prompts } = await client.listPrompts();
    assert.deepEqual(
      prompts.map(({ name }) => name),
      ['diagnose_group', 'write_group'],
    );
    const { messages } = await client.getPrompt({ name: 'diagnose_group', arguments: { group: 'rg/web' } });
    assert.match(JSON.stringify(messages), /the Azure Container Instances group \\"rg\/web\\"/);
    const { messages: written } = await client.getPrompt({ name: 'write_group' });
    const named = JSON.stringify([messages, written]).match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
    assert.ok(named.length > 2);
    for (const name of named)
      assert.ok(
        operations.some(operation => operation.name === name),
        name,
      );
    await assert.rejects(client.getPrompt({ name: 'diagnose_group' }), /The argument "group" is missing/);
    await assert.rejects(client.getPrompt({ name: 'sing' }), /There is no prompt "sing"/);
  });
});
