/** Deploys templates to an emulator as the extension does: by the real client, through `Microsoft.Resources/deployments`. */
import { createAzureApi } from '../../src/azure/api/createAzureApi.ts';
import { emulatorCredentials } from '../../src/azure/credentials/emulatorCredentials.ts';
import type { AzureApi } from '../../src/core/azureApi.ts';
import type { Deployment, DeploymentRef } from '../../src/core/deployments/deploymentsApi.ts';
import { followDeployment } from '../../src/core/deployments/progress.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { ContainerGroup } from '../../src/core/model/containerGroup.ts';
import { neverAborts } from '../../src/core/neverAborts.ts';
import type { DeploymentTarget } from '../../src/core/template/deploymentTarget.ts';
import { ManualClock } from '../../src/emulator/clock.ts';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { emptySeed, emptySubscription } from '../../src/emulator/seed/empty.ts';
import { cloudOf } from '../cloudOf.ts';
import { collect } from '../collect.ts';
import { TestClock } from '../testClock.ts';

export interface DeployedTemplate {
  readonly deployment: Deployment;
  /** By their names. */
  readonly groups: Readonly<Record<string, ContainerGroup>>;
}

export interface TemplateAzure {
  readonly api: AzureApi;
  /** Where a template's deployment to the resource group goes, as its evaluation needs to know it. */
  target(resourceGroup: string): DeploymentTarget;
  refOf(resourceGroup: string): DeploymentRef;
  /** Makes the resource group. Throws what the validation says. */
  deploy(resourceGroup: string, template: JsonObject, parameters: JsonObject): Promise<DeployedTemplate>;
  close(): Promise<void>;
}

const location = 'westeurope';

export async function startTemplateAzure(): Promise<TemplateAzure> {
  const time = new ManualClock();
  const emulator = await startEmulator({
    clock: time,
    seed: emptySeed,
    switches: { arm: { throttling: false } },
  });
  const clock = new TestClock(30_000, ms => {
    time.advance(ms);
  });
  const api = createAzureApi(cloudOf(emulator), emulatorCredentials(emulator), { clock });
  const signal = neverAborts();
  const refOf = (resourceGroup: string): DeploymentRef => ({
    cloud: 'emulator',
    subscriptionId: emptySubscription,
    resourceGroup,
    name: 'main',
  });

  return {
    api,
    refOf,
    target: name => ({
      cloud: 'emulator',
      subscriptionId: emptySubscription,
      resourceGroup: { name, location, id: `/subscriptions/${emptySubscription}/resourceGroups/${name}` },
      deploymentName: 'main',
    }),
    async deploy(resourceGroup, template, parameters) {
      const ref = refOf(resourceGroup);
      await api.createResourceGroup(
        { subscriptionId: emptySubscription, name: resourceGroup, location },
        signal,
      );
      const request = { template, parameters };
      await api.deployments.validate(ref, request, signal);
      await api.deployments.create(ref, request, signal);
      const states = await collect(followDeployment(api.deployments, ref, clock, signal));
      const deployment = states.at(-1)?.deployment;
      if (!deployment) throw new Error('The deployment was never read.');
      const groups: Record<string, ContainerGroup> = {};
      const listed = (await collect(api.listGroups(emptySubscription, signal))).flat();
      for (const { ref: own } of listed)
        if (own.resourceGroup === resourceGroup) groups[own.name] = await api.getGroup(own, signal);
      return { deployment, groups };
    },
    close: () => emulator.close(),
  };
}
