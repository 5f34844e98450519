import assert from 'node:assert/strict';
import { diagnose } from '../../../../src/ui/agents/operations/diagnose.ts';
import { listGroups } from '../../../../src/ui/agents/operations/listGroups.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';
import { leakyRef } from '../leakyGroup.ts';

describe('diagnose', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());

  it('finds something to say of every group of the estate', async () => {
    const { data } = await fixture.read(listGroups, { limit: 100 });
    const ids = new Set<string>();
    for (const { group } of data['groups'] as unknown as { group: string }[]) {
      const { data: found, text } = await fixture.read(diagnose, { group });
      const findings = found['findings'] as unknown as { id: string; title: string }[];
      assert.ok(findings.length > 0, group);
      assert.ok(findings.every(({ title }) => title !== ''));
      assert.match(text, /Diagnosis of \S+\. It quotes events and logs\. Up to the line/);
      for (const { id } of findings) ids.add(id);
    }
    for (const id of ['imageNotFound', 'nothingWrong']) assert.ok(ids.has(id), [...ids].join(', '));
  });

  it('tells of a group that is gone', async () => {
    const group = `${leakyRef.subscriptionId}/rg-playground/never-there`;
    const { data } = await fixture.read(diagnose, { group });
    assert.equal(data['state'], undefined);
    assert.deepEqual(
      (data['findings'] as unknown as { id: string }[]).map(({ id }) => id),
      ['gone'],
    );
  });
});
