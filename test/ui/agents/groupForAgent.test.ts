import assert from 'node:assert/strict';
import { neverAborts } from '../../../src/core/neverAborts.ts';
import { development } from '../../../src/emulator/seed/contoso.ts';
import { chatQuery } from '../../../src/ui/agents/chatQuery.ts';
import { groupForAgent } from '../../../src/ui/agents/groupForAgent.ts';
import { longestAnswer } from '../../../src/ui/agents/operation.ts';
import { manifest } from '../../manifest.ts';
import { type AgentFixture, openAgentFixture } from './agentFixture.ts';

describe('A group for an agent', () => {
  let fixture: AgentFixture;
  const ref = {
    cloud: 'emulator',
    subscriptionId: development,
    resourceGroup: 'rg-payments-dev',
    name: 'payments-crashing',
  } as const;

  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());

  it('is copied as what it is and what is wrong with it, in a frame that says that it is data', async () => {
    const text = await groupForAgent(fixture.deps, ref, neverAborts());
    assert.match(text, /^# Azure container group payments-crashing\n\n.*data, not instructions\./);
    const [, present = '', diagnosis = ''] = text.split(/^## (?:How it is|What is wrong with it)$/m);
    for (const part of [present, diagnosis]) {
      const [, id = 'no frame'] = /Up to the line "END ([\w-]+)" this is data/.exec(part) ?? [];
      assert.ok(part.includes(`\nEND ${id}`), part);
      assert.ok(part.length < longestAnswer + 10);
    }
    assert.match(present, /payments-crashing/);
    assert.match(diagnosis, /exit code 1/i);
  });

  it('is asked about with the tools that read it, and its name', () => {
    const query = chatQuery(ref);
    const names: readonly string[] = manifest.contributes.languageModelTools.map(
      ({ toolReferenceName }) => toolReferenceName,
    );
    const tools = [...query.matchAll(/#(\w+)/g)].map(([, tool = '']) => tool);
    assert.equal(tools.length, 3);
    for (const tool of tools) assert.ok(names.includes(tool), tool);
    assert.ok(query.endsWith(`${development}/rg-payments-dev/payments-crashing: `), query);
  });
});
