/** What is needed of a container registry to build an image in Azure (ACR quick builds). */
import type { Registry, RegistryCredential } from '../model/registry.ts';

export interface ImageBuildRequest {
  /** Where the context was uploaded: `UploadAddress.relativePath`. */
  readonly sourceLocation: string;
  /** In the context, with `/`. */
  readonly dockerFilePath: string;
  /** Repository and tag, without the registry: `web:20261129-1042`. */
  readonly imageNames: readonly string[];
  readonly buildArguments: readonly BuildArgument[];
  /** The stage to build; the last one where it is not said. */
  readonly target?: string;
  /**
   * Pulls and pushes as the account that asks, where the registry's own builds may not: one with permissions by
   * repository (`RegistryConditions.hasRepositoryPermissions`).
   */
  readonly signsInAsCaller: boolean;
}

export interface BuildArgument {
  readonly name: string;
  readonly value: string;
  /** Not shown in the log, and not kept. */
  readonly isSecret: boolean;
}

/** What of a registry's settings decides whether it can build. */
export interface RegistryConditions {
  /** "RBAC Registry + ABAC Repository Permissions": builds have no access of their own. */
  readonly hasRepositoryPermissions: boolean;
  /** Not everybody's address is let in: its public access is off, or has rules. */
  readonly isNetworkRestricted: boolean;
  /** `networkRuleBypassAllowedForTasks`. */
  readonly letsTasksThrough: boolean;
}

export interface UploadAddress {
  /** Holds a signature: a secret. */
  readonly uploadUrl: string;
  readonly relativePath: string;
}

export type RunState =
  'Queued' | 'Started' | 'Running' | 'Succeeded' | 'Failed' | 'Canceled' | 'Error' | 'Timeout';

export interface BuiltImage {
  /** The registry's host name. */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest: string;
}

export interface ImageBuildRun {
  readonly id: string;
  readonly state: RunState;
  readonly images: readonly BuiltImage[];
  /** Azure's own words, where it failed. */
  readonly error?: string;
}

/** Like `AzureApi`: an `AbortSignal` last, throws `AciError` or the signal's reason, never prompts. */
export interface ImageBuildsApi {
  conditions(registry: Registry, signal: AbortSignal): Promise<RegistryConditions>;
  uploadAddress(registry: Registry, signal: AbortSignal): Promise<UploadAddress>;
  /** Sends a packed context (tar, gzip). */
  upload(address: UploadAddress, context: Uint8Array, signal: AbortSignal): Promise<void>;
  schedule(registry: Registry, request: ImageBuildRequest, signal: AbortSignal): Promise<ImageBuildRun>;
  run(registry: Registry, runId: string, signal: AbortSignal): Promise<ImageBuildRun>;
  /** The log from its first byte to its end mark; waits for what is not written yet. Throws where it breaks off. */
  log(registry: Registry, runId: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
  cancel(registry: Registry, runId: string, signal: AbortSignal): Promise<void>;
  /** What a program of this machine signs in to the registry with: the account's own token, as a password. */
  pushCredential(registry: Registry, signal: AbortSignal): Promise<RegistryCredential>;
  /** Whether a registry of that name can be made: ARM's answer, with its reason where it can't. */
  nameAvailable(
    subscriptionId: string,
    name: string,
    signal: AbortSignal,
  ): Promise<{ readonly isAvailable: boolean; readonly reason?: string }>;
  /** Makes a registry (Basic), and resolves when it is there. */
  createRegistry(
    registry: {
      readonly subscriptionId: string;
      readonly resourceGroup: string;
      readonly name: string;
      readonly location: string;
    },
    signal: AbortSignal,
  ): Promise<Registry>;
}
