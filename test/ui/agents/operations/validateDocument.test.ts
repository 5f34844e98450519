import assert from 'node:assert/strict';
import { asObjects } from '../../../../src/core/json.ts';
import { validateDocument } from '../../../../src/ui/agents/operations/validateDocument.ts';
import { type AgentFixture, openAgentFixture } from '../agentFixture.ts';
import { leakyBody } from '../leakyGroup.ts';

describe('validate_document', () => {
  let fixture: AgentFixture;
  before(async () => {
    fixture = await openAgentFixture();
  });
  after(() => fixture.close());
  const read = (document: string, more: object = {}) => fixture.read(validateDocument, { document, ...more });

  it('tells what a document makes', async () => {
    const { text, data } = await read(JSON.stringify({ name: 'leaky', ...leakyBody }));
    assert.equal(data['kind'], 'az');
    assert.equal(data['deployable'], true);
    assert.match(text, /^A container group as az reads it\. It can be deployed\./);
    assert.match(
      text,
      /^Makes the group leaky in eastus · Linux · Never · app=alpine:3\.20 \(1 vCPU, 1 GB\), noisy/m,
    );
  });

  it('tells problems with their lines, errors first', async () => {
    const { text, data } = await read(
      'name: Web_1\nlocation: eastus\nproperties:\n  osType: Linux\n  containers: []\n',
    );
    assert.equal(data['deployable'], false);
    assert.match(text, /It can't be deployed: \d+ errors\./);
    assert.match(text, /^- line 1, error: /m);
    const [first] = asObjects(data['problems']);
    assert.equal(first?.['severity'], 'error');
    const broken = await read('name: [');
    assert.match(broken.text, /^- line 1, error: /m);
    assert.equal((await read('')).data['kind'], 'unknown');
  });

  it('reads nothing of the machine for a Compose file', async () => {
    process.env['AGENT_TEST_VARIABLE'] = 'of-this-machine';
    const compose =
      'services:\n  web:\n    image: nginx:${AGENT_TEST_VARIABLE:-none}\n    env_file: package.json\n';
    const { text, data } = await read(compose, { location: 'eastus' });
    delete process.env['AGENT_TEST_VARIABLE'];
    assert.equal(data['kind'], 'compose');
    assert.match(text, /package\.json/);
    assert.ok(!text.includes('of-this-machine') && !text.includes('azure-container-instances'), text);
    const given = await read(compose.replace(/ {4}env_file.*\n/, ''), {
      variables: { AGENT_TEST_VARIABLE: '1.27' },
    });
    assert.match(given.text, /web=nginx:1\.27 /);
  });

  it('takes the parameters of a template', async () => {
    const template = {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      parameters: { tag: { type: 'string' } },
      resources: [
        {
          type: 'Microsoft.ContainerInstance/containerGroups',
          apiVersion: '2023-05-01',
          name: 'web',
          location: '[resourceGroup().location]',
          properties: {
            osType: 'Linux',
            containers: [
              {
                name: 'web',
                properties: {
                  image: "[concat('nginx:', parameters('tag'))]",
                  resources: { requests: { cpu: 1, memoryInGB: 1 } },
                },
              },
            ],
          },
        },
      ],
    };
    const { text, data } = await read(JSON.stringify(template), {
      variables: { tag: '1.27' },
      location: 'eastus',
    });
    assert.equal(data['kind'], 'arm');
    assert.match(text, /Makes the group web in eastus .* web=nginx:1\.27 /);
  });
});
