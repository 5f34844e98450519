/** Templates that Azure deploys. Each case has a deployment of its own, named after its group. */
import assert from 'node:assert/strict';
import type {
  Deployment,
  DeploymentRef,
  DeploymentRequest,
} from '../../src/core/deployments/deploymentsApi.ts';
import { followDeployment } from '../../src/core/deployments/progress.ts';
import { outcomeOf } from '../../src/core/deployments/terminalStates.ts';
import type { GroupRef } from '../../src/core/model/containerGroup.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import { type FaultOperation, stateOf, steady } from './faultOperation.ts';

const { cloud, subscriptionId, resourceGroup } = steady;
const scope = { cloud, subscriptionId, resourceGroup };

const deploymentOf = ({ name }: GroupRef): DeploymentRef => ({ ...scope, name: `of-${name}` });

function requestFor({ name }: GroupRef): DeploymentRequest {
  const image = 'mcr.microsoft.com/azuredocs/aci-helloworld:latest';
  const properties = { image, resources: { requests: { cpu: 1, memoryInGB: 1 } } };
  const group = {
    type: 'Microsoft.ContainerInstance/containerGroups',
    apiVersion: '2023-05-01',
    name: "[parameters('name')]",
    location: 'westeurope',
    properties: { osType: 'Linux', containers: [{ name: 'app', properties }] },
  };
  return {
    template: {
      $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
      contentVersion: '1.0.0.0',
      parameters: { name: { type: 'string' } },
      resources: [group],
    },
    parameters: { name: { value: name } },
  };
}

export const deploymentOperations: readonly FaultOperation[] = [
  {
    name: 'validate a template',
    run: async ({ aci, testGroup, signal }) => {
      const { state, validatedResources } = await aci.deployments.validate(
        deploymentOf(testGroup),
        requestFor(testGroup),
        signal,
      );
      return [state, validatedResources.length];
    },
  },
  {
    name: 'what a template changes',
    run: async ({ aci, testGroup, signal }) => {
      const changes = await aci.deployments.whatIf(deploymentOf(testGroup), requestFor(testGroup), signal);
      const own = changes.find(({ resourceId }) => resourceId.endsWith(`/${testGroup.name}`));
      return own?.type;
    },
  },
  {
    name: 'deploy a template',
    writes: true,
    run: async ({ aci, clock, testGroup, signal }) => {
      const ref = deploymentOf(testGroup);
      await aci.deployments.create(ref, requestFor(testGroup), signal);
      let last: Deployment | undefined;
      for await (const { deployment } of followDeployment(aci.deployments, ref, clock, signal))
        last = deployment;
      return last && outcomeOf(last.state);
    },
    verify: async (answer, { testGroup }, faultFreeAzure) => {
      const { state } = await faultFreeAzure.deployments.get(deploymentOf(testGroup), neverAborts());
      assert.equal(answer, outcomeOf(state));
      if (answer === 'succeeded') assert.notEqual(await stateOf(faultFreeAzure, testGroup), 'gone');
    },
  },
  {
    name: 'deploy a template and cancel it',
    writes: true,
    run: async ({ aci, testGroup, signal }) => {
      const ref = deploymentOf(testGroup);
      await aci.deployments.create(ref, requestFor(testGroup), signal);
      await aci.deployments.cancel(ref, signal);
    },
    verify: async (_, { testGroup, clock }, { deployments }) => {
      const ref = deploymentOf(testGroup);
      for await (const { deployment } of followDeployment(deployments, ref, clock, neverAborts()))
        if (outcomeOf(deployment.state)) assert.equal(outcomeOf(deployment.state), 'canceled');
    },
  },
  {
    name: 'deploy a template and read it',
    writes: true,
    run: async ({ aci, testGroup, signal }) => {
      const ref = deploymentOf(testGroup);
      await aci.deployments.create(ref, requestFor(testGroup), signal);
      return aci.deployments.template(ref, signal);
    },
    verify: (answer, { testGroup }) => {
      assert.deepEqual(answer, requestFor(testGroup).template);
      return Promise.resolve();
    },
  },
  {
    name: 'list deployments',
    run: async ({ aci, signal }) => names(await aci.deployments.list(scope, all, signal)),
    verify: async (answer, _, { deployments }) => {
      assert.deepEqual(answer, names(await deployments.list(scope, all, neverAborts())));
    },
  },
];

/** More than there are. */
const all = 1000;

/** The newest come first, and one that is being cancelled becomes the newest by its end: the order is another question. */
function names(deployments: readonly Deployment[]): readonly string[] {
  return deployments.map(({ ref }) => ref.name).sort();
}
