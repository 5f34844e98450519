import assert from 'node:assert/strict';
import { development } from '../../../../src/emulator/seed/contoso.ts';
import { neverAborts } from '../../../../src/core/neverAborts.ts';
import { waitForCompletion } from '../../../../src/core/waitForCompletion.ts';
import {
  deleteGroup,
  restartGroup,
  startGroup,
  stopGroup,
} from '../../../../src/ui/agents/operations/powerOperations.ts';
import { OperationError } from '../../../../src/ui/agents/operationError.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';

describe('start_group, stop_group, restart_group and delete_group', () => {
  let fixture: AgentFixture;
  beforeEach(async () => {
    fixture = await openAgentFixture();
  });
  afterEach(() => fixture.close());
  const hello = {
    ...({ cloud: 'emulator', subscriptionId: development } as const),
    ...{ resourceGroup: 'rg-playground', name: 'hello' },
  };
  const group = `${development}/rg-playground/hello`;
  const isOperationError = (pattern: RegExp) => (error: unknown) => {
    assert.ok(error instanceof OperationError);
    assert.match(error.message, pattern);
    return true;
  };

  it('say where it happens, what it does and what the group costs, and change nothing before', async () => {
    const { question, details } = await fixture.plan(stopGroup, { group: 'rg-playground/hello' });
    assert.equal(question, 'Stop the container group "hello"?');
    assert.deepEqual(details.slice(0, 5), [
      `Subscription: Contoso Development (${development})`,
      'Resource group: rg-playground',
      'Container group: hello, in eastus',
      'Containers: hello (mcr.microsoft.com/azuredocs/aci-helloworld:latest)',
      'State: Running',
    ]);
    assert.match(details[5] ?? '', /^Price while it runs: \$\d.* per hour, \$\d.* per month\. Estimate: /);
    assert.match(details[6] ?? '', /^Its containers end\. .*A stopped group costs nothing\.$/);
    assert.deepEqual(fixture.world.changes(), []);
  });

  it('stop a group, start it and restart it', async () => {
    const stopped = await fixture.carryOut(stopGroup, { group });
    assert.deepEqual(
      stopped.text,
      `Stopped ${group}. State: stopped. Address: http://contoso-hello.eastus.azurecontainer.io/`,
    );
    assert.equal(stopped.data['state'], 'stopped');
    const started = await fixture.carryOut(startGroup, { group });
    assert.match(started.text, /^Started \S+\. State: running\. Address: http:\/\/contoso-hello\.eastus\./);
    await fixture.carryOut(restartGroup, { group });
    const at = `/subscriptions/${development}/resourceGroups/rg-playground/providers/Microsoft.ContainerInstance/containerGroups/hello`;
    assert.deepEqual(
      fixture.world.changes(),
      ['stop', 'start', 'restart'].map(verb => `POST ${at}/${verb}`),
    );
    assert.ok(fixture.refreshed.some(({ name }) => name === 'hello'));
    assert.ok(fixture.reported.length > 0, 'progress is reported');
  });

  it('delete a group', async () => {
    const { question, details } = await fixture.plan(deleteGroup, { group });
    assert.equal(question, 'Delete the container group "hello"?');
    assert.match(details.at(-1) ?? '', /its logs and its address are lost\. This cannot be undone\.$/);
    const { text, data } = await fixture.carryOut(deleteGroup, { group });
    assert.equal(text, `Deleted ${group}.`);
    assert.deepEqual(data, { group, state: 'deleted' });
    await assert.rejects(
      fixture.plan(deleteGroup, { group }),
      isOperationError(/^There is no container group/),
    );
  });

  it('are refused where the state of the group does not allow them, and say what it allows', async () => {
    await assert.rejects(
      fixture.plan(startGroup, { group }),
      isOperationError(
        /^"hello" can't be started: its state is running\. Possible now: stop, restart, delete/,
      ),
    );
    await assert.rejects(
      fixture.plan(stopGroup, { group: 'rg-playground/still-pulling' }),
      isOperationError(/its state is pending\. Wait until it rests/),
    );
    assert.deepEqual(fixture.world.changes(), []);
  });

  it('are refused without the rights, with the role that would give them', async () => {
    const scope = `/subscriptions/${development}/resourceGroups/rg-playground`;
    fixture.world.emulator.arm.switches.restrictions.push({ scope, access: 'read' });
    await assert.rejects(
      fixture.plan(stopGroup, { group }),
      isOperationError(
        /^Your account may not stop "hello"\. The role "Azure Container Instances Contributor Role" on the resource group "rg-playground"/,
      ),
    );
  });

  it('are refused for what is no group of a subscription that the person looks at', async () => {
    for (const text of [
      'rg-playground/..',
      `${development}/../hello`,
      'rg-playground/a b',
      'rg-playground/a?x',
    ])
      await assert.rejects(fixture.plan(deleteGroup, { group: text }), OperationError, text);
    const elsewhere = `/subscriptions/0/resourceGroups/rg/providers/Microsoft.ContainerInstance/containerGroups/x`;
    await assert.rejects(
      fixture.plan(deleteGroup, { group: elsewhere }),
      isOperationError(/^No subscription "0" is visible/),
    );
  });

  it('are carried out once', async () => {
    const plan = await fixture.plan(stopGroup, { group });
    await plan.carryOut(neverAborts(), () => undefined);
    fixture.world.changes();
    await assert.rejects(
      plan.carryOut(neverAborts(), () => undefined),
      isOperationError(/carried out already/),
    );
    assert.deepEqual(fixture.world.changes(), []);
  });

  it('are refused where somebody else has changed or deleted the group since', async () => {
    const { aci } = fixture.deps;
    const plans = [await fixture.plan(deleteGroup, { group }), await fixture.plan(stopGroup, { group })];
    const { apiVersion, body } = await aci.getRawGroup(hello, neverAborts());
    const changed = { apiVersion, body: { ...body, tags: { changed: 'yes' } } };
    await waitForCompletion(aci.putGroup(hello, changed, neverAborts()));
    fixture.world.changes();
    const [first, second] = plans;
    assert.ok(first && second);
    await assert.rejects(
      first.carryOut(neverAborts(), () => undefined),
      isOperationError(/^"hello" changed .* in Azure after this was planned\. Nothing was sent\./),
    );
    assert.deepEqual(fixture.world.changes(), []);
    await waitForCompletion(aci.act(hello, 'delete', neverAborts()));
    fixture.world.changes();
    await assert.rejects(
      second.carryOut(neverAborts(), () => undefined),
      isOperationError(/was deleted in Azure after this was planned/),
    );
    assert.deepEqual(fixture.world.changes(), []);
  });

  it('are no longer watched once they are called off, and send nothing where that was before', async () => {
    const controller = new AbortController();
    const early = await fixture.plan(deleteGroup, { group });
    await assert.rejects(
      early.carryOut(AbortSignal.abort(), () => undefined),
      { name: 'AbortError' },
    );
    assert.deepEqual(fixture.world.changes(), []);
    const plan = await fixture.plan(restartGroup, { group });
    await assert.rejects(
      plan.carryOut(controller.signal, () => controller.abort()),
      { name: 'AbortError' },
    );
    assert.equal(fixture.world.changes().length, 1);
  });
});
