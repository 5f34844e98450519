/** How a deployment says that one of its resources failed (docs/azure-facts.md, Deployments and templates). */
import { STATUS_CODES } from 'node:http';
import { compact, isObject, type Json, type JsonObject } from '../../../json.ts';
import type { Response } from '../../route.ts';

/** What went wrong with one resource: for the deployment's `details`, and for the row of its operations. */
export interface ResourceFailure {
  readonly statusCode: string;
  readonly statusMessage: Json;
  readonly detail: JsonObject;
}

/** The name of an HTTP status, as .NET has it: `BadRequest`. */
export function statusName(status: number): string {
  return (STATUS_CODES[status] ?? 'InternalServerError').replaceAll(/[^A-Za-z]/g, '');
}

/** The provider refused the request: its own error. */
export function refused(response: Pick<Response, 'status' | 'body'>): ResourceFailure {
  const error = isObject(response.body) && isObject(response.body['error']) ? response.body['error'] : {};
  const { code = 'InternalServerError', message = '', target, details, additionalInfo } = error;
  const detail = compact({ code, target, message, details, additionalInfo });
  return { statusCode: statusName(response.status), statusMessage: { error: detail }, detail };
}

/** The provider accepted it, and it failed afterwards. */
export function failedLater(id: string, error: JsonObject): ResourceFailure {
  const detail: JsonObject = {
    code: 'ResourceDeploymentFailure',
    target: id,
    message:
      "The resource write operation failed to complete successfully, because it reached terminal provisioning state 'Failed'.",
    details: [error],
  };
  return { statusCode: 'Conflict', statusMessage: { status: 'Failed', error: detail }, detail };
}

/** `text`: as ARM did until about 2023, with the provider's answer as a text. */
export function deploymentFailed(
  id: string,
  failures: readonly ResourceFailure[],
  style: 'nested' | 'text',
): JsonObject {
  const details = failures.map(({ statusCode, statusMessage, detail }): JsonObject => {
    if (style === 'nested') return detail;
    return { code: statusCode, message: JSON.stringify(statusMessage, null, 2).replaceAll('\n', '\r\n') };
  });
  return {
    code: 'DeploymentFailed',
    ...(style === 'nested' ? { target: id } : {}),
    message:
      'At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.',
    details,
  };
}
