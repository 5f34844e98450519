/** `AzureApi` over one real cloud (or the emulator) with one account. */
import { systemClock, type Clock } from '../../core/clock.ts';
import type { AzureApi } from '../../core/azureApi.ts';
import type { CloudEndpoints } from '../../core/account/cloudEndpoints.ts';
import type { CredentialSource } from '../../core/account/credentialSource.ts';
import type { RequestLogger } from '../../core/requestLogger.ts';
import { createArmClient } from '../http/armClient.ts';
import { createRequestScheduler } from '../http/requestScheduler.ts';
import { createAttach } from '../sockets/attach.ts';
import { createExec } from '../sockets/exec.ts';
import { createAccessApi } from './accessApi.ts';
import { createActivityLogApi } from './activityLogApi.ts';
import { createCostManagementApi } from './costManagementApi.ts';
import { createContainerGroupsApi } from './containerGroupsApi.ts';
import { createContainerLogsApi } from './containerLogsApi.ts';
import { createDeploymentsApi } from './deploymentsApi.ts';
import { createMetricsApi } from './metricsApi.ts';
import { createImageBuildsApi } from './imageBuildsApi.ts';
import { createNetworkApi } from './networkApi.ts';
import { createRegistriesApi } from './registriesApi.ts';
import { createResourcesApi } from './resourcesApi.ts';

export interface AzureApiOptions {
  readonly clock?: Clock;
  readonly log?: RequestLogger;
  /** 0 ≤ x < 1, for the jitter of retries. */
  readonly random?: () => number;
}

/** Opens nothing yet: clients and sockets are made when they are first needed. */
export function createAzureApi(
  cloud: CloudEndpoints,
  credentials: CredentialSource,
  options: AzureApiOptions = {},
): AzureApi {
  const { clock = systemClock, log, random = Math.random } = options;
  const arm = createArmClient(cloud, credentials, createRequestScheduler({ clock, log, random }));
  const { pushCredential, ...registries } = createRegistriesApi(arm, credentials);
  return {
    ...createResourcesApi(arm),
    ...createNetworkApi(arm),
    ...createContainerGroupsApi(arm, clock),
    ...createContainerLogsApi(arm, clock),
    ...registries,
    ...createCostManagementApi(arm),
    ...createMetricsApi(arm),
    ...createActivityLogApi(arm),
    attach: createAttach(arm, clock),
    exec: createExec(arm),
    access: createAccessApi(arm, credentials),
    deployments: createDeploymentsApi(arm, clock),
    builds: { ...createImageBuildsApi(arm, clock), pushCredential },
  };
}
