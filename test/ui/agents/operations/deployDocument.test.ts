import assert from 'node:assert/strict';
import { toAzFile } from '../../../../src/core/document/azFile.ts';
import { neverAborts } from '../../../../src/core/neverAborts.ts';
import { waitForCompletion } from '../../../../src/core/waitForCompletion.ts';
import { development } from '../../../../src/emulator/seed/contoso.ts';
import { OperationError } from '../../../../src/ui/agents/operationError.ts';
import { deployDocument } from '../../../../src/ui/agents/operations/deployDocument.ts';
import { writeYaml } from '../../../../src/ui/fileFormats/writeYaml.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';

const image = 'mcr.microsoft.com/azuredocs/aci-helloworld:latest';

function yaml(name: string, more = ''): string {
  return `name: ${name}
location: eastus
properties:
  osType: Linux
  containers:
    - name: web
      properties:
        image: ${image}
        ports: [{ port: 80 }]
        resources: { requests: { cpu: 1, memoryInGB: 1.5 } }
${more}  ipAddress: { type: Public, dnsNameLabel: ${name}-label, ports: [{ port: 80 }] }
`;
}

const secretVariable = `        environmentVariables:
          - { name: API_TOKEN, secureValue: very-secret-1 }
          - { name: DB_PASSWORD, value: very-secret-2 }
`;

function template(extra: readonly object[] = [], name = "[parameters('name')]") {
  return JSON.stringify({
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { name: { type: 'string' }, cpu: { type: 'int', defaultValue: 1 } },
    resources: [
      {
        type: 'Microsoft.ContainerInstance/containerGroups',
        apiVersion: '2023-05-01',
        name,
        location: '[resourceGroup().location]',
        properties: {
          osType: 'Linux',
          containers: [
            {
              name: 'web',
              properties: {
                image,
                resources: { requests: { cpu: "[parameters('cpu')]", memoryInGB: 2 } },
              },
            },
          ],
        },
      },
      ...extra,
    ],
  });
}

describe('deploy_document', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());
  beforeEach(() => void fixture.world.changes());
  const place = { subscription: development, resourceGroup: 'rg-playground' };
  const refOf = (name: string) => ({
    ...({ cloud: 'emulator', subscriptionId: development } as const),
    ...{ resourceGroup: 'rg-playground', name },
  });
  const plan = (document: string, more: object = {}) =>
    fixture.plan(deployDocument, { ...place, document, ...more });
  const carryOut = (document: string, more: object = {}) =>
    fixture.carryOut(deployDocument, { ...place, document, ...more });
  const live = (name: string) => fixture.deps.aci.getRawGroup(refOf(name), neverAborts());
  const yamlOf = async (name: string) => writeYaml(toAzFile(refOf(name), await live(name)));
  const rejects = (work: Promise<unknown>, pattern: RegExp) =>
    assert.rejects(work, (error: unknown) => {
      assert.ok(error instanceof OperationError, String(error));
      assert.match(error.message, pattern);
      return true;
    });

  it('shows the whole document of a new group, without secrets, and creates it', async () => {
    const document = yaml('new', secretVariable);
    const { question, details } = await plan(document);
    assert.equal(question, 'Create the container group "new"?');
    const text = details.join('\n');
    assert.match(text, new RegExp(`^Subscription: Contoso Development \\(${development}\\)$`, 'm'));
    assert.match(text, /^Container group: new, in eastus$/m);
    assert.match(text, /^ +image: .*aci-helloworld:latest$/m);
    assert.match(text, /^ +secureValue: "?\*\*\*"?$/m);
    assert.match(text, /^Price while it runs: \$\d/m);
    assert.match(text, /^Note: Line \d+ of the document: .*DB_PASSWORD/m);
    assert.doesNotMatch(text, /very-secret/);
    assert.deepEqual(fixture.world.changes(), []);
    const answer = await carryOut(document);
    assert.match(
      answer.text,
      /\/rg-playground\/new: created\. State: running\. Address: http:\/\/new-label\./,
    );
    assert.doesNotMatch(answer.text + JSON.stringify(answer.data), /very-secret/);
    assert.equal(fixture.world.changes().length, 1);
  });

  it('shows what changes in a group, and that its containers restart', async () => {
    const before = await yamlOf('hello');
    const document = before.replace('aci-helloworld:latest', 'aci-helloworld:v2');
    const { question, details } = await plan(document);
    assert.equal(question, 'Change the container group "hello"?');
    assert.ok(
      details.includes(
        'containers › hello › image: mcr.microsoft.com/azuredocs/aci-helloworld:latest → mcr.microsoft.com/azuredocs/aci-helloworld:v2',
      ),
      details.join('\n'),
    );
    assert.ok(details.some(line => line.startsWith('Every container of the group restarts.')));
    const { data, text } = await carryOut(document);
    assert.match(text, /hello: changed\. State: running\./);
    assert.match(JSON.stringify(data), /"outcome":"changed"/);
    await rejects(plan(document), /^Nothing to do: \S+\/hello is as the document wants it already\./);
  });

  it('shows that a group has to be deleted and created again, and what becomes of its price', async () => {
    const document = (await yamlOf('heartbeat')).replace(/cpu: 0\.5/, 'cpu: 2');
    const { question, details } = await plan(document);
    assert.equal(question, 'Delete the container group "heartbeat" and create it again?');
    assert.ok(
      details.some(line => /^estimated cost: \$.* → \$.* per hour$/.test(line)),
      details.join('\n'),
    );
    assert.ok(details.some(line => /its logs|their logs are lost/.test(line)));
    const { text } = await carryOut(document);
    assert.match(text, /heartbeat: recreated\. State: running\./);
    assert.deepEqual(
      fixture.world.changes().map(change => change.split(' ')[0]),
      ['DELETE', 'PUT'],
    );
  });

  it('is not left between deletion and creation where it is called off', async () => {
    const document = (await yamlOf('heartbeat')).replace(/cpu: 2/, 'cpu: 1');
    const early = new AbortController();
    const notBegun = await plan(document);
    await assert.rejects(
      notBegun.carryOut(early.signal, () => early.abort()),
      { name: 'AbortError' },
    );
    assert.deepEqual(fixture.world.changes(), []);
    const begun = await plan(document);
    const controller = new AbortController();
    const running = begun.carryOut(controller.signal, message => {
      if (message === 'Waiting for Azure…') controller.abort(); // the group is gone
    });
    await assert.rejects(running, { name: 'AbortError' });
    assert.deepEqual(
      fixture.world.changes().map(change => change.split(' ')[0]),
      ['DELETE', 'PUT'],
    );
    assert.match(JSON.stringify((await live('heartbeat')).body), /"cpu":1\b/);
  });

  it('changes tags alone without a restart', async () => {
    const document = (await yamlOf('flaky')).replace(/^tags:\n/m, 'tags:\n  by: agent\n');
    const { details } = await plan(document);
    assert.ok(details.includes('In place: only tags change. No container restarts.'));
    const { text } = await carryOut(document);
    assert.match(text, /flaky: changed\./);
    assert.deepEqual(
      fixture.world.changes().map(change => change.split(' ')[0]),
      ['PATCH'],
    );
  });

  it('deploys the groups of a template with parameters', async () => {
    const parameters = { name: 'from-template', cpu: 2 };
    const { details } = await plan(template(), { parameters });
    assert.ok(details.includes('Container group: from-template, in eastus'));
    assert.ok(details.some(line => /^ +cpu: 2$/.test(line)));
    assert.match((await carryOut(template(), { parameters })).text, /from-template: created/);
    await rejects(plan(template()), /Line \d+: .*name/);
  });

  it('shows no value of a secure parameter, wherever the template puts it', async () => {
    const plain = { name: 'GREETING', value: "[parameters('word')]" };
    const document = template()
      .replace('"parameters":{', '"parameters":{"word":{"type":"secureString"},')
      .replace(
        '"resources":{"requests"',
        `"environmentVariables":[${JSON.stringify(plain)}],"resources":{"requests"`,
      );
    const { details } = await plan(document, { parameters: { name: 'secure', word: 'very-secret-4' } });
    assert.ok(
      details.some(line => line.endsWith('value: ***')),
      details.join('\n'),
    );
    assert.doesNotMatch(details.join('\n'), /very-secret/);
  });

  it('leaves templates to people that only Azure can evaluate, or that make more than groups', async () => {
    const storage = {
      ...{ type: 'Microsoft.Storage/storageAccounts', apiVersion: '2023-01-01', name: 'store' },
      ...{ location: 'eastus', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} },
    };
    const parameters = { name: 'never' };
    await rejects(
      plan(template([storage]), { parameters }),
      /makes more than container groups: Microsoft\.Storage\/storageAccounts\. .*Deploy to Azure Container Instances…/,
    );
    await rejects(
      plan(template([], "[reference('store').name]"), { parameters }),
      /^Only Azure itself can evaluate this template \(line \d+: .*Deploy to Azure Container Instances…/,
    );
  });

  it('deploys a Compose file, and says what becomes different', async () => {
    const document = `services:\n  web:\n    image: ${image}\n    ports: ["8080:80"]\n`;
    await rejects(plan(document), /has no name/);
    const { details } = await plan(document, { name: 'composed' });
    assert.ok(
      details.some(line => line.startsWith('Note: Line 4 of the document: ')),
      details.join('\n'),
    );
    assert.match((await carryOut(document, { name: 'composed' })).text, /composed: created/);
  });

  it('puts a new group where it is told to, and leaves another one where it is', async () => {
    const without = (name: string) => yaml(name).replace('location: eastus\n', '');
    const { details } = await plan(without('elsewhere'), { location: 'West Europe' });
    assert.ok(details.includes('Container group: elsewhere, in westeurope'));
    const changed = without('new').replace('cpu: 1', 'cpu: 2');
    const { details: there } = await plan(changed, { location: 'westeurope' });
    assert.ok(there.includes('Container group: new, in eastus'), there.join('\n'));
  });

  it('reads nothing of the machine: variables are given', async () => {
    process.env['ACI_TEST_SECRET'] = 'of-this-machine';
    try {
      const plain = yaml('vars').replace(image, '${ACI_TEST_SECRET}');
      await rejects(plan(plain), /The variable ACI_TEST_SECRET is not set/);
      const { details } = await plan(plain, { variables: { ACI_TEST_SECRET: 'nginx:1.27' } });
      assert.ok(details.some(line => line.endsWith('image: nginx:1.27')));
      const secret = yaml('vars', secretVariable.replace('very-secret-1', '"${env:ACI_TEST_SECRET}"'));
      await rejects(plan(secret), /takes secrets from elsewhere: \$\{env:ACI_TEST_SECRET\}/);
      const given = await plan(secret, { variables: { ACI_TEST_SECRET: 'very-secret-3' } });
      assert.doesNotMatch(given.details.join('\n'), /very-secret|of-this-machine/);
    } finally {
      delete process.env['ACI_TEST_SECRET'];
    }
  });

  it('never puts a group back without its secrets', async () => {
    const document = (await yamlOf('new')).replace('aci-helloworld:latest', 'aci-helloworld:v2');
    await rejects(
      plan(document),
      /needs secrets that the document does not hold and Azure never gives back: Value of the secure variable API_TOKEN of web\./,
    );
    assert.deepEqual(fixture.world.changes(), []);
  });

  for (const [what, document, pattern] of [
    [
      'a text that is no document',
      'hello world',
      /^The document can not be deployed; nothing was sent\.\nLine 1: /,
    ],
    ['a document with errors', yaml('bad').replace('port: 80', 'port: 99999'), /Line 9: /],
    ['YAML that is broken', 'name: [a', /Line 1: /],
    ['a group that does not fit', yaml('large').replace('cpu: 1,', 'cpu: 500,'), /Line \d+: |does not fit/],
  ] as const)
    it(`refuses ${what}, with its line`, () => rejects(plan(document), pattern));

  it('refuses another name than the document has', () =>
    rejects(plan(yaml('own'), { name: 'other' }), /is called "own" already/));

  it('is refused without the rights', async () => {
    const { restrictions } = fixture.world.emulator.arm.switches;
    restrictions.push({ scope: `/subscriptions/${development}`, access: 'read' });
    fixture.deps.permissions.clear();
    await rejects(plan(yaml('other')), /may not create container groups in "rg-playground"\. The role /);
    restrictions.pop();
    fixture.deps.permissions.clear();
  });

  it('is refused where somebody else has changed or made the group meanwhile', async () => {
    const changed = await plan((await yamlOf('hello')).replace('aci-helloworld:v2', 'aci-helloworld:v3'));
    const made = await plan(yaml('made-meanwhile'));
    const { apiVersion, body } = await live('hello');
    const theirs = { apiVersion, body: { ...body, tags: { theirs: 'yes' } } };
    await waitForCompletion(fixture.deps.aci.putGroup(refOf('hello'), theirs, neverAborts()));
    await carryOut(yaml('made-meanwhile'));
    fixture.world.changes();
    for (const planned of [changed, made]) {
      await rejects(
        planned.carryOut(neverAborts(), () => undefined),
        /in Azure after this was planned\. Nothing was sent\./,
      );
      await rejects(
        planned.carryOut(neverAborts(), () => undefined),
        /carried out already/,
      );
    }
    assert.deepEqual(fixture.world.changes(), []);
  });
});
