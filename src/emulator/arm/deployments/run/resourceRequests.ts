/** Requests that ARM sends to its resource providers for a deployment: the emulator's own routes, without a network. */
import { ArmError, pathNotFound } from '../../armError.ts';
import { toArmError } from '../../gateway/answerArm.ts';
import { providerPathError } from '../../providers/providers.ts';
import type { Caller, Request, Response, Route } from '../../route.ts';
import type { JsonObject } from '../../../json.ts';

export interface ResourceRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** With its api-version. */
  readonly path: string;
  readonly body?: JsonObject | undefined;
}

/** Who asks, and at which address of this server. */
export interface Requester {
  readonly caller: Caller;
  readonly origin: string;
}

/** Never throws: an error is a response. At once where the provider answers at once. */
export type SendToProvider = (request: ResourceRequest, requester: Requester) => Response | Promise<Response>;

/** `routes` may grow after this call: the routes of deployments are among those that are asked. */
export function sendToRoutes(routes: readonly Route[]): SendToProvider {
  return ({ method, path, body }, { caller, origin }) => {
    const url = new URL(path, origin);
    const found = matching(routes, method, url.pathname);
    try {
      if (!found)
        throw (
          providerPathError(url.pathname, url.searchParams.get('api-version') ?? '') ??
          pathNotFound(url.pathname)
        );
      const params = Object.fromEntries(
        Object.entries(found.match.groups ?? {})
          .filter(([, value]) => typeof value === 'string')
          .map(([name, value]) => [name, decodeURIComponent(value)]),
      );
      const request: Request = {
        ...{ method, url, params, caller, headers: {} },
        body: body === undefined ? '' : JSON.stringify(body),
      };
      const answered = found.route.answer(request);
      return answered instanceof Promise ? answered.catch(refusal) : answered;
    } catch (error) {
      return refusal(error);
    }
  };
}

function matching(routes: readonly Route[], method: string, path: string) {
  for (const route of routes) {
    if (route.method !== method) continue;
    const match = new RegExp(route.path.source, 'i').exec(path);
    if (match) return { route, match };
  }
  return undefined;
}

function refusal(error: unknown): Response {
  return (error instanceof ArmError ? error : toArmError(error)).response();
}
