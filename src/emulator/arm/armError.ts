/** ARM's error envelope, and the errors that more than one route answers with (FACTS: Errors). */
import type { JsonObject } from '../containers/runtime.ts';
import type { Response } from './route.ts';

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

  response(): Response {
    const error: JsonObject = {
      code: this.code,
      message: this.message,
      ...this.details.more,
    };
    return { status: this.status, headers: { ...this.details.headers }, body: { error } };
  }
}

/** An error of ARM itself, before any resource provider is asked. */
export function gatewayError(status: number, code: string, message: string, details: Details = {}): ArmError {
  const headers = { 'x-ms-failure-cause': 'gateway', ...details.headers };
  return new ArmError(status, code, message, { ...details, headers });
}

/** ARM knows no such container group. */
export function groupNotFound(resourceGroup: string, name: string): ArmError {
  return gatewayError(
    404,
    'ResourceNotFound',
    `The Resource 'Microsoft.ContainerInstance/containerGroups/${name}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  );
}

export function resourceGroupNotFound(name: string): ArmError {
  return gatewayError(404, 'ResourceGroupNotFound', `Resource group '${name}' could not be found.`);
}

export function invalidContent(why: string): ArmError {
  return new ArmError(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: '${why}'.`,
  );
}
