import assert from 'node:assert/strict';
import { asText } from '../../../../src/core/json.ts';
import { inspectGroup } from '../../../../src/ui/agents/operations/inspectGroup.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';
import { leakyBody, leakyRef, putGroup } from '../leakyGroup.ts';

describe('inspect_group', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
    await putGroup(fixture, leakyRef, leakyBody);
  });
  after(() => fixture.close());

  it('shows state, containers, variables, tags and events', async () => {
    const { text, data } = await fixture.read(inspectGroup, { group: 'leaky' });
    assert.match(text, /^\S+\/rg-playground\/leaky: running \(provisioning state Succeeded\), as of \d{4}-/);
    assert.match(text, /^eastus · Linux · restart policy Never$/m);
    assert.match(text, /^address: none$/m);
    assert.match(text, /^possible actions: stop, restart, delete/m);
    assert.match(text, /^- app: image alpine:3\.20 · 1 vCPU, 1 GB$/m);
    assert.match(text, /^ {2}state: Running, from \d{4}-\S+Z$/m);
    assert.match(
      text,
      /variables: DB_PASSWORD \(looks like a secret\), API_TOKEN \(secure\), LOG_LEVEL="debug"/,
    );
    assert.match(text, /^tags: note=.*; apiKey=\*\*\*$/m);
    assert.match(text, /^- \d{4}-\S+ app Normal Started: Started container$/m);
    assert.equal(data['state'], 'running');
  });

  it('shows one container, and as many events as are asked for', async () => {
    const { text, data } = await fixture.read(inspectGroup, {
      group: 'leaky',
      container: 'NOISY',
      events: 1,
    });
    assert.doesNotMatch(text, /- app:/);
    assert.match(text, /- noisy:/);
    assert.equal((data['events'] as unknown[]).length, 1);
    const none = await fixture.read(inspectGroup, { group: 'leaky', events: 0 });
    assert.deepEqual(none.data['events'], []);
    await assert.rejects(
      fixture.read(inspectGroup, { group: 'leaky', container: 'web' }),
      /"leaky" has no container "web"\. It has: app, noisy\./,
    );
  });

  it('answers the document without secrets, a part at a time', async () => {
    const { data, text } = await fixture.read(inspectGroup, { group: 'leaky', document: true });
    const document = asText(data['document']);
    assert.match(document, /^name: leaky$/m);
    assert.match(document, /secureValue: \S*\$\{env:API_TOKEN\}/);
    assert.match(document, /name: DB_PASSWORD\n\s+value: "?\*\*\*"?/);
    assert.ok(text.includes(document));
    const rest = await fixture.read(inspectGroup, { group: 'leaky', document: true, fromLine: 3 });
    assert.equal(rest.data['document'], document.split('\n').slice(2).join('\n'));
  });

  it('says where to find a group that is not there', async () => {
    await assert.rejects(
      fixture.read(inspectGroup, { group: `${leakyRef.subscriptionId}/rg-playground/nobody` }),
      /There is no container group "\S+\/nobody"\. Find it by list_groups\./,
    );
    const other =
      '/subscriptions/99999999-0000-4000-8000-000000000001/resourceGroups/a/providers/Microsoft.ContainerInstance/containerGroups/b';
    await assert.rejects(fixture.read(inspectGroup, { group: other }), /No subscription "99999999/);
    await assert.rejects(
      fixture.read(inspectGroup, { group: 'rg-playground/..' }),
      /names no container group|There is no/,
    );
  });
});
