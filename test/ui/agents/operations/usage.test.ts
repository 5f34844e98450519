import assert from 'node:assert/strict';
import { asObjects } from '../../../../src/core/json.ts';
import { development } from '../../../../src/emulator/seed/contoso.ts';
import { usage } from '../../../../src/ui/agents/operations/usage.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';

describe('usage', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());

  it('reads the limits of a place, the fullest first', async () => {
    const { text, data } = await fixture.read(usage, { subscription: development, location: 'West Europe' });
    const [place, ...others] = asObjects(data['places']);
    assert.ok(place && others.length === 0);
    assert.equal(place['location'], 'westeurope');
    const shares = asObjects(place['usages']).map(({ used, limit }) => Number(used) / Number(limit));
    assert.ok(shares.length > 1);
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => b - a),
    );
    assert.match(text, /^Contoso Development \(\S+\), westeurope:\n- .*: \d+ of \d+ \(\d+ %\)$/m);
  });

  it('looks by itself where there are groups', async () => {
    const { data } = await fixture.read(usage, {});
    const places = asObjects(data['places']).map(({ location }) => location);
    assert.ok(places.includes('westeurope') && places.includes('eastus2'), JSON.stringify(places));
  });

  it('refuses what is no location', async () => {
    await assert.rejects(fixture.read(usage, { location: '../x' }), /"location" must match pattern/);
  });
});
