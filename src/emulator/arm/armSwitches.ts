/** What tests and the seed may change about ARM while it runs. */
import type { ResourceFault } from './deployments/run/resourceFault.ts';
import type { Lock, Policy, Restriction } from '../authorization/accessLimits.ts';

export interface ArmSwitches {
  /** Container groups and resource groups in one page of a list. Default 200. */
  pageSize: number;
  /** ARM's read, write and delete buckets (250/25 s⁻¹, 200/10 s⁻¹, 200/10 s⁻¹). Default on. */
  throttling: boolean;
  /** Container groups in one region of a subscription. Default 100. */
  groupsPerRegion: number;
  /** Cores in one region of a subscription. Default 100. */
  coresPerRegion: number;
  /** GPUs in one region of a subscription. Default 0: Azure has retired them. */
  gpusPerRegion: number;
  /** Ports on one address. Default 5; support raises it. */
  portsPerAddress: number;
  /** Regions without capacity for another group. */
  fullRegions: string[];
  /** How long a resource group takes to go, in ms. Default 5000. */
  resourceGroupDeletionMs: number;
  /**
   * What a PATCH does to tags that it doesn't name. Default `replace`: they go, as recorded for 2018-10-01; no newer
   * answer is recorded.
   */
  patchTags: 'replace' | 'merge';
  /** How long it takes to register a resource provider, in ms. Default 20000. */
  registrationMs: number;
  /**
   * How a failed deployment has the errors of its resources. Default `nested`; `text`: as JSON in a text, as ARM did
   * until about 2023.
   */
  deploymentErrors: 'nested' | 'text';
  /** Resources of deployments that are slow, or fail. */
  resourceFaults: ResourceFault[];
  /**
   * Subscriptions whose registries refuse to build images (`TasksOperationsNotAllowed`), as free, student and sponsored
   * ones do. Default: none.
   */
  tasksNotAllowed: string[];
  /** Whether the agents that build images break down: runs then end with `Error`. Default off. */
  buildAgentsFail: boolean;
  locks: Lock[];
  policies: Policy[];
  restrictions: Restriction[];
}

/** The real service's limits, and nothing forbidden. */
export function createArmSwitches(changes: Partial<ArmSwitches> = {}): ArmSwitches {
  return {
    pageSize: 200,
    throttling: true,
    groupsPerRegion: 100,
    coresPerRegion: 100,
    gpusPerRegion: 0,
    portsPerAddress: 5,
    fullRegions: [],
    resourceGroupDeletionMs: 5000,
    patchTags: 'replace',
    registrationMs: 20_000,
    deploymentErrors: 'nested',
    resourceFaults: [],
    tasksNotAllowed: [],
    buildAgentsFail: false,
    locks: [],
    policies: [],
    restrictions: [],
    ...changes,
  };
}
