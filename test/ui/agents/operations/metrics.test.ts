import assert from 'node:assert/strict';
import { asObjects, isList } from '../../../../src/core/json.ts';
import { metrics } from '../../../../src/ui/agents/operations/metrics.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';

describe('metrics', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());

  it('sums up what each container used, with its limit and a coarse series', async () => {
    const { text, data } = await fixture.read(metrics, { group: 'storefront-web', range: '6h' });
    const series = asObjects(data['series']);
    const memory = series.find(({ metric, container }) => metric === 'memory' && container === 'web');
    assert.ok(memory && isList(memory['points']));
    assert.equal(memory['limit'], 4 * 1024 ** 3);
    assert.ok(memory['points'].length <= 12);
    assert.ok(Number(memory['average']) <= Number(memory['highest']));
    assert.match(text, /^- web memory: last \S+ \w+, average .* highest .* of 4 GB \(\d+ % at most\) \| /m);
    assert.match(text, /^- group networkIn: last /m);
  });

  it('says why nothing was measured', async () => {
    const { text, data } = await fixture.read(metrics, { group: 'storefront-typo' });
    assert.deepEqual(data['series'], []);
    assert.match(text, /No container of this group has run yet/);
  });
});
