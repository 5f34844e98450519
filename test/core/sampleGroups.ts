import type { Container, ContainerGroup, ContainerState } from '../../src/core/model/containerGroup.ts';

/** A container as a GET brings it: running, unless `of` says otherwise. */
export function container(of: Partial<Container> = {}): Container {
  return {
    name: 'app',
    isInit: false,
    image: 'mcr.microsoft.com/azuredocs/aci-helloworld:latest',
    command: [],
    ports: [{ port: 80, protocol: 'TCP' }],
    environmentVariables: [],
    cpu: 1,
    memoryInGB: 1.5,
    instanceView: {
      restartCount: 0,
      currentState: { state: 'Running', detailStatus: '', startTime: Date.UTC(2026, 0, 5, 8, 0, 0) },
      previousState: undefined,
      events: [],
    },
    ...of,
  };
}

/** A container in this state. */
export function containerIn(currentState: ContainerState, restartCount = 0): Container {
  return container({
    instanceView: { restartCount, currentState, previousState: undefined, events: [] },
  });
}

type Of = Partial<ContainerGroup> & {
  readonly name?: string;
  readonly resourceGroup?: string;
  readonly subscriptionId?: string;
};

/** A group as a GET brings it: running with a public address, unless `of` says otherwise. */
export function group(of: Of = {}): ContainerGroup {
  const { name = 'web', resourceGroup = 'shop', subscriptionId = 'one', ...more } = of;
  return {
    ref: { cloud: 'emulator', subscriptionId, resourceGroup, name },
    id: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ContainerInstance/containerGroups/${name}`,
    location: 'westeurope',
    tags: {},
    osType: 'Linux',
    sku: 'Standard',
    priority: 'Regular',
    restartPolicy: 'Always',
    provisioningState: 'Succeeded',
    ipAddress: { type: 'Public', ip: '20.1.2.3', ports: [{ port: 80, protocol: 'TCP' }] },
    subnetIds: [],
    containers: [container()],
    initContainers: [],
    state: 'Running',
    events: [],
    ...more,
  };
}
