/** What expressions learn of deployed resources: `reference()`, `listKeys()` and the like. */
import { isObject, objectAt, textAt, type Json, type JsonObject } from '../../../json.ts';
import type { Response } from '../../route.ts';
import { ExpressionError } from '../language/expressionError.ts';
import type { LiveResources } from '../language/scope.ts';
import { resourcesNamed } from '../template/dependencies.ts';
import type { PlannedResource } from '../template/plannedResource.ts';
import type { Requester, SendToProvider } from './resourceRequests.ts';

/** What a resource of another template, or of none, is asked with where no api-version is given. */
export function liveResources(
  resources: readonly PlannedResource[],
  send: SendToProvider,
  requester: Requester,
): LiveResources {
  const find = (target: string): { readonly id: string; readonly apiVersion: string | undefined } => {
    const [found] = resourcesNamed(target, resources);
    if (found) return found;
    if (target.startsWith('/')) return { id: target, apiVersion: undefined };
    throw new ExpressionError(
      `The template reference '${target}' is not valid: could not find template resource or resource copy with this name. Please see https://aka.ms/arm-function-reference for usage details.`,
    );
  };
  const read = (id: string, apiVersion: string | undefined): JsonObject => {
    if (apiVersion === undefined) {
      throw new ExpressionError(
        `The template function 'reference' requires an api-version for the resource '${id}', which is not defined in the template.`,
      );
    }
    return bodyOf(send({ method: 'GET', path: `${id}?api-version=${apiVersion}` }, requester));
  };
  return {
    read: (target, apiVersion) => {
      const found = find(target);
      return read(found.id, apiVersion ?? found.apiVersion);
    },
    readAll: symbol => resourcesNamed(symbol, resources).map(each => read(each.id, each.apiVersion)),
    list(name, target, apiVersion, payload) {
      const path = `${find(target).id}/${name}?api-version=${apiVersion}`;
      const body = isObject(payload) ? payload : undefined;
      return bodyOf(send({ method: 'POST', path, body }, requester)) satisfies Json;
    },
  };
}

function bodyOf(response: Response | Promise<Response>): JsonObject {
  if (response instanceof Promise) {
    throw new ExpressionError('The resource provider did not answer in time.');
  }
  const body = isObject(response.body) ? response.body : {};
  if (response.status < 400) return body;
  throw new ResourceReadError(objectAt(body, 'error'), response.status);
}

/** A resource provider refused what an expression asked of it: the deployment fails with its error. */
export class ResourceReadError extends ExpressionError {
  readonly error: JsonObject;
  readonly status: number;

  constructor(error: JsonObject, status: number) {
    super(textAt(error, 'message'));
    this.error = error;
    this.status = status;
  }
}
