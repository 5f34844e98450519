import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { operations } from '../../../../src/ui/agents/operations.ts';
import { planLifetime } from '../../../../src/ui/agents/operation.ts';
import { call, type McpFixture, openMcpFixture, textOf } from './mcpFixture.ts';

describe('The MCP server', () => {
  let mcp: McpFixture;
  beforeEach(async () => {
    mcp = await openMcpFixture();
  });
  afterEach(() => mcp.close());

  describe('offers as tools', () => {
    it('every operation, with its schemas and with what it does to what is there', async () => {
      const client = await mcp.connect();
      const { tools } = await client.listTools();
      const names = [...mcp.sample.operations.map(({ name }) => name), 'confirm_plan'];
      assert.deepEqual(
        tools.map(({ name }) => name),
        names,
      );
      for (const { name, title, description, inputSchema, outputSchema } of operations) {
        const tool = tools.find(each => each.name === name);
        assert.deepEqual([tool?.title, tool?.description], [title, description]);
        assert.deepEqual(tool?.inputSchema, inputSchema);
        assert.equal(tool.outputSchema?.type, outputSchema['type']);
      }
      const hints = (name: string) => {
        const { readOnlyHint, destructiveHint, idempotentHint } =
          tools.find(each => each.name === name)?.annotations ?? {};
        return [readOnlyHint, destructiveHint, idempotentHint];
      };
      assert.deepEqual(hints('list_groups'), [true, false, true]);
      assert.deepEqual(hints('paint'), [false, false, true]);
      assert.deepEqual(hints('burn'), [false, true, false]);
      assert.deepEqual(hints('confirm_plan'), [false, true, false]);
    });

    it('no second step where the client asks the person itself', async () => {
      const client = await mcp.connect(() => ({ action: 'decline' }));
      const { tools } = await client.listTools();
      assert.deepEqual(
        tools.map(({ name }) => name),
        mcp.sample.operations.map(({ name }) => name),
      );
    });

    it('nothing that changes anything where that is forbidden, and refuses it all the same', async () => {
      mcp.forbidden = 'Changes are turned off.';
      const client = await mcp.connect();
      const { tools } = await client.listTools();
      assert.ok(tools.every(({ annotations }) => annotations?.readOnlyHint));
      for (const [name, args] of [
        ['paint', { colour: 'red' }],
        ['confirm_plan', { planId: 'x' }],
      ] as const) {
        const refused = await call(client, name, args);
        assert.equal(refused.isError, true);
        assert.equal(textOf(refused), 'Changes are turned off. Nothing was changed.');
      }
      assert.deepEqual(mcp.sample.done, []);
    });
  });

  it('answers as text and as data that the schema of the tool describes', async () => {
    const client = await mcp.connect();
    await client.listTools(); // the client checks the data against what was listed
    const listed = await call(client, 'list_groups', { limit: 2 });
    assert.match(textOf(listed), /container groups[\s\S]*call again with offset 2/);
    assert.equal((listed.structuredContent?.['groups'] as unknown[]).length, 2);
  });

  it('says what is wrong with a call, for a model to mend', async () => {
    const client = await mcp.connect();
    const wrong = await call(client, 'list_groups', { limit: 'many' });
    assert.equal(wrong.isError, true);
    assert.match(textOf(wrong), /The argument "limit" must be integer/);
    assert.match(textOf(await call(client, 'list_groups', { name: 'x' })), /There is no argument "name"/);
    assert.equal(textOf(await call(client, 'crash')), 'The argument "a" must be a colour.');
    await assert.rejects(call(client, 'paint_it_black'), /There is no tool "paint_it_black"/);
    await assert.rejects(client.request({ method: 'tools/call' }, CallToolResultSchema), /params|Invalid/);
    assert.match(textOf(await call(client, 'list_groups')), /container groups/, 'it goes on');
  });

  it('tells the progress of what takes long, and ends it where the client cancels', async () => {
    const client = await mcp.connect();
    const cancelling = new AbortController();
    const told: string[] = [];
    const calling = client.callTool({ name: 'wait', arguments: {} }, CallToolResultSchema, {
      signal: cancelling.signal,
      onprogress: ({ progress, message }) => void told.push(`${progress} ${message ?? ''}`),
    });
    await mcp.sample.waiting;
    cancelling.abort(new Error('enough'));
    await assert.rejects(calling, /enough/);
    await mcp.sample.aborted;
    assert.deepEqual(told, ['1 waiting', '2 still waiting']);
  });

  describe('asks the person before a change', () => {
    it('by a form of the client, with all that the plan says, and then makes it', async () => {
      const asked: unknown[] = [];
      const client = await mcp.connect(params => {
        asked.push(params.message);
        return { action: 'accept', content: { confirm: true } };
      });
      await client.listTools();
      const done = await call(client, 'paint', { colour: 'red' });
      assert.deepEqual(asked, ['paint it red?\nSubscription: Contoso\nPrice: 5 USD']);
      assert.equal(textOf(done), 'It is red.');
      assert.deepEqual(done.structuredContent, { outcome: 'done', result: { colour: 'red' } });
      assert.deepEqual(mcp.sample.done, ['paint red']);
    });

    for (const [what, answer] of [
      ['declines', { action: 'decline' }],
      ['closes the form', { action: 'cancel' }],
      ['sends it without the box ticked', { action: 'accept', content: { confirm: false } }],
    ] as const) {
      it(`and makes none where the person ${what}`, async () => {
        const client = await mcp.connect(() => answer);
        const declined = await call(client, 'burn', { colour: 'red' });
        assert.match(textOf(declined), /^The person declined\. Nothing was changed\./);
        assert.deepEqual(declined.structuredContent, { outcome: 'declined' });
        assert.deepEqual(mcp.sample.done, []);
      });
    }

    it('and makes none where the client answers something else', async () => {
      for (const content of [{}, { confirm: 'yes' }, undefined]) {
        const client = await mcp.connect(() => ({ action: 'accept', ...(content && { content }) }));
        await call(client, 'burn', { colour: 'red' }).catch(() => undefined);
      }
      const failing = await mcp.connect(() => {
        throw new Error('no screen');
      });
      const failed = await call(failing, 'burn', { colour: 'red' });
      assert.equal(failed.isError, true);
      assert.deepEqual(mcp.sample.done, []);
    });

    it('and makes none where changes were forbidden while the person read', async () => {
      const client = await mcp.connect(() => {
        mcp.forbidden = 'Changes are turned off.';
        return { action: 'accept', content: { confirm: true } };
      });
      assert.match(textOf(await call(client, 'burn', { colour: 'red' })), /Nothing was changed/);
      assert.deepEqual(mcp.sample.done, []);
    });
  });

  describe('takes two steps where the client has no forms', () => {
    let client: Client;
    const plan = async (colour = 'red') => {
      const planned = await call(client, 'paint', { colour });
      return planned.structuredContent?.['planId'] as string;
    };
    const confirm = (planId: string, by = client) => call(by, 'confirm_plan', { planId });
    beforeEach(async () => {
      client = await mcp.connect();
      await client.listTools();
    });

    it('a plan that changes nothing, and a call that names it', async () => {
      const planned = await call(client, 'paint', { colour: 'green' });
      assert.match(
        textOf(planned),
        /^Nothing was changed\. Show this to the person[^\n]*\npaint it green\?\nSubscription: Contoso\nPrice: 5 USD\nOnce they have agreed, call confirm_plan with planId "\S{16}"/,
      );
      assert.equal(planned.structuredContent?.['outcome'], 'needsConfirmation');
      assert.deepEqual(mcp.sample.done, []);
      const done = await confirm(planned.structuredContent['planId'] as string);
      assert.equal(textOf(done), 'It is green.');
      assert.deepEqual(mcp.sample.done, ['paint green']);
    });

    it('a plan that works once', async () => {
      const id = await plan();
      await confirm(id);
      const again = await confirm(id);
      assert.equal(again.isError, true);
      assert.match(textOf(again), /^There is no plan .*Nothing was changed/);
      assert.deepEqual(mcp.sample.done, ['paint red']);
    });

    it('a plan that expires', async () => {
      const id = await plan();
      mcp.fixture.world.clock.advance(planLifetime);
      assert.match(textOf(await confirm(id)), /There is no plan/);
      assert.deepEqual(mcp.sample.done, []);
    });

    it('a plan that only its own session knows', async () => {
      const id = await plan();
      assert.match(textOf(await confirm(id, await mcp.connect())), /There is no plan/);
      assert.deepEqual(mcp.sample.done, []);
    });

    it('twenty plans at most: the oldest goes', async () => {
      const first = await plan();
      const second = await plan();
      for (let more = 0; more < 19; more++) await plan();
      assert.match(textOf(await confirm(first)), /There is no plan/);
      assert.equal(textOf(await confirm(second)), 'It is red.');
    });
  });

  it('neither ends nor changes anything without a confirmation, whatever it is sent', async () => {
    const client = await mcp.connect();
    const names = fc.oneof(
      fc.constantFrom(...mcp.sample.operations.map(({ name }) => name).filter(name => name !== 'wait')),
      fc.constant('confirm_plan'),
      fc.string(),
    );
    const args = fc.oneof(
      fc.jsonValue(),
      fc.record({ colour: fc.constantFrom('red', 'green', 'blue') }),
      fc.record({ planId: fc.oneof(fc.string(), fc.jsonValue()) }),
      fc.record({ group: fc.oneof(fc.string(), fc.jsonValue()) }),
    );
    await fc.assert(
      fc.asyncProperty(names, args, async (name, given) => {
        const request = {
          method: 'tools/call',
          params: { name, arguments: given as Record<string, unknown> },
        };
        await client.request(request, CallToolResultSchema).catch(() => undefined);
        assert.deepEqual(mcp.sample.done, []);
        assert.deepEqual(mcp.fixture.world.changes(), []);
      }),
      { numRuns: 150 },
    );
    assert.match(textOf(await call(client, 'list_groups')), /container groups/);
  });
});
