/** What is needed of `Microsoft.Resources/deployments`: templates that Azure itself evaluates and deploys. */
import type { Json, JsonObject } from '../json.ts';
import type { CloudId } from '../model/cloud.ts';

/** A deployment of a resource group. */
export interface DeploymentRef {
  readonly cloud: CloudId;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly name: string;
}

/** What is sent: always `Incremental`, which deletes nothing. */
export interface DeploymentRequest {
  readonly template: JsonObject;
  /** As a parameter file has them: `{"name": {"value": …}}` or `{"name": {"reference": …}}`. */
  readonly parameters: JsonObject;
}

/** An ARM error, whole: what is inside `details`, `innererror` and JSON in strings is unfolded into `details`. */
export interface DeploymentError {
  readonly code: string;
  readonly message: string;
  /** The resource id, or the path in the template, that it is about. */
  readonly target?: string;
  /** The policies that forbid it (`RequestDisallowedByPolicy`). */
  readonly policies?: readonly PolicyDenial[];
  readonly details: readonly DeploymentError[];
}

export interface PolicyDenial {
  /** The policy's assignment, by the name that people gave it; the definition's where it has none. */
  readonly assignment: string;
  readonly definition?: string;
}

/** Kept as ARM says it: `Running`, `Accepted`, `Succeeded`, `Failed`, `Canceled`, … */
export type ProvisioningState = string;

export interface DeployedOutput {
  readonly name: string;
  /** As ARM says it: `String`, `SecureString`, `Object`, … */
  readonly type: string;
  /** Undefined where the type is secure: Azure does not answer it. */
  readonly value?: Json;
}

export interface Deployment {
  readonly ref: DeploymentRef;
  readonly state: ProvisioningState;
  /** ms since the epoch; when it last changed. 0 where Azure doesn't say. */
  readonly timestamp: number;
  /** ms; 0 where Azure doesn't say, as in lists (docs/azure-facts.md, "Deployments and templates"). */
  readonly duration: number;
  readonly correlationId?: string;
  /** `{"name": {"type": …, "value": …}}`, defaults included; secure ones have no value. */
  readonly parameters: JsonObject;
  readonly outputs: readonly DeployedOutput[];
  /** Ids of the resources that it made, nested deployments' included. */
  readonly outputResources: readonly string[];
  /** Known after validation, too. */
  readonly validatedResources: readonly string[];
  /** The types in the template itself, `Microsoft.ContainerInstance/containerGroups`; those of inner templates aren't. */
  readonly resourceTypes: readonly string[];
  readonly error?: DeploymentError;
}

export interface DeploymentOperation {
  /** Its ARM id. */
  readonly id: string;
  /** `Create`, `Read`, `EvaluateDeploymentOutput`, … */
  readonly operation: string;
  readonly state: ProvisioningState;
  /** ms since the epoch; 0 where Azure doesn't say. */
  readonly timestamp: number;
  /** ms; 0 where Azure doesn't say. */
  readonly duration: number;
  readonly target?: { readonly id: string; readonly type: string; readonly name: string };
  readonly error?: DeploymentError;
}

export type WhatIfChangeType =
  'Create' | 'Delete' | 'Ignore' | 'Deploy' | 'NoChange' | 'Modify' | 'Unsupported';

export interface WhatIfPropertyChange {
  /** In the resource, as ARM names it: `properties.containers`, or an index or name within its parent. */
  readonly path: string;
  readonly type: 'Create' | 'Delete' | 'Modify' | 'Array' | 'NoEffect';
  readonly before?: Json;
  readonly after?: Json;
  readonly children: readonly WhatIfPropertyChange[];
}

export interface WhatIfChange {
  readonly resourceId: string;
  /** A type that is not among those known is `Unsupported`. */
  readonly type: WhatIfChangeType;
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly delta: readonly WhatIfPropertyChange[];
  /** Why Azure can't tell, where it says so. */
  readonly unsupportedReason?: string;
}

/** Like `AzureApi`: an `AbortSignal` last, throws `AciError` or the signal's reason, never prompts. */
export interface DeploymentsApi {
  /**
   * Asks Azure whether it would take the template. Answers what it would make.
   * Throws `AciError` with Azure's error whole where Azure refuses it.
   */
  validate(ref: DeploymentRef, request: DeploymentRequest, signal: AbortSignal): Promise<Deployment>;
  /** Throws as `validate` does. */
  whatIf(
    ref: DeploymentRef,
    request: DeploymentRequest,
    signal: AbortSignal,
  ): Promise<readonly WhatIfChange[]>;
  /** Sends the template. Resolves when Azure has accepted it; `get` and `operations` tell how it goes on. */
  create(ref: DeploymentRef, request: DeploymentRequest, signal: AbortSignal): Promise<Deployment>;
  get(ref: DeploymentRef, signal: AbortSignal): Promise<Deployment>;
  /** Of nested deployments, too, each once. */
  operations(ref: DeploymentRef, signal: AbortSignal): Promise<readonly DeploymentOperation[]>;
  cancel(ref: DeploymentRef, signal: AbortSignal): Promise<void>;
  /** The newest first, at most `limit`. */
  list(
    scope: Omit<DeploymentRef, 'name'>,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly Deployment[]>;
  /** The template that was deployed (`exportTemplate`). */
  template(ref: DeploymentRef, signal: AbortSignal): Promise<JsonObject>;
}
