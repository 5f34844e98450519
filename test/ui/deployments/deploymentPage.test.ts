import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Deployment, DeploymentOperation } from '../../../src/core/deployments/deploymentsApi.ts';
import { deploymentPage } from '../../../src/ui/deployments/deploymentPage.ts';
import { hostileText } from '../hostileText.ts';

const base = '/subscriptions/s/resourceGroups/rg/providers';
const deployment: Deployment = {
  ref: { cloud: 'azure', subscriptionId: 's', resourceGroup: 'rg', name: 'shop-1' },
  state: 'Succeeded',
  timestamp: 1_000_000,
  duration: 45_000,
  parameters: {
    size: { type: 'Int', value: 2 },
    apiKey: { type: 'SecureString' },
    pull: { reference: { keyVault: { id: `${base}/Microsoft.KeyVault/vaults/safe` }, secretName: 'pull' } },
  },
  outputs: [
    { name: 'url', type: 'String', value: 'http://shop' },
    { name: 'key', type: 'SecureString' },
  ],
  outputResources: [],
  validatedResources: [],
  resourceTypes: [],
};
const operation: DeploymentOperation = {
  ...{ id: 'x', operation: 'Create', state: 'Succeeded', timestamp: 0, duration: 12_000 },
  target: { id: `${base}/Microsoft.ContainerInstance/containerGroups/web`, type: 'x/y', name: 'web' },
};
const page = (shown: Deployment = deployment, operations = [operation]) =>
  deploymentPage({ deployment: shown, operations }, { localTime: () => 'noon' }).html;
const text = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('The page of a deployment', () => {
  it('says what became of it, and of each resource', () => {
    const shown = text(page());
    assert.match(shown, /Deployment shop-1 Succeeded after 45 s, at noon · rg/);
    assert.match(shown, /Succeeded web container group 12 s/);
  });

  it('shows outputs and parameters, but no secret ones', () => {
    const shown = text(page());
    assert.match(shown, /url String http:\/\/shop key SecureString secure: Azure does not show it/);
    assert.match(shown, /size Int 2 apiKey SecureString not shown/);
    assert.match(shown, /pull the secret &#34;pull&#34; of the key vault &#34;safe&#34;/);
  });

  it('shows all of the errors, each with what it is about', () => {
    const error = {
      code: 'DeploymentFailed',
      message: 'At least one failed.',
      details: [
        { code: 'InaccessibleImage', message: 'No image.', target: operation.target?.id ?? '', details: [] },
      ],
    };
    assert.match(
      text(page({ ...deployment, state: 'Failed', error })),
      /What went wrong DeploymentFailed At least one failed. InaccessibleImage web \(container group\) No image\./,
    );
  });

  it('offers what can be done with it as it is', () => {
    const links = (html: string) => [...html.matchAll(/href="command:aci\.(\w+)/g)].map(([, name]) => name);
    assert.deepEqual(links(page()), [
      ...['showDeploymentOutputs', 'showDeploymentTemplate', 'deployAgain', 'openDeployment'],
    ]);
    assert.deepEqual(links(page({ ...deployment, state: 'Running', outputs: [] })), [
      ...['showDeploymentTemplate', 'cancelDeployment', 'openDeployment'],
    ]);
  });

  it('makes no markup of what others have written', () => {
    const tags = (html: string) =>
      Array.from(html.matchAll(/<[^>]*>/g), ([tag]) => tag.replace(/href="[^"]*"/, ''));
    const hostile = (word: string): Deployment => ({
      ...deployment,
      ref: { ...deployment.ref, name: word },
      outputs: [{ name: word, type: word, value: word }],
      error: { code: word, message: word, target: `x${word}`, details: [] },
    });
    const expected = tags(page(hostile('a')));
    fc.assert(fc.property(hostileText, word => assert.deepEqual(tags(page(hostile(word))), expected)));
  });
});
