import assert from 'node:assert/strict';
import { asObject, asObjects } from '../../../../src/core/json.ts';
import { cost } from '../../../../src/ui/agents/operations/cost.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';

describe('cost', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());

  it('adds up what runs, the costliest first, and names it an estimate', async () => {
    const { text, data } = await fixture.read(cost, { limit: 100 });
    assert.match(
      text,
      /^Estimate: vCPUs, memory and Windows at list price; no discounts, network or storage\./,
    );
    const groups = asObjects(data['groups']);
    const billed = groups.filter(({ isBilled }) => isBilled === true);
    const sum = billed.reduce((total, { perHour }) => total + Number(perHour ?? 0), 0);
    const running = asObject(data['running']);
    assert.ok(Math.abs(sum - Number(running['perHour'])) < 0.001, `${sum}`);
    assert.equal(running['groups'], billed.filter(({ perHour }) => perHour !== undefined).length);
    const prices = billed.map(({ perHour }) => Number(perHour ?? 0));
    assert.deepEqual(
      prices,
      prices.toSorted((a, b) => b - a),
    );
    assert.ok(
      groups.some(({ isBilled }) => isBilled === false),
      'what has ended costs nothing',
    );
    assert.match(text, /wasted: it crashes again and again/);
    assert.equal(running['unknown'], 0);
  });

  it('looks at one group, or at a resource group', async () => {
    const one = await fixture.read(cost, { group: 'storefront-web' });
    assert.equal(one.data['total'], 1);
    assert.match(
      one.text,
      /storefront-web: running · \$\S+\/hour, \$\S+\/month · 3 vCPU, 5 GB · \$\S+ since \d{4}-/,
    );
    const several = await fixture.read(cost, { resourceGroup: 'RG-payments-dev', limit: 1 });
    assert.equal(asObjects(several.data['groups']).length, 1);
    assert.match(several.text, /… \d+ cheaper groups: raise "limit"/);
    await assert.rejects(
      fixture.read(cost, { resourceGroup: 'rg-none' }),
      /The resource group "rg-none" has no container groups/,
    );
  });
});
