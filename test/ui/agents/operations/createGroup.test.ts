import assert from 'node:assert/strict';
import { development } from '../../../../src/emulator/seed/contoso.ts';
import { neverAborts } from '../../../../src/core/neverAborts.ts';
import { OperationError } from '../../../../src/ui/agents/operationError.ts';
import { createGroup } from '../../../../src/ui/agents/operations/createGroup.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';

describe('create_group', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());
  const image = 'mcr.microsoft.com/azuredocs/aci-helloworld';
  const place = { subscription: development, resourceGroup: 'rg-playground' };
  const identity = `/subscriptions/${development}/resourceGroups/rg-playground/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-playground`;
  const refOf = (name: string) => ({
    ...({ cloud: 'emulator', subscriptionId: development } as const),
    ...{ resourceGroup: 'rg-playground', name },
  });
  const full = {
    ...{ ...place, image, name: 'made', cpu: 2, memoryInGB: 4, restartPolicy: 'OnFailure' },
    ...{ ports: ['80', '53/udp'], dnsNameLabel: 'made-by-agent', command: ['node', '/usr/src/app/index.js'] },
    environment: [
      { name: 'LOG_LEVEL', value: 'debug' },
      { name: 'API_TOKEN', value: 'very-secret-1', secure: true },
      { name: 'DB_PASSWORD', value: 'very-secret-2' },
    ],
  };

  it('says all that is made, for how much, and no secret', async () => {
    const { question, details } = await fixture.plan(createGroup, full);
    assert.equal(question, 'Create the container group "made" in rg-playground?');
    const text = details.join('\n');
    assert.match(text, new RegExp(`^Subscription: Contoso Development \\(${development}\\)$`, 'm'));
    assert.match(text, /^Container group: made, in eastus$/m);
    assert.match(text, /^CPU and memory: 2 vCPU, 4 GB$|^Size: 2 vCPU, 4 GB$/m);
    assert.match(text, /^Network: public, ports 80, 53\/udp, DNS label made-by-agent$/m);
    assert.match(text, /^Command line: node \/usr\/src\/app\/index\.js$/m);
    assert.match(text, /^Variable LOG_LEVEL: debug$/m);
    assert.match(text, /^Secure variable API_TOKEN: its value is not shown$/m);
    assert.match(text, /^Variable DB_PASSWORD: its value looks like a secret/m);
    assert.match(text, /^Price while it runs: \$\d/m);
    assert.doesNotMatch(text, /very-secret/);
    assert.deepEqual(fixture.world.changes(), []);
  });

  it('makes the group, and says where it is reached', async () => {
    const { text, data } = await fixture.carryOut(createGroup, full);
    assert.match(
      text,
      /^Created \S+\/rg-playground\/made\. State: running\. Address: http:\/\/made-by-agent\.eastus\./,
    );
    assert.equal(data['state'], 'running');
    assert.doesNotMatch(text + JSON.stringify(data), /very-secret/);
    const { body } = await fixture.deps.aci.getRawGroup(refOf('made'), neverAborts());
    assert.match(JSON.stringify(body), /"restartPolicy":"OnFailure"/);
    assert.match(JSON.stringify(body), /\{"name":"API_TOKEN"\}/);
    assert.equal(fixture.world.changes().length, 1);
    assert.ok(fixture.reported.includes('Image pulled.') || fixture.reported.length > 1);
    await assert.rejects(fixture.plan(createGroup, full), /"made" exists already in "rg-playground"/);
  });

  it('pulls from a private registry as a managed identity', async () => {
    const pull = {
      ...place,
      image: 'contosodev.azurecr.io/hello:v1',
      name: 'pulled',
      pullIdentity: identity,
    };
    const { details } = await fixture.plan(createGroup, pull);
    assert.ok(details.includes('Image: contosodev.azurecr.io/hello:v1, pulled as id-playground'));
    await assert.rejects(
      fixture.plan(createGroup, { ...pull, pullIdentity: `${identity}-2` }),
      /There|no such managed identity\. Known: .*id-playground/,
    );
    await assert.rejects(fixture.plan(createGroup, { ...pull, image: 'nginx' }), /is in Docker Hub/);
  });

  for (const [what, input, argument, pattern] of [
    ['a name that is none', { name: 'a_b' }, 'name', /Only letters, digits and hyphens/],
    ['an image that is none', { image: 'no image' }, 'image', /no spaces/],
    ['too little memory', { memoryInGB: 0.1 }, 'memoryInGB', /Too small/],
    ['more than a location has', { cpu: 1_000 }, undefined, /does not fit; nothing was sent\. .*vCPU/],
    ['a port that is none', { ports: ['8080:80'] }, 'ports', /cannot map ports/],
    ['a label without ports', { dnsNameLabel: 'label-1' }, 'ports', /needs ports/],
    ['a label that is none', { ports: ['80'], dnsNameLabel: '1' }, 'dnsNameLabel', /begin with a letter/],
    [
      'a variable twice',
      {
        environment: [
          { name: 'A', value: '' },
          { name: 'A', value: '' },
        ],
      },
      'environment',
      /is there already/,
    ],
    [
      'a resource group that is not there',
      { resourceGroup: 'rg-nowhere' },
      'resourceGroup',
      /There: .*rg-playground.*az group create/,
    ],
    ['a location that is not offered', { location: 'atlantis' }, 'location', /Offered: .*westeurope/],
    ['a subscription that is not there', { subscription: 'nobody' }, 'subscription', /Contoso Development/],
    [
      'no subscription where there are several',
      { subscription: undefined },
      'subscription',
      /Name the subscription: /,
    ],
  ] as const)
    it(`refuses ${what}`, () =>
      assert.rejects(
        fixture.plan(createGroup, { ...place, image, name: 'new', ...input }),
        (error: unknown) => {
          assert.ok(error instanceof OperationError, String(error));
          assert.match(error.message, pattern);
          assert.equal(error.argument, argument);
          return true;
        },
      ));

  it('is refused without the rights', async () => {
    const { restrictions } = fixture.world.emulator.arm.switches;
    restrictions.push({ scope: `/subscriptions/${development}`, access: 'read' });
    fixture.deps.permissions.clear();
    await assert.rejects(
      fixture.plan(createGroup, { ...place, image, name: 'new' }),
      /may not create container groups in "rg-playground"\. The role "/,
    );
    restrictions.pop();
    fixture.deps.permissions.clear();
  });

  it('sends nothing over a group that somebody else has made meanwhile', async () => {
    const input = { ...place, image, name: 'twice' };
    const plan = await fixture.plan(createGroup, input);
    await fixture.carryOut(createGroup, input);
    fixture.world.changes();
    await assert.rejects(
      plan.carryOut(neverAborts(), () => undefined),
      /exists already/,
    );
    assert.deepEqual(fixture.world.changes(), []);
  });

  it('is no longer watched once it is called off, and not sent where that was before', async () => {
    const plan = await fixture.plan(createGroup, { ...place, image, name: 'called-off' });
    const controller = new AbortController();
    await assert.rejects(
      plan.carryOut(controller.signal, () => controller.abort()),
      { name: 'AbortError' },
    );
    assert.deepEqual(fixture.world.changes(), []);
  });
});
