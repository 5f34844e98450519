import assert from 'node:assert/strict';
import { AciError } from '../../../src/core/errors.ts';
import { asText } from '../../../src/core/json.ts';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import type { Operation, Plan, ReadOperation, WriteOperation } from '../../../src/ui/agents/operation.ts';
import { OperationError } from '../../../src/ui/agents/operationError.ts';
import { ToolCalls, type ToolCallsDeps } from '../../../src/ui/agents/toolCalls.ts';
import { TestClock } from '../../testClock.ts';
import { type AgentFixture, openAgentFixture } from './agentFixture.ts';

const described = {
  title: 'A title',
  description: 'A description.',
  outputSchema: { type: 'object' },
  inputSchema: {
    type: 'object',
    properties: { group: { type: 'string' }, tail: { type: 'integer' } },
    required: ['group'],
    additionalProperties: false,
  },
};

const look: ReadOperation = {
  ...{ ...described, name: 'look', effect: 'read' },
  run: (_, { group }: { readonly group?: string }) =>
    Promise.resolve({ text: `looked at ${asText(group)}`, data: {} }),
};

describe('A tool call', () => {
  let fixture: AgentFixture;
  /** What happened, in order. */
  let happened: string[];
  let plans: number;
  let planned: () => void;
  let answer: boolean;
  const clock = new TestClock();

  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());
  beforeEach(() => {
    happened = [];
    plans = 0;
    planned = () => undefined;
    answer = true;
  });

  const remove: WriteOperation = {
    ...{ ...described, name: 'remove', effect: 'destroy', isIdempotent: true },
    plan(_, { group }: { readonly group?: string }): Promise<Plan> {
      const plan = `plan ${++plans}`;
      planned();
      const carryOut = () => {
        happened.push(plan);
        return Promise.resolve({ text: `removed by ${plan}`, data: {} });
      };
      return Promise.resolve({ question: `Remove ${asText(group)}?`, details: [plan], carryOut });
    },
  };
  const calls = (more: Partial<ToolCallsDeps> = {}): ToolCalls => {
    const operations: readonly Operation[] = [look, remove];
    return new ToolCalls({
      ...{ clock, operations, operationDeps: () => Promise.resolve(fixture.deps) },
      changesForbidden: () => undefined,
      confirm({ question }) {
        happened.push(question);
        return Promise.resolve(answer);
      },
      ...more,
    });
  };

  it('that only reads is told of, asks nothing and answers', async () => {
    const own = calls();
    const prepared = await own.prepare('aci_look', { group: 'rg/web' }, neverAborts());
    assert.equal(prepared.plan, undefined);
    assert.match(prepared.message, /rg\/web/);
    assert.equal(await own.invoke('aci_look', { group: 'rg/web' }, neverAborts()), 'looked at rg/web');
    assert.deepEqual(happened, []);
  });

  it('that changes something carries out the plan that was shown, whatever the order of its arguments', async () => {
    const own = calls();
    const { plan } = await own.prepare('aci_remove', { group: 'rg/web', tail: 5 }, neverAborts());
    assert.deepEqual([plan?.question, plan?.details], ['Remove rg/web?', ['plan 1']]);
    assert.deepEqual(happened, []);
    const text = await own.invoke('aci_remove', { tail: '5', group: 'rg/web' }, neverAborts());
    assert.equal(text, 'removed by plan 1');
    assert.deepEqual(happened, ['plan 1']);
  });

  it('carries out a plan once: the second call is planned and asked about by itself', async () => {
    const own = calls();
    await own.prepare('aci_remove', { group: 'rg/web' }, neverAborts());
    await own.invoke('aci_remove', { group: 'rg/web' }, neverAborts());
    await own.invoke('aci_remove', { group: 'rg/web' }, neverAborts());
    assert.deepEqual(happened, ['plan 1', 'Remove rg/web?', 'plan 2']);
  });

  it('with other arguments than those that were shown asks about its own', async () => {
    const own = calls();
    await own.prepare('aci_remove', { group: 'rg/web' }, neverAborts());
    await own.invoke('aci_remove', { group: 'rg/database' }, neverAborts());
    assert.deepEqual(happened, ['Remove rg/database?', 'plan 2']);
  });

  it('asks again where the plan was shown too long ago', async () => {
    const own = calls();
    await own.prepare('aci_remove', { group: 'rg/web' }, neverAborts());
    clock.advance(10 * 60_000);
    await own.invoke('aci_remove', { group: 'rg/web' }, neverAborts());
    assert.deepEqual(happened, ['Remove rg/web?', 'plan 2']);
  });

  it('changes nothing where the person says no', async () => {
    answer = false;
    const text = await calls().invoke('aci_remove', { group: 'rg/web' }, neverAborts());
    assert.deepEqual(happened, ['Remove rg/web?']);
    assert.match(text, /declined\. Nothing was changed/);
  });

  it('changes nothing where agents may not: it is neither planned nor asked about', async () => {
    const own = calls({ changesForbidden: () => 'Not here.' });
    const prepared = await own.prepare('aci_remove', { group: 'rg/web' }, neverAborts());
    assert.equal(prepared.plan, undefined);
    assert.equal(await own.invoke('aci_remove', { group: 'rg/web' }, neverAborts()), 'Error: Not here.');
    assert.equal(await own.invoke('aci_look', { group: 'rg/web' }, neverAborts()), 'looked at rg/web');
    assert.deepEqual([plans, happened], [0, []]);
  });

  it('changes nothing where they may no longer once the person has agreed', async () => {
    let forbidden: string | undefined = undefined;
    const own = calls({ changesForbidden: () => forbidden });
    await own.prepare('aci_remove', { group: 'rg/web' }, neverAborts());
    forbidden = 'No longer.';
    assert.equal(await own.invoke('aci_remove', { group: 'rg/web' }, neverAborts()), 'Error: No longer.');
    assert.deepEqual(happened, []);
  });

  it('says what is wrong as its answer, not as an error: of one, VS Code logs the arguments', async () => {
    const own = calls();
    for (const tool of ['aci_look', 'aci_remove']) {
      await own.prepare(tool, {}, neverAborts());
      assert.equal(await own.invoke(tool, {}, neverAborts()), 'Error: The argument "group" is missing.');
    }
    planned = () => {
      throw new OperationError('There is no "web".', 'group');
    };
    await own.prepare('aci_remove', { group: 'web' }, neverAborts());
    assert.equal(
      await own.invoke('aci_remove', { group: 'web' }, neverAborts()),
      'Error: There is no "web".',
    );
    const signedOut = calls({ operationDeps: () => Promise.reject(new AciError('signedOut', 'Sign in.')) });
    await signedOut.prepare('aci_remove', { group: 'web' }, neverAborts());
    for (const tool of ['aci_look', 'aci_remove'])
      assert.match(await signedOut.invoke(tool, { group: 'web' }, neverAborts()), /^Error: .*"Sign in\."/);
    assert.deepEqual(happened, []);
  });

  it('is asked about all the same where only its preparation went wrong', async () => {
    const own = calls();
    planned = () => {
      planned = () => undefined;
      throw new AciError('offline', 'No connection.');
    };
    assert.equal((await own.prepare('aci_remove', { group: 'web' }, neverAborts())).plan, undefined);
    await own.invoke('aci_remove', { group: 'web' }, neverAborts());
    assert.deepEqual(happened, ['Remove web?', 'plan 2']);
  });

  it('that is called off throws the reason, and carries out nothing', async () => {
    const controller = new AbortController();
    planned = () => {
      controller.abort();
      controller.signal.throwIfAborted();
    };
    const own = calls();
    await assert.rejects(own.prepare('aci_remove', { group: 'web' }, controller.signal), {
      name: 'AbortError',
    });
    await assert.rejects(own.invoke('aci_remove', { group: 'web' }, controller.signal), {
      name: 'AbortError',
    });
    const late = new AbortController();
    planned = () => undefined;
    const asked = calls({
      confirm: () => {
        late.abort();
        return Promise.resolve(true);
      },
    });
    await assert.rejects(asked.invoke('aci_remove', { group: 'web' }, late.signal), { name: 'AbortError' });
    assert.deepEqual(happened, []);
  });
});
