import assert from 'node:assert/strict';
import { asObjects } from '../../../../src/core/json.ts';
import { preflight } from '../../../../src/ui/agents/operations/preflight.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';
import { leakyBody, leakyRef, putGroup } from '../leakyGroup.ts';

describe('preflight', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
    await putGroup(fixture, leakyRef, leakyBody);
  });
  after(() => fixture.close());
  const kinds = async (input: object) => {
    const { data } = await fixture.read(preflight, input);
    const [group] = asObjects(data['groups']);
    return [data['fits'], ...asObjects(group?.['findings']).map(({ kind }) => kind)];
  };

  it('says whether a described group fits', async () => {
    assert.deepEqual(await kinds({ image: 'nginx', location: 'westeurope' }), [true]);
    const elsewhere = await kinds({ image: 'nginx', location: 'westeurop' });
    assert.deepEqual(elsewhere.slice(0, 2), [false, 'locationNotOffered']);
    const [fits, ...found] = await kinds({ cpu: 500, memoryInGB: 1, location: 'westeurope' });
    assert.ok(fits === false && found.includes('cpuAboveRegion'), JSON.stringify(found));
    const { text } = await fixture.read(preflight, { location: 'westeurop' });
    assert.match(
      text,
      /^It does not fit: Azure would refuse it\.\n.*\n- fatal: There is no location "westeurop"\. Do you mean "westeurope"\?$/m,
    );
  });

  it('says whether the groups of a document fit, and what is there already', async () => {
    const document = JSON.stringify({ name: 'leaky', ...leakyBody });
    assert.deepEqual(await kinds({ document }), [true]);
    const { text } = await fixture.read(preflight, {
      ...{ document, subscription: leakyRef.subscriptionId, resourceGroup: 'rg-playground' },
    });
    assert.match(text, /leaky in eastus \(is there already: only what changes is checked\): nothing stands/);
  });

  it('says what is missing', async () => {
    await assert.rejects(
      fixture.read(preflight, { image: 'nginx' }),
      /Name the location, such as westeurope/,
    );
    await assert.rejects(
      fixture.read(preflight, { document: 'services:\n  web:\n    image: nginx\n' }),
      /Name the location of "/,
    );
    await assert.rejects(
      fixture.read(preflight, { document: 'nothing: here', location: 'eastus' }),
      /can't be deployed: line 1, .*Use validate_document|makes no container group/,
    );
  });
});
