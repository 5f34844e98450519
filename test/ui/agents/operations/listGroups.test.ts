import assert from 'node:assert/strict';
import { development } from '../../../../src/emulator/seed/contoso.ts';
import { neverAborts } from '../../../../src/core/neverAborts.ts';
import { listGroups } from '../../../../src/ui/agents/operations/listGroups.ts';
import { findGroup } from '../../../../src/ui/agents/readGroups.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';

describe('list_groups', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());
  const find = async (text: string) => {
    const { subscriptionId, resourceGroup, name } = await findGroup(fixture.deps, text, neverAborts());
    return `${subscriptionId}/${resourceGroup}/${name}`;
  };

  it('lists every group, a page at a time', async () => {
    const all = await fixture.read(listGroups);
    const { total, groups } = all.data as { total: number; groups: { group: string }[] };
    assert.equal(groups.length, total);
    assert.ok(total > 5);
    const first = await fixture.read(listGroups, { limit: 3 });
    assert.equal(first.data['nextOffset'], 3);
    assert.match(first.text, new RegExp(`${total - 3} more: call again with offset 3`));
    const rest = await fixture.read(listGroups, { offset: 3, limit: 100 });
    const ofBoth = [first, rest].flatMap(({ data }) => data['groups'] as unknown as { group: string }[]);
    assert.deepEqual(ofBoth, groups);
    assert.equal(rest.data['nextOffset'], undefined);
  });

  it('lists those of one subscription or resource group, and those that a text is found in', async () => {
    const { data } = await fixture.read(listGroups, { subscription: 'contoso development' });
    const groups = data['groups'] as unknown as { group: string }[];
    assert.ok(groups.length > 0 && groups.every(({ group }) => group.startsWith(`${development}/`)));
    const found = await fixture.read(listGroups, { resourceGroup: 'RG-PLAYGROUND', filter: 'HELLO' });
    assert.match(found.text, /rg-playground\/\S*hello/i);
    await assert.rejects(
      fixture.read(listGroups, { subscription: 'nobody' }),
      /No subscription "nobody" is visible\. Use one of these ids: .*Contoso Development/,
    );
  });

  it('gives names by which a group is found again', async () => {
    const { data } = await fixture.read(listGroups);
    for (const { group } of data['groups'] as unknown as { group: string }[]) {
      assert.equal(await find(group), group);
      const [subscription, resourceGroup, name] = group.split('/');
      assert.equal(await find(`${resourceGroup}/${name}`), group);
      const id = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerInstance/containerGroups/${name}`;
      assert.equal(await find(`https://portal.azure.com/#@contoso/resource${id}/overview`), group);
    }
  });

  it('names what is like a name that no group has', async () => {
    await assert.rejects(
      find('nothing-like-it'),
      /There is no container group "nothing-like-it"\. Name it as/,
    );
    await assert.rejects(find('hell'), /Similar ones: .*hello/);
    await assert.rejects(find(' / / / '), /names no container group/);
  });
});
