/** ARM's error envelope, and the errors that more than one route answers with (docs/azure-facts.md, Errors). */
import type { Response } from './route.ts';
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../json.ts';

interface Details {
  readonly headers?: Readonly<Record<string, string>>;
  /** More members of `error`, after `code` and `message`. */
  readonly more?: JsonObject;
}

/** Ends a request with `{"error":{"code","message"}}`. */
export class ArmError extends Error {
  override readonly name = 'ArmError';
  readonly status: number;
  readonly code: string;
  readonly details: Details;

  constructor(status: number, code: string, message: string, details: Details = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** The same error with more headers. */
  with(headers: Readonly<Record<string, string>>): ArmError {
    const all = { ...headers, ...this.details.headers };
    return new ArmError(this.status, this.code, this.message, { ...this.details, headers: all });
  }

  /** The same error with another status. */
  withStatus(status: number): ArmError {
    return new ArmError(status, this.code, this.message, this.details);
  }

  response(): Response {
    const error: JsonObject = {
      code: this.code,
      message: this.message,
      ...this.details.more,
    };
    return { status: this.status, headers: { ...this.details.headers }, body: { error } };
  }
}

/** An error of ARM itself, before it calls a resource provider. */
export function gatewayError(status: number, code: string, message: string, details: Details = {}): ArmError {
  const headers = { 'x-ms-failure-cause': 'gateway', ...details.headers };
  return new ArmError(status, code, message, { ...details, headers });
}

/** What ARM appends where something is not there. */
const findingHelp = 'For more details please go to https://aka.ms/ARMResourceNotFoundFix';

/** `type` is `Microsoft.Network/virtualNetworks`. */
export function resourceNotFound(type: string, resourceGroup: string, name: string): ArmError {
  return gatewayError(
    404,
    'ResourceNotFound',
    `The Resource '${type}/${name}' under resource group '${resourceGroup}' was not found. ${findingHelp}`,
  );
}

export function pathNotFound(path: string): ArmError {
  return gatewayError(404, 'ResourceNotFound', `The resource '${path}' was not found. ${findingHelp}`);
}

export function resourceGroupNotFound(name: string): ArmError {
  return gatewayError(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`);
}

export function resourceGroupBeingDeleted(name: string): ArmError {
  return gatewayError(
    409,
    'ResourceGroupBeingDeleted',
    `The resource group '${name}' is in deprovisioning state and cannot perform this operation.`,
  );
}

export function subscriptionNotFound(id: string): ArmError {
  return gatewayError(404, 'SubscriptionNotFound', `The subscription '${id}' could not be found.`);
}

export function invalidNamespace(namespace: string): ArmError {
  return gatewayError(404, 'InvalidResourceNamespace', `The resource namespace '${namespace}' is invalid.`);
}

/** The provider has no such type (JulianHayward/Azure-MG-Sub-Governance-Reporting#297). */
export function invalidResourceType(namespace: string, version: string): ArmError {
  return gatewayError(
    404,
    'InvalidResourceType',
    `The resource type could not be found in the namespace '${namespace}' for api version '${version}'.`,
  );
}

export function locationRequired(): ArmError {
  return gatewayError(400, 'LocationRequired', 'The location property is required for this definition.');
}

/** A resource stays where it was created. */
export function invalidResourceLocation(
  resource: string,
  existing: { readonly location: string; readonly resourceGroup: string },
  location: string,
): ArmError {
  return gatewayError(
    409,
    'InvalidResourceLocation',
    `The resource '${resource}' already exists in location '${existing.location}' in resource group '${existing.resourceGroup}'. A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
  );
}

export function invalidContent(why: string): ArmError {
  return new ArmError(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: '${why}'.`,
  );
}

/** `why` is the emulator's own addition. */
export function internalServerError(why?: string): ArmError {
  const [activity, correlation] = [randomUUID(), randomUUID()];
  return new ArmError(
    500,
    'InternalServerError',
    `Encountered an internal server error. The tracking activity id is '${activity}', correlation id is '${correlation}'.`,
    why === undefined ? {} : { more: { innererror: { message: why } } },
  );
}
