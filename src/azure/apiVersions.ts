import { defaultApiVersion } from '../core/document/apiVersions.ts';

/** The api-version that each resource provider is asked with. */
export const apiVersions = {
  /** Of whole container groups as raw JSON. */
  rawContainerGroups: defaultApiVersion,
  /** Of everything else about container groups: what the SDK speaks. */
  containerGroups: '2023-05-01',
  /** Tenants, subscriptions and their locations. */
  subscriptions: '2022-12-01',
  /** Resource groups and resource providers. */
  resources: '2021-04-01',
  costManagement: '2023-11-01',
  authorization: '2022-04-01',
  activityLog: '2015-04-01',
  metrics: '2024-02-01',
  /** The newest that is recorded; az 2.84 speaks it. */
  deployments: '2025-04-01',
  managedIdentities: '2023-01-31',
  registries: '2023-07-01',
  /** Builds, and the settings of a registry that decide about them: as az 2.84 asks. */
  imageBuilds: '2025-03-01-preview',
  virtualNetworks: '2024-05-01',
} as const;
